import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, type ProvidedContext, vi } from 'vitest';
import type { Context } from '../context.ts';
import { addServer } from '../servers/add-server.ts';
import { viewServer } from '../servers/view-server.ts';
import { asAccount, type testPortal } from './portal.ts';
import { value } from './signed-in.ts';

/**
 * Manages the lab's ejabberd and Prosody in a portal for the tests of one file; their ids are there once they are online.
 * `xmpp` is inject('xmpp'), which a file must say by itself: it is how the run knows that it needs the servers.
 */
export function managedLabServers(
  portal: ReturnType<typeof testPortal>,
  xmpp: ProvidedContext['xmpp'],
): Record<'north' | 'south', string> {
  const ids = { north: '', south: '' };
  beforeAll(async () => {
    const ada = await asAccount(portal, 'ada');
    for (const { name } of xmpp.servers) ids[name] = await manageLabServer(ada, xmpp, name, `The ${name} one`);
  });
  afterAll(async () => void (await portal.db.prisma.managedServer.deleteMany()));
  return ids;
}

/** Its id, once it is online. */
export async function manageLabServer(
  ada: Context,
  xmpp: ProvidedContext['xmpp'],
  wanted: 'north' | 'south',
  name: string,
): Promise<string> {
  const server = xmpp.servers.find((one) => one.name === wanted);
  if (!server) throw new Error(`The lab has no ${wanted}.`);
  const { domains, host, ports, admin } = server;
  const settings = {
    ...{ name, domain: domains[0], host, port: ports.starttls, tls: 'starttls', jid: admin.jid },
    ...{ ca: readFileSync(xmpp.caFile, 'utf8'), mechanisms: ['SCRAM-SHA-256', 'PLAIN'] },
  };
  const { id } = value(await addServer(ada, { settings, secret: admin.password }));
  const state = async () => value(await viewServer(ada, { id })).state.is;
  await vi.waitFor(async () => expect(await state()).toBe('online'), { timeout: 10_000 });
  return id;
}
