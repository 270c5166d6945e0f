import type { XmppSession } from '../../xmpp/servers/port.ts';
import { resourceOf } from './ask-presence.ts';

/** One session as a page shows it; what isn't known is null. Times are ISO 8601. */
export type SessionView = {
  resource: string;
  show: XmppSession['show'];
  status: string | null;
  node: string | null;
  address: string | null;
  since: string | null;
  tls: string | null;
  cipher: string | null;
  transport: string | null;
};

export function sessionView({ jid, since, ...session }: XmppSession): SessionView {
  const { show, status, node, address, tls, cipher, transport } = session;
  return {
    resource: resourceOf(jid),
    show,
    status,
    node,
    address,
    since: since?.toISOString() ?? null,
    tls,
    cipher,
    transport,
  };
}
