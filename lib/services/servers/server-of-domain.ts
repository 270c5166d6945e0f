import { type KeptServer, readServers } from '../../store/managed-servers.ts';
import type { XmppServer } from '../../xmpp/servers/port.ts';
import type { Portal } from '../context.ts';

/** `kept` is null for a domain that no managed server serves; `server` then answers everything with that reason. */
export type Serving = { server: XmppServer; kept: KeptServer | null };

/**
 * Which managed server serves each of these domains, as the servers themselves say (hosts). One question a server, asked of all
 * at once; answers are kept a minute by `hostsOf`, and a server that doesn't answer counts with its own domain alone.
 */
export async function serversOfDomains(
  portal: Pick<Portal, 'db' | 'xmpp'>,
  domains: readonly string[],
): Promise<Map<string, Serving>> {
  const kept = await readServers(portal.db);
  const serving = new Map<string, Serving>();
  const all = await Promise.all(kept.map(async (one) => ({ one, hosts: await hostsOf(portal, one) })));
  for (const { one, hosts } of all) {
    const at = portal.xmpp.connections.at(one);
    if (!at.ok) continue;
    for (const host of hosts) if (!serving.has(host)) serving.set(host, { server: at.value, kept: one });
  }
  const none = (domain: string): Serving => ({ server: portal.xmpp.connections.none(domain), kept: null });
  return new Map(domains.map((domain) => [domain, serving.get(domain) ?? none(domain)]));
}

export async function serverOfDomain(portal: Pick<Portal, 'db' | 'xmpp'>, domain: string): Promise<Serving> {
  return (await serversOfDomains(portal, [domain])).get(domain) as Serving;
}

/** The domains whose users a server holds. */
async function hostsOf({ xmpp }: Pick<Portal, 'xmpp'>, kept: KeptServer): Promise<readonly string[]> {
  const server = xmpp.connections.at(kept);
  if (!server.ok) return [kept.domain];
  const asked = await server.value.hosts();
  const users = asked.ok ? asked.value.filter(({ kind }) => kind === 'users').map(({ host }) => host) : [];
  return [...new Set([kept.domain, ...users])];
}
