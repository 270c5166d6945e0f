import { z } from 'zod';
import { failed, notFound, ok, type Result } from '../../../domain/failure.ts';
import { readOffer, updateOffer } from '../../../store/command-offers.ts';
import { auditedChange } from '../../audited-change.ts';
import { defineUseCase, wholeSystem } from '../../use-case.ts';
import { checkedOffer, offerImages, offerInput } from './offer-settings.ts';

/** Which command it is stays: another one is another offer. Whoever is in the middle of it must begin again. */
export const editOffer = defineUseCase({
  permission: 'commands.offer',
  noun: 'offer',
  what: 'The offer was not changed.',
  input: z.object({ id: z.uuid(), version: z.number().int(), settings: offerInput }),
  find: wholeSystem,
  async act(context, { id, version, settings: input }): Promise<Result<{ version: number; name: string }>> {
    const before = await readOffer(context.db, id);
    if (!before) return notFound('offer');
    if (before.version !== version) return changedMeanwhile();
    const { serverId, jid, node } = before;
    const checked = await checkedOffer(context, { ...input, server: serverId, jid, node });
    if (!checked.ok) return checked;
    const settings = checked.value;
    const images = offerImages(context, before, settings);
    const done = { version: version + 1, name: settings.name };
    const target = { kind: 'server' as const, id: serverId, dn: null, name: before.name, realm: null };
    return auditedChange(context, { action: 'commands.edit-offer', ...target, ...images }, async () =>
      (await updateOffer(context.db, { id, version, settings })) ? ok(done) : changedMeanwhile(),
    );
  },
});

function changedMeanwhile(): Result<never> {
  return failed({
    kind: 'conflict',
    why: 'Somebody else changed this offer in the meantime.',
    todo: 'Copy what you typed, reload the page and look at what it says now.',
  });
}
