import type { XmppServer } from '../../xmpp/servers/port.ts';
import { lookAtMembers } from './members.ts';
import { reach } from './reach.ts';
import { known, type Watched } from './watched.ts';

/** What is kept of a server between the looks. */
export type FastMemory = { unanswered: number; members: Set<string> };
export const newFastMemory = (): FastMemory => ({ unanswered: 0, members: new Set() });

/** Each domain is a question. */
const mostHosts = 20;

/** Every 10 s: a handful of cheap questions, all at once. */
export async function lookFast(watched: Watched, memory: FastMemory): Promise<void> {
  if (!(await reach(watched, memory))) return;
  await Promise.all([lookAtSessions(watched, memory), lookAtCounters(watched)]);
}

async function lookAtSessions(watched: Watched, memory: FastMemory): Promise<void> {
  const { server, readings } = watched;
  const [ofMembers, online] = await Promise.all([lookAtMembers(watched, memory.members), onlineByHost(server)]);
  for (const [host, users] of online ?? []) readings.add('xmpp.users.online', users, { host });
  readings.add('xmpp.sessions.all', ofMembers ?? (await sessionsListed(server)));
}

/** null when there are too many domains to ask about each. */
async function onlineByHost(server: XmppServer): Promise<(readonly [string, number | null])[] | null> {
  const hosts = await usersHosts(server);
  if (hosts.length > mostHosts) return null;
  return Promise.all(hosts.map(async (host) => [host, await known(server.onlineCount(host))] as const));
}

/** Domains with accounts. A server that doesn't tell has its own. */
export async function usersHosts(server: XmppServer): Promise<string[]> {
  const hosts = await known(server.hosts());
  if (hosts === null) return [server.domain];
  return hosts.filter(({ kind }) => kind === 'users').map(({ host }) => host);
}

async function sessionsListed(server: XmppServer): Promise<number | null> {
  return (await known(server.onlineSessions({ limit: 1 })))?.total ?? null;
}

async function lookAtCounters({ server, readings }: Watched): Promise<void> {
  const counting = await known(server.counters());
  for (const { scope, direction, kind, count } of counting?.counters ?? [])
    readings.add('xmpp.stanzas', count, { node: counting?.node ?? null, scope, direction, kind });
  for (const { kind, direction, octets } of counting?.traffic ?? [])
    readings.add('xmpp.octets', octets, { node: counting?.node ?? null, kind, direction });
}
