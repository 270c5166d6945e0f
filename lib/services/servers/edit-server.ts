import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { secretsOf, updateServer } from '../../store/managed-servers.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { noPersonsJid } from '../users/portal-accounts.ts';
import { nameTaken } from './add-server.ts';
import { findServer } from './find-server.ts';
import { checkSecrets, secretsInput } from './server-secrets.ts';
import { goesElsewhere, serverSettings, settingsImages } from './server-settings.ts';

/** `secret` null keeps the password that is there, as long as it goes to the same place. */
export const editServer = defineUseCase({
  permission: 'servers.edit',
  noun: 'server',
  what: 'The server was not changed.',
  input: z.object({
    id: z.uuid(),
    version: z.number().int(),
    settings: serverSettings,
    ...secretsInput,
  }),
  find: wholeSystem,
  async act(context, { id, version, settings, secret, clientKey }): Promise<Result<{ name: string }>> {
    const { db, xmpp } = context;
    const found = await findServer(context, id);
    if (!found.ok) return found;
    const before = found.value;
    if (before.version !== version) return changedMeanwhile();
    if (secret === null && goesElsewhere(before, settings)) return secretNeeded();
    const checked = checkSecrets(settings, { password: secret, clientKey }, secretsOf(xmpp.box, before));
    if (!checked.ok) return checked;
    const account = settings.jid === before.jid ? ok(undefined) : await noPersonsJid(context, settings.jid);
    if (!account.ok) return account;
    // A key that nothing needs any more is not kept.
    const key = checked.value.clientKey === '' ? '' : clientKey;
    const change = { action: 'servers.edit', kind: 'server' as const, id, dn: null, name: before.name, realm: null };
    const images = settingsImages(before, settings, { password: secret !== null, clientKey: clientKey !== null });
    const edited = await auditedChange(context, { ...change, ...images }, async () => {
      const written = await updateServer(db, xmpp.box, {
        id,
        version,
        settings,
        secrets: { password: secret, clientKey: key },
      });
      if (written === 'taken') return nameTaken(settings.name);
      return written === 'stale' ? changedMeanwhile() : ok({ name: settings.name });
    });
    if (edited.ok) xmpp.connections.leave(id);
    return edited;
  },
});

export function secretNeeded(): Result<never> {
  return failed({
    kind: 'invalid',
    why: 'The kept password would be sent somewhere else, or in a form that can be read there.',
    todo: 'Enter the password again.',
    field: 'secret',
  });
}

function changedMeanwhile(): Result<never> {
  return failed({
    kind: 'conflict',
    why: 'Somebody else changed this server in the meantime.',
    todo: 'Copy what you typed, reload the page and look at what it says now.',
  });
}
