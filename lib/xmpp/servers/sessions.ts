import type { SessionPage, XmppSession } from './port.ts';

const nothingKnown: Omit<XmppSession, 'jid'> = {
  node: null,
  address: null,
  port: null,
  since: null,
  tls: null,
  cipher: null,
  mechanism: null,
  show: null,
  status: null,
  priority: null,
  transport: null,
};

/** A session of which nothing but its JID is known. */
export function sessionNamed(jid: string): XmppSession {
  return { jid, ...nothingKnown };
}

/** One page of what a server only gives as a whole, in the order of JIDs. */
export function onePage(all: XmppSession[], { after, limit }: { after?: string; limit: number }): SessionPage {
  const sorted = [...new Map(all.map((session) => [session.jid, session])).values()].sort(byJid);
  const behind = after === undefined ? sorted : sorted.filter(({ jid }) => jid > after);
  const sessions = behind.slice(0, limit);
  const next = behind.length > sessions.length ? (sessions.at(-1)?.jid ?? null) : null;
  return { sessions, total: sorted.length, next };
}

function byJid(one: XmppSession, other: XmppSession): number {
  return one.jid < other.jid ? -1 : one.jid > other.jid ? 1 : 0;
}
