import { readFileSync } from 'node:fs';
import pino from 'pino';
import { afterAll, beforeAll, inject, vi } from 'vitest';
import { serverOf } from '#lab/xmpp/for-tests.ts';
import { Session } from '#lab/xmpp/session.ts';
import { BreakingProxy } from '../../xmpp/breaking-proxy-under-test.ts';
import { xmppConnector } from '../../xmpp/connect.ts';
import type { XmppConnection, XmppConnector } from '../../xmpp/port.ts';
import type { Portal } from '../context.ts';
import { addServer } from '../servers/add-server.ts';
import { viewServer } from '../servers/view-server.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { type Made, value } from '../testing/signed-in.ts';

/** Every question that went to a server, as it went. */
export type Asked = { name: string; node: string }[];

/** For tests only: a portal that manages the lab's servers, counts what it asks of them, and can be cut off from ejabberd. */
export function portalOnLab(): { portal: Portal; asked: Asked; proxy: () => BreakingProxy } {
  const asked: Asked = [];
  const portal = testPortal({}, counting(xmppConnector(pino({ level: 'silent' })), asked));
  let proxy: BreakingProxy;
  beforeAll(async () => {
    const north = serverOf('x@north.example');
    proxy = await BreakingProxy.start({ host: north.host, port: north.ports.starttls });
    for (const name of ['north', 'south'] as const) await manage(portal, name, name === 'north' ? proxy.place : null);
  });
  afterAll(async () => {
    await portal.db.prisma.managedServer.deleteMany();
    await proxy.stop();
  });
  return { portal, asked, proxy: () => proxy };
}

async function manage(portal: Portal, name: 'north' | 'south', place: { host: string; port: number } | null) {
  const ada = await asAccount(portal, 'ada');
  const { host, ports, admin, domains } = serverOf(`x@${name}.example`);
  const settings = {
    name,
    domain: domains[0],
    ...(place ?? { host, port: ports.starttls }),
    tls: 'starttls',
    ca: readFileSync(inject('xmpp').caFile, 'utf8'),
    jid: admin.jid,
    mechanisms: ['SCRAM-SHA-256', 'PLAIN'],
  };
  const { id } = value(await addServer(ada, { settings, secret: admin.password }));
  const online = async () => value(await viewServer(ada, { id })).state.is === 'online';
  await vi.waitUntil(online, { timeout: 15_000, interval: 50 });
}

/** Somebody made by newPerson on a client of their own. */
export function signInAs({ uid, password }: Made, resource = 'phone', domain = 'north.example'): Promise<Session> {
  const jid = `${uid}@${domain}`;
  const { host, ports } = serverOf(jid);
  const ca = readFileSync(inject('xmpp').caFile, 'utf8');
  return Session.open({ jid, password, host, port: ports.direct, ca, resource });
}

function counting(connector: XmppConnector, asked: Asked): XmppConnector {
  return { ...connector, connect: (address) => counted(connector.connect(address), asked) };
}

function counted(connection: XmppConnection, asked: Asked): XmppConnection {
  return new Proxy(connection, {
    get(target, name) {
      const own = Reflect.get(target, name);
      if (typeof own !== 'function') return own;
      return (...given: unknown[]) => {
        const [first] = given as [{ node?: string } | undefined];
        if (name !== 'state') asked.push({ name: String(name), node: first?.node ?? '' });
        return own.apply(target, given);
      };
    },
  });
}
