import type { XmppConnection } from '../port.ts';
import { without } from './none.ts';
import type { XmppServer } from './port.ts';

/** The adapter for what listens at the other end of a connection, chosen by what it says of itself (XEP-0092) and lists (XEP-0030). */
export function adaptServer(connection: XmppConnection, domain: string): XmppServer {
  return without(domain, connection, { why: 'This server offers nothing of it.', todo: '' });
}
