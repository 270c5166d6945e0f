import type { Database } from '../../store/database.ts';
import { type KeptServer, readServers } from '../../store/managed-servers.ts';
import type { XmppServer } from '../../xmpp/servers/port.ts';
import { within } from '../within.ts';
import type { Connections } from './connections.ts';

/** The collector, which is no portal, has these as well. */
type Parts = { db: Database; xmpp: { connections: Connections } };

/** `kept` is null for a domain that no managed server serves; `server` then answers everything with that reason. */
export type Serving = { server: XmppServer; kept: KeptServer | null };

/**
 * Which managed server serves each of these domains, as the servers themselves say (hosts). One question a server, asked of all
 * at once; answers are kept a minute by `hostsOf`, and a server that doesn't answer counts with its own domain alone.
 */
export async function serversOfDomains(portal: Parts, domains: readonly string[]): Promise<Map<string, Serving>> {
  // Of two that claim a domain, the one that was added first has it: a server that came later, or got another name, takes none away.
  const kept = (await readServers(portal.db)).toSorted((one, other) => +one.createdAt - +other.createdAt);
  const serving = new Map<string, Serving>();
  const all = await Promise.all(kept.map(async (one) => ({ one, hosts: await hostsOf(portal, one) })));
  // A managed domain is its own server's, whatever another one says that it serves.
  const own = kept.map((one) => ({ one, hosts: [one.domain] }));
  for (const { one, hosts } of [...own, ...all]) {
    const at = portal.xmpp.connections.at(one);
    if (!at.ok) continue;
    for (const host of hosts) if (!serving.has(host)) serving.set(host, { server: at.value, kept: one });
  }
  const none = (domain: string): Serving => ({ server: portal.xmpp.connections.none(domain), kept: null });
  return new Map(domains.map((domain) => [domain, serving.get(domain) ?? none(domain)]));
}

export async function serverOfDomain(portal: Parts, domain: string): Promise<Serving> {
  return (await serversOfDomains(portal, [domain])).get(domain) as Serving;
}

const keptMs = 60_000;
const againAfterMs = 5_000;
const deadlineMs = 2_000;

type Told = { hosts: readonly string[]; until: number };
/** What each server told last, and the question under way; gone with the connection that it came by. */
const told = new WeakMap<XmppServer, Told>();
const asking = new WeakMap<XmppServer, Promise<Told>>();

/** The domains whose users a server holds. One that doesn't answer holds what it told last. */
async function hostsOf({ xmpp }: Pick<Parts, 'xmpp'>, kept: KeptServer): Promise<readonly string[]> {
  const server = xmpp.connections.at(kept);
  if (!server.ok) return [kept.domain];
  const before = told.get(server.value);
  if (before && before.until > Date.now()) return before.hosts;
  const asked = asking.get(server.value) ?? askHosts(server.value, kept.domain, before?.hosts);
  asking.set(server.value, asked);
  try {
    return (await asked).hosts;
  } finally {
    asking.delete(server.value);
  }
}

async function askHosts(server: XmppServer, own: string, before: readonly string[] = [own]): Promise<Told> {
  const answer = await within(deadlineMs, server.hosts());
  const users = answer.ok ? answer.value.filter(({ kind }) => kind === 'users').map(({ host }) => host) : before;
  const now = {
    hosts: [...new Set([own, ...users])],
    until: Date.now() + (answer.ok ? keptMs : againAfterMs),
  };
  told.set(server, now);
  return now;
}
