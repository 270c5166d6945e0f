import { NotSent, type Taken } from '../alerts/out/send-due.ts';
import { xmppMessage } from '../alerts/out/xmpp.ts';
import type { Config } from '../config/config.ts';
import { isWithinDomain, parseJid } from '../domain/jid.ts';
import type { Connections } from '../services/servers/connections.ts';
import { serverOfDomain } from '../services/servers/server-of-domain.ts';
import type { Delivery } from '../store/alert-outbox.ts';
import type { Database } from '../store/database.ts';
import { readServers } from '../store/managed-servers.ts';

type Settings = NonNullable<Config['alerts']['xmpp']>;
export type XmppWay = { db: Database; connections: Connections; settings: Settings };

/**
 * Over the collector's own connection to the managed server that the settings name. Rejects with NotSent when the server did not
 * take it; nothing goes to a domain that no managed server serves unless the settings name it.
 */
export async function sendXmpp(way: XmppWay, delivery: Delivery): Promise<Taken> {
  const { db, connections, settings } = way;
  const { recipient } = delivery;
  if (recipient === null || !settings.to.includes(recipient))
    throw new NotSent(`${recipient} is not named in ALERT_XMPP_TO any more.`, delivery.mayHaveArrived);
  if (!(await mayBeTold(way, recipient)))
    throw new NotSent(`No managed server serves the domain of ${recipient}. ALERT_XMPP_FOREIGN allows others.`);
  const sender = (await readServers(db)).find(({ domain }) => domain === settings.server);
  if (!sender) throw new NotSent(`No managed server has the domain ${settings.server}, which ALERT_XMPP_FROM names.`);
  const connection = connections.to(sender);
  if (!connection.ok) throw new NotSent(connection.failure.why);
  const taken = await connection.value.message(xmppMessage(delivery, recipient));
  if (!taken.ok) throw new NotSent(taken.failure.why, taken.failure.uncertain);
  return { refused: taken.value.refused.then(({ why }) => new NotSent(why)) };
}

async function mayBeTold({ db, connections, settings }: XmppWay, recipient: string): Promise<boolean> {
  const domain = parseJid(recipient)?.domain ?? '';
  if (settings.foreign.some((allowed) => isWithinDomain(domain, allowed))) return true;
  return (await serverOfDomain({ db, xmpp: { connections } }, domain)).kept !== null;
}
