import { readFileSync } from 'node:fs';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { serverOf, signIn } from '../../../lab/xmpp/for-tests.ts';
import { xmppConnector } from '../../xmpp/connect.ts';
import { entryHistory } from '../audit/entry-history.ts';
import type { Context } from '../context.ts';
import { asAccount, filledCatalog, testPortal } from '../testing/portal.ts';
import { kindOf, value } from '../testing/signed-in.ts';
import { addServer } from './add-server.ts';
import { restartNode } from './restart-node.ts';
import { serverAbilities } from './server-abilities.ts';
import { serverCluster } from './server-cluster.ts';
import { exportFederation, serverFederation } from './server-federation.ts';
import { serverGlance } from './server-glance.ts';
import { serverHosts } from './server-hosts.ts';
import { exportRoutes, serverRoutes } from './server-routes.ts';
import { viewServer } from './view-server.ts';

/** The parts of a server's page on the lab's ejabberd cluster and Prosody. A shutdown is played elsewhere: the lab doesn't undo one. */
const portal = testPortal({}, xmppConnector(pino({ level: 'silent' })));
const ids = {} as Record<'north' | 'south', string>;
const names = ['north', 'south'] as const;
const peopleOf = (name: string) =>
  inject('lab').xmppAccounts.people.jids.filter((jid) => jid.endsWith(`@${name}.example`));
let ada: Context;

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
  await filledCatalog(portal);
  for (const name of names) {
    const { host, ports, admin, domains } = serverOf(`x@${name}.example`);
    const settings = {
      name,
      domain: domains[0],
      host,
      port: ports.starttls,
      tls: 'starttls' as const,
      ca: readFileSync(inject('xmpp').caFile, 'utf8'),
      jid: admin.jid,
      mechanisms: ['SCRAM-SHA-256' as const, 'PLAIN' as const],
    };
    ids[name] = value(await addServer(ada, { settings, secret: admin.password })).id;
    const isOnline = async () => expect(value(await viewServer(ada, { id: ids[name] })).state.is).toBe('online');
    await vi.waitFor(isOnline, { timeout: 10_000 });
  }
  await talk();
});
afterAll(async () => {
  await untilTogether();
  await portal.db.prisma.managedServer.deleteMany();
});

/** A message from north to south and back, so that there are sessions between the servers. */
async function talk(): Promise<void> {
  const { password } = inject('lab').xmppAccounts.people;
  const [here, there] = await Promise.all(names.map((name) => signIn(peopleOf(name)[0] as string, password)));
  if (!here || !there) throw new Error('nobody talks');
  for (const one of [here, there]) one.send('<presence/>');
  const heard = Promise.all([here.next(isMessage), there.next(isMessage)]);
  here.say(there.jid, 'Hello');
  there.say(here.jid, 'Hello yourself');
  await heard;
  await Promise.all([here.close(), there.close()]);
}
const isMessage = ({ name }: { name: string }) => name === 'message';

async function untilTogether(): Promise<void> {
  const together = async () => {
    const { rows, disagreements } = value(await serverCluster(ada, { id: ids.north }));
    expect(rows.map(({ state }) => state)).toEqual(['running', 'running']);
    expect(disagreements).toEqual([]);
  };
  await vi.waitFor(together, { timeout: 45_000, interval: 500 });
}

describe.each(names)('of %s', (name) => {
  test('every ability says how, or why not', async () => {
    const { make, abilities } = value(await serverAbilities(ada, { id: ids[name] }));
    expect(make).toBe(name === 'north' ? 'ejabberd' : 'Prosody');
    for (const one of abilities) expect((one.can ? one.by : one.why).length).toBeGreaterThan(3);
    expect(abilities.filter(({ can }) => can).length).toBeGreaterThan(15);
    const restart = abilities.find((one) => one.name === 'restart');
    expect(restart?.can).toBe(name === 'north');
  });

  test('the figures say sessions, other servers and cluster', async () => {
    const glance = value(await serverGlance(ada, { id: ids[name] }));
    expect(glance).toMatchObject({
      sessions: { value: expect.any(Number) },
      federation: { value: { in: expect.any(Number), out: expect.any(Number) } },
      cluster: { value: { running: name === 'north' ? 2 : 1, stopped: 0, agree: true } },
    });
  });

  test('its hosts have counts: who is online, and accounts by the server or the directory', async () => {
    const { rows } = value(await serverHosts(ada, { id: ids[name] }));
    const { domains, rooms } = serverOf(`x@${name}.example`);
    expect(
      rows
        .filter(({ kind }) => kind === 'users')
        .map(({ host }) => host)
        .sort(),
    ).toEqual([...domains].sort());
    expect(rows.find(({ host }) => host === rooms)).toMatchObject({ kind: 'rooms', online: null });
    const main = rows.find(({ host }) => host === domains[0]);
    expect(main).toMatchObject({ online: { value: expect.any(Number) }, inDirectory: expect.any(Number) });
    expect(main?.inDirectory).toBeGreaterThan(10);
  });

  test('its sessions with the other server go both ways, under TLS, by certificate, with its expiry', async () => {
    const { rows, statistics } = value(await serverFederation(ada, { id: ids[name] }));
    const remote = name === 'north' ? 'south.example' : 'north.example';
    const open = rows.filter((row) => row.remote === remote && row.state === 'open');
    expect(new Set(open.map(({ direction }) => direction))).toEqual(new Set(['in', 'out']));
    for (const row of open) {
      expect(row).toMatchObject({ tls: expect.stringMatching(/^TLSv1\.[23]$/), authentication: 'certificate' });
      if (row.certificateExpires !== null) expect(Date.parse(row.certificateExpires)).toBeGreaterThan(Date.now());
    }
    expect(statistics.in + statistics.out).toBe(rows.length);
    expect(statistics.remotes.map(({ domain }) => domain)).toContain(remote);
    const { csv } = value(await exportFederation(ada, { id: ids[name], q: remote }));
    expect(csv.trim().split('\r\n').length).toBeGreaterThan(2);
  });

  test('its routes lead to its own domains, its rooms and elsewhere', async () => {
    const { rows } = value(await serverRoutes(ada, { id: ids[name] }));
    const { domains, rooms } = serverOf(`x@${name}.example`);
    for (const domain of domains) expect(rows).toContainEqual(expect.objectContaining({ domain, kind: 'users' }));
    expect(rows).toContainEqual(expect.objectContaining({ domain: rooms, kind: 'rooms' }));
    expect(value(await exportRoutes(ada, { id: ids[name], q: rooms })).csv).toContain(rooms);
  });
});

test('both nodes of the cluster are there, and see each other', async () => {
  const { rows, disagreements, restart } = value(await serverCluster(ada, { id: ids.north }));
  const nodes = serverOf('x@north.example').nodes.map((node) => node.name);
  expect(rows.map(({ node }) => node).sort()).toEqual([...nodes].sort());
  for (const row of rows) {
    expect(row).toMatchObject({
      state: 'running',
      version: expect.stringContaining('23.01'),
      since: expect.any(String),
    });
    expect([...(row.sees ?? [])].sort()).toEqual([...nodes].sort());
  }
  expect(rows.filter(({ self }) => self)).toHaveLength(1);
  expect(disagreements).toEqual([]);
  expect(restart).toMatchObject({ can: true });
});

test('Prosody is not restarted from here, and it is said why', async () => {
  const { rows } = value(await serverCluster(ada, { id: ids.south }));
  const node = rows[0]?.node as string;
  const refused = await restartNode(ada, { id: ids.south, node, confirm: node });
  expect(refused).toMatchObject({
    ok: false,
    failure: { kind: 'unavailable', why: 'Prosody has no command for it.' },
  });
});

test('a node is restarted by a system administrator: it goes, comes back with another start, and the record says who asked', async () => {
  const { rows } = value(await serverCluster(ada, { id: ids.north }));
  const other = rows.find(({ self }) => !self);
  if (!other) throw new Error('there is no other node');
  const otto = await asAccount(portal, 'otto');
  const input = { id: ids.north, node: other.node, confirm: other.node, notice: 'Back in a moment' };
  expect(kindOf(await restartNode(otto, input))).toBe('refused');
  expect(value(await restartNode(ada, input))).toMatchObject({ node: other.node, seen: true });
  await untilTogether();
  // A node says since when it runs only once all of it does.
  await vi.waitFor(
    async () => {
      const { rows } = value(await serverCluster(ada, { id: ids.north }));
      const after = rows.find(({ node }) => node === other.node);
      expect(Date.parse(after?.since as string)).toBeGreaterThan(Date.parse(other.since as string));
    },
    { timeout: 30_000, interval: 250 },
  );
  expect(value(await entryHistory(ada, { id: ids.north })).rows[0]).toMatchObject({
    action: 'servers.restart',
    target: `${other.node} on north`,
    outcome: 'succeeded',
    after: { notice: ['Back in a moment'] },
  });
}, 120_000);
