import { readFileSync } from 'node:fs';
import { inject, onTestFinished } from 'vitest';
import type { XmppServerFacts } from '#lab/xmpp/facts.ts';
import { signIn } from '#lab/xmpp/for-tests.ts';
import type { Session } from '#lab/xmpp/session.ts';
import type { Result } from '../../domain/failure.ts';
import { SupervisedConnection } from '../connection.ts';
import type { XmppConnection } from '../port.ts';
import { adaptServer } from './adapt.ts';
import type { XmppServer } from './port.ts';

const silent = { info() {}, warn() {} };

export type How = 'with mod_bailiwick' | 'without mod_bailiwick';

/** A real server as the portal's account sees it, or `account`; without the module: as if it had none of our commands. */
export function adapted(
  facts: XmppServerFacts,
  how: How,
  account: { jid: string; password: string } = facts.admin,
): XmppServer {
  const ca = readFileSync(inject('xmpp').caFile, 'utf8');
  const domain = facts.domains[0] as string;
  const place = { domain, host: facts.host, port: facts.ports.starttls, tls: 'starttls', ca } as const;
  const connection = new SupervisedConnection({ ...place, ...account, mechanisms: ['PLAIN'] }, silent);
  onTestFinished(() => connection.close());
  return adaptServer(how === 'with mod_bailiwick' ? connection : withoutModule(connection), domain, silent);
}

function withoutModule(connection: XmppConnection): XmppConnection {
  const isOurs = (node: string) => node.startsWith('urn:bailiwick:admin:1#');
  return {
    state: () => connection.state(),
    async listCommands(jid) {
      const listed = await connection.listCommands(jid);
      return listed.ok ? { ...listed, value: listed.value.filter(({ node }) => !isOurs(node)) } : listed;
    },
    run(request) {
      if (isOurs(request.node)) throw new Error(`${request.node} was run`);
      return connection.run(request);
    },
    info: (jid, node) => connection.info(jid, node),
    items: (jid, node) => connection.items(jid, node),
    version: (jid) => connection.version(jid),
    uptime: (jid) => connection.uptime(jid),
    time: (jid) => connection.time(jid),
    ping: (jid) => connection.ping(jid),
    message: (message) => connection.message(message),
    close: () => connection.close(),
  };
}

export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { kind, why, cause } = result.failure;
  throw new Error(`${kind}: ${why} ${JSON.stringify(cause)}`);
}

/** The n-th of the lab's people whose password is known, on the server's first domain. */
export function person({ domains }: XmppServerFacts, at = 0): string {
  const jid = inject('lab').xmppAccounts.people.jids.filter((one) => one.endsWith(`@${domains[0]}`))[at];
  if (!jid) throw new Error(`too few people at ${domains[0]}`);
  return jid;
}

/** Signed in, and there for others, until the test ends. */
export async function comesOnline(jid: string, presence = '<presence/>'): Promise<Session> {
  const { people } = inject('lab').xmppAccounts;
  const password = people.jids.includes(jid) ? people.password : (inject('lab').accounts[0]?.password ?? '');
  const session = await signIn(jid, password);
  onTestFinished(() => session.close());
  session.send(presence);
  return session;
}
