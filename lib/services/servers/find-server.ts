import { notFound, ok, type Result } from '../../domain/failure.ts';
import { type KeptServer, readServer } from '../../store/managed-servers.ts';
import type { XmppConnection } from '../../xmpp/port.ts';
import type { Portal } from '../context.ts';

/** After the policy was asked: servers belong to the whole system, so which one it is changes nothing about who may. */
export async function findServer({ db }: Pick<Portal, 'db'>, id: string): Promise<Result<KeptServer>> {
  const server = await readServer(db, id);
  return server ? ok(server) : notFound('server');
}

export async function connectionTo(
  portal: Pick<Portal, 'db' | 'xmpp'>,
  id: string,
): Promise<Result<{ server: KeptServer; connection: XmppConnection }>> {
  const found = await findServer(portal, id);
  if (!found.ok) return found;
  const connected = portal.xmpp.connections.to(found.value);
  return connected.ok ? ok({ server: found.value, connection: connected.value }) : connected;
}
