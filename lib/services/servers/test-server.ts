import { z } from 'zod';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { type ServerSettings, secretOf } from '../../store/managed-servers.ts';
import { auditedEvent } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { addressOf, unreadableSecret } from './connections.ts';
import { secretNeeded } from './edit-server.ts';
import { findServer } from './find-server.ts';
import { goesElsewhere, secretInput, serverSettings } from './server-settings.ts';
import type { TestProgress } from './server-tests.ts';

/**
 * Begins a test of settings, kept or only typed yet, on a connection of its own. `secret` null takes the kept password of
 * the server `id`, if it would go to the same place.
 */
export const testServer = defineUseCase({
  permission: 'servers.edit',
  noun: 'server',
  what: 'The connection was not tested.',
  input: z.object({ id: z.uuid().nullable(), settings: serverSettings, secret: secretInput.nullable() }),
  find: wholeSystem,
  async act(context, { id, settings, secret }): Promise<Result<{ test: string }>> {
    const password = secret === null ? await keptSecret(context, id, settings) : ok(secret);
    if (!password.ok) return password;
    const test = context.xmpp.tests.begin(context.actor.id, addressOf(settings, password.value));
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

async function keptSecret(context: Context, id: string | null, settings: ServerSettings): Promise<Result<string>> {
  if (id === null) return failed({ kind: 'invalid', why: 'Enter the password.', field: 'secret' });
  const found = await findServer(context, id);
  if (!found.ok) return found;
  if (goesElsewhere(found.value, settings)) return secretNeeded();
  const secret = secretOf(context.xmpp.box, found.value);
  return secret === null ? unreadableSecret() : ok(secret);
}
