import { failed, ok, type Result } from '../../domain/failure.ts';
import type { Portal } from '../context.ts';
import { type ServerAt, serverAt } from './server-at.ts';

/** As serverAt, but a server that is away answers at once with why, so that nothing waits for it. */
export async function answeringServer(portal: Pick<Portal, 'db' | 'xmpp'>, id: string): Promise<Result<ServerAt>> {
  const found = await serverAt(portal, id);
  if (!found.ok) return found;
  const state = found.value.server.connection.state();
  if (state.is !== 'away') return ok(found.value);
  return failed({ kind: 'unavailable', why: `It is away: ${state.why}`, todo: 'The portal tries again by itself.' });
}
