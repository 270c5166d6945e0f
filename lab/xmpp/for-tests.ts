import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { XmppNodeFacts, XmppServerFacts } from './facts.ts';
import { Session } from './session.ts';

export function serverOf(jid: string): XmppServerFacts {
  const found = inject('xmpp').servers.find(({ domains }) => domains.includes(jid.split('@')[1] ?? ''));
  if (!found) throw new Error(`no server for ${jid}`);
  return found;
}

/** Signs somebody in on their server, or on one node of it. */
export function signIn(jid: string, password: string, node?: XmppNodeFacts): Promise<Session> {
  const { host, ports } = node ?? serverOf(jid);
  const ca = readFileSync(inject('xmpp').caFile, 'utf8');
  return Session.open({ jid, password, host, port: ports.direct, ca, resource: 'test' });
}
