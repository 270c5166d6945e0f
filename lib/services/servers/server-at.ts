import { failed, ok, type Result } from '../../domain/failure.ts';
import type { KeptServer } from '../../store/managed-servers.ts';
import type { XmppServer } from '../../xmpp/servers/port.ts';
import type { Portal } from '../context.ts';
import { findServer } from './find-server.ts';

export type ServerAt = { kept: KeptServer; server: XmppServer };

/** A managed server as a thing with abilities. After the policy was asked, as findServer. */
export async function serverAt(portal: Pick<Portal, 'db' | 'xmpp'>, id: string): Promise<Result<ServerAt>> {
  const found = await findServer(portal, id);
  if (!found.ok) return found;
  const server = portal.xmpp.connections.at(found.value);
  return server.ok ? ok({ kept: found.value, server: server.value }) : server;
}

/** The domains whose users this server holds, its own first; that one alone when it doesn't say. */
export async function domainsServed({ kept, server }: ServerAt): Promise<string[]> {
  const hosts = await server.hosts();
  const users = hosts.ok ? hosts.value.filter(({ kind }) => kind === 'users').map(({ host }) => host) : [];
  return [...new Set([kept.domain, ...users])];
}

/** The portal's account on a server may act on more domains than those: what is asked for must lie here. */
export async function checkServed(at: ServerAt, domains: readonly string[], field: string): Promise<Result<void>> {
  const served = await domainsServed(at);
  const foreign = domains.find((domain) => !served.includes(domain));
  if (foreign === undefined) return ok(undefined);
  return failed({
    kind: 'invalid',
    why: `${foreign} is not a domain of ${at.kept.name}.`,
    todo: `It serves ${served.join(', ')}.`,
    field,
  });
}
