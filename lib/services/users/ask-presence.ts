import type { XmppServer, XmppSession } from '../../xmpp/servers/port.ts';
import type { Portal } from '../context.ts';
import { serversOfDomains } from '../servers/server-of-domain.ts';
import { within } from '../within.ts';

export type PresenceState = 'online' | 'away' | 'busy' | 'offline' | 'unknown';

/** What the server says of one account. */
export type Presence = {
  state: PresenceState;
  /** Why it is not known; empty otherwise. */
  why: string;
  sessions: XmppSession[];
  /** Whether `sessions` is all there is to know: false where the server can't list them. */
  listed: boolean;
  /** null while online, when never seen, and when not known. */
  lastSeenAt: Date | null;
  /** Why it is not known when they were last seen; empty otherwise. */
  lastSeenWhy: string;
};

const deadlineMs = 2_000;

/**
 * Presence of these accounts (bare JIDs, at most 500 on a server): each server is asked once for the sessions of all, and once
 * for the last activity of those without one, all servers at the same time. One that is away makes its people unknown.
 */
export async function askPresence(
  portal: Pick<Portal, 'db' | 'xmpp'>,
  jids: readonly string[],
): Promise<Map<string, Presence>> {
  const groups = new Map<XmppServer, string[]>();
  const serving = await serversOfDomains(portal, [...new Set(jids.map(domainOf))]);
  for (const jid of jids) {
    const server = serving.get(domainOf(jid))?.server;
    if (server) groups.set(server, [...(groups.get(server) ?? []), jid]);
  }
  const answers = await Promise.all([...groups].map(([server, accounts]) => askServer(server, accounts)));
  return new Map(answers.flat());
}

async function askServer(server: XmppServer, jids: readonly string[]): Promise<[jid: string, Presence][]> {
  const sessions = await within(deadlineMs, server.sessionsOf(jids));
  const open = (jid: string) => (sessions.ok ? (sessions.value.get(jid) ?? []) : []);
  const without = jids.filter((jid) => open(jid).length === 0);
  const silent = !sessions.ok && sessions.failure.kind === 'timeout';
  const last = without.length === 0 || silent ? null : await within(deadlineMs, server.lastActivity(without));
  return jids.map((jid) => {
    const own = open(jid);
    const seen = last?.ok ? last.value.get(jid) : undefined;
    const lastSeenWhy = own.length > 0 || last?.ok ? '' : last ? last.failure.why : '';
    const presence = { sessions: own, listed: sessions.ok, lastSeenAt: seen?.at ?? null, lastSeenWhy };
    if (sessions.ok) return [jid, { ...presence, state: stateOf(own), why: '' }];
    if (seen) return [jid, { ...presence, state: seen.online ? 'online' : 'offline', why: '' }];
    return [jid, { ...presence, state: 'unknown', why: sessions.failure.why }];
  });
}

/** The most reachable of the sessions (RFC 6121, 4.7.2.1); one whose presence isn't known counts as online. */
export function stateOf(sessions: readonly XmppSession[]): PresenceState {
  const shows = new Set(sessions.map(({ show }) => show ?? 'available'));
  if (shows.size === 0) return 'offline';
  if (shows.has('available') || shows.has('chat')) return 'online';
  return shows.has('dnd') ? 'busy' : 'away';
}

export function domainOf(jid: string): string {
  return jid.slice(jid.indexOf('@') + 1);
}

/** What stands behind the slash of a full JID (RFC 7622, 3.4); it may have slashes itself. */
export function resourceOf(jid: string): string {
  const at = jid.indexOf('/');
  return at < 0 ? '' : jid.slice(at + 1);
}
