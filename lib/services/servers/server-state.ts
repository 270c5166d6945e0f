import type { KeptServer } from '../../store/managed-servers.ts';
import type { Portal } from '../context.ts';

/** From memory, so that a server that is away keeps nobody waiting. Times are ISO 8601. */
export type ServerState =
  | { is: 'connecting'; since: string }
  | { is: 'online'; since: string; mechanism: string; tls: { protocol: string; cipher: string } }
  | { is: 'away'; since: string | null; why: string; nextTryAt: string | null };

/** Asking begins the connection, should there be none yet. */
export function serverState({ xmpp }: Pick<Portal, 'xmpp'>, server: KeptServer): ServerState {
  const connected = xmpp.connections.to(server);
  if (!connected.ok) return { is: 'away', since: null, why: connected.failure.why, nextTryAt: null };
  const state = connected.value.state();
  const since = state.since.toISOString();
  if (state.is === 'online') return { is: 'online', since, mechanism: state.mechanism, tls: state.tls };
  if (state.is === 'connecting') return { is: 'connecting', since };
  return { is: 'away', since, why: state.why, nextTryAt: state.nextTryAt?.toISOString() ?? null };
}
