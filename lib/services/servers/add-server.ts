import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { insertServer, mostServers, newServerId, readServers } from '../../store/managed-servers.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { secretInput, serverSettings, settingsImages } from './server-settings.ts';

export const addServer = defineUseCase({
  permission: 'servers.edit',
  noun: 'server',
  what: 'The server was not added.',
  input: z.object({ settings: serverSettings, secret: secretInput }),
  find: wholeSystem,
  async act(context, { settings, secret }): Promise<Result<{ id: string; name: string }>> {
    const { db, xmpp } = context;
    if ((await readServers(db)).length >= mostServers)
      return failed({ kind: 'too-many', why: `The portal manages at most ${mostServers} servers.`, todo: '' });
    const id = newServerId();
    const change = { action: 'servers.add', kind: 'server' as const, id, dn: null, name: settings.name, realm: null };
    return auditedChange(context, { ...change, ...settingsImages(null, settings, true) }, async () => {
      const written = await insertServer(db, xmpp.box, { id, settings, secret });
      return written === 'taken' ? nameTaken(settings.name) : ok({ id, name: settings.name });
    });
  },
});

export function nameTaken(name: string): Result<never> {
  return failed({
    kind: 'taken',
    why: `Another managed server is called ${name}.`,
    todo: 'Choose another name.',
    field: 'settings.name',
  });
}
