import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, type ProvidedContext, vi } from 'vitest';
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
    for (const { name, domains, host, ports, admin } of xmpp.servers) {
      const settings = {
        name: `The ${name} one`,
        domain: domains[0],
        host,
        port: ports.starttls,
        tls: 'starttls',
        ca: readFileSync(xmpp.caFile, 'utf8'),
        jid: admin.jid,
        mechanisms: ['SCRAM-SHA-256', 'PLAIN'],
      };
      ids[name] = value(await addServer(ada, { settings, secret: admin.password })).id;
      const state = async () => value(await viewServer(ada, { id: ids[name] })).state.is;
      await vi.waitFor(async () => expect(await state()).toBe('online'), { timeout: 10_000 });
    }
  });
  afterAll(async () => void (await portal.db.prisma.managedServer.deleteMany()));
  return ids;
}
