import { readFileSync } from 'node:fs';
import { Session } from '../../lab/xmpp/session.ts';
import type { TestPerson } from './person.ts';
import { demoPassword, labFacts } from './under-test.ts';

const open: Session[] = [];

/** Somebody made by newPerson on a chat client of their own, available, until closeClients. */
export async function onClient({ jid }: TestPerson, resource = 'phone'): Promise<Session> {
  const { xmpp } = labFacts();
  const server = xmpp?.servers.find(({ domains }) => domains.includes(jid.split('@')[1] ?? ''));
  if (!xmpp || !server) throw new Error(`no XMPP server of the demo serves ${jid}`);
  const { host, ports } = server;
  const ca = readFileSync(xmpp.caFile, 'utf8');
  const session = await Session.open({ jid, password: demoPassword(), host, port: ports.direct, ca, resource });
  session.send('<presence/>');
  open.push(session);
  return session;
}

export async function closeClients(): Promise<void> {
  await Promise.all(open.splice(0).map((session) => session.close()));
}
