import { afterAll, inject } from 'vitest';
import { connectAsService } from './slapd/acting.ts';

/**
 * Runs in every integration test file: what the file added to the directory goes again, so that the next one finds the
 * seeded people and nobody else. Values that it changed in seeded entries it has to put back itself.
 */
afterAll(async () => {
  const { directory, accounts, startedAt } = inject('lab');
  const administrator = accounts.find(({ uid }) => uid === 'ada')?.dn as string;
  const service = await connectAsService(inject('lab'));
  const ada = service.as(administrator);
  const left = await ada.sees(directory.baseDn, `(createTimestamp>=${startedAt})`);
  for (const dn of left.sort((a, b) => b.length - a.length)) await ada.delete(dn);
  await service.client.unbind();
});
