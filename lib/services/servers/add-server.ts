import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { insertServer, mostServers, newServerId, readServers } from '../../store/managed-servers.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { noPersonsJid } from '../users/portal-accounts.ts';
import { checkSecrets, secretsInput } from './server-secrets.ts';
import { serverSettings, settingsImages } from './server-settings.ts';

export const addServer = defineUseCase({
  permission: 'servers.edit',
  noun: 'server',
  what: 'The server was not added.',
  input: z.object({ settings: serverSettings, ...secretsInput }),
  find: wholeSystem,
  async act(context, { settings, secret, clientKey }): Promise<Result<{ id: string; name: string }>> {
    const { db, xmpp } = context;
    if ((await readServers(db)).length >= mostServers)
      return failed({ kind: 'too-many', why: `The portal manages at most ${mostServers} servers.`, todo: '' });
    const secrets = checkSecrets(settings, { password: secret, clientKey }, null);
    if (!secrets.ok) return secrets;
    const account = await noPersonsJid(context, settings.jid);
    if (!account.ok) return account;
    const id = newServerId();
    const change = { action: 'servers.add', kind: 'server' as const, id, dn: null, name: settings.name, realm: null };
    const hidden = { password: secrets.value.password !== '', clientKey: secrets.value.clientKey !== '' };
    return auditedChange(context, { ...change, ...settingsImages(null, settings, hidden) }, async () => {
      const written = await insertServer(db, xmpp.box, { id, settings, secrets: secrets.value });
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
