import { z } from 'zod';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { type NewSecrets, type ServerSecrets, type ServerSettings, secretsOf } from '../../store/managed-servers.ts';
import { auditedEvent } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { addressOf, unreadableSecret } from './connections.ts';
import { secretNeeded } from './edit-server.ts';
import { findServer } from './find-server.ts';
import { checkSecrets, secretsInput } from './server-secrets.ts';
import { goesElsewhere, serverSettings } from './server-settings.ts';
import type { TestProgress } from './server-tests.ts';

/**
 * Begins a test of settings, kept or only typed yet, on a connection of its own. `secret` null takes the kept password of
 * the server `id`, if it would go to the same place.
 */
export const testServer = defineUseCase({
  permission: 'servers.edit',
  noun: 'server',
  what: 'The connection was not tested.',
  input: z.object({ id: z.uuid().nullable(), settings: serverSettings, ...secretsInput }),
  find: wholeSystem,
  async act(context, { id, settings, secret, clientKey }): Promise<Result<{ test: string }>> {
    const secrets = await secretsFor(context, id, settings, { password: secret, clientKey });
    if (!secrets.ok) return secrets;
    const test = context.xmpp.tests.begin(context.actor.id, addressOf(settings, secrets.value));
    if (!test) return failed({ kind: 'too-many', why: 'Other tests are running.', todo: 'Try again in a moment.' });
    const { name, domain, host, port } = settings;
    const event = { action: 'servers.test', kind: 'server' as const, id, dn: null, name, realm: null, before: null };
    await auditedEvent(context, { ...event, after: { domain: [domain], host: [host], port: [String(port)] } });
    return ok({ test });
  },
});

/** How far a test of one's own is. */
export const testProgress = defineUseCase({
  permission: 'servers.read',
  noun: 'test',
  what: 'The test could not be followed.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  act: async ({ xmpp, actor }, { id }): Promise<Result<TestProgress>> => {
    const progress = xmpp.tests.progress(actor.id, id);
    return progress ? ok(progress) : notFound('test');
  },
});

async function secretsFor(
  context: Context,
  id: string | null,
  settings: ServerSettings,
  typed: NewSecrets,
): Promise<Result<ServerSecrets>> {
  if (id === null) return checkSecrets(settings, typed, null);
  const found = await findServer(context, id);
  if (!found.ok) return found;
  if (typed.password === null && goesElsewhere(found.value, settings)) return secretNeeded();
  const kept = secretsOf(context.xmpp.box, found.value);
  if (kept === null && typed.password === null) return unreadableSecret();
  return checkSecrets(settings, typed, kept);
}
