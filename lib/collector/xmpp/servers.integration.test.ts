import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { signIn } from '../../../lab/xmpp/for-tests.ts';
import { SamplingUnderTest, settingsOf } from '../sampling-under-test.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const fastMs = 1_000;
const slowMs = 3_000;
const servers = inject('xmpp').servers;
const facts = (kind: 'ejabberd' | 'prosody') => {
  const found = servers.find((one) => one.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};
const { jids, password } = inject('lab').xmppAccounts.people;
const soon = { timeout: 40_000, interval: 100 };
const patient = { timeout: 60_000, interval: 200 };

let sampling: SamplingUnderTest;
const target = { ejabberd: '', prosody: '' };

beforeAll(async () => {
  sampling = await SamplingUnderTest.begin({ fastMs, slowMs });
  for (const kind of ['ejabberd', 'prosody'] as const)
    target[kind] = await sampling.manage(settingsOf(facts(kind)), facts(kind).admin.password);
  for (const kind of ['ejabberd', 'prosody'] as const)
    await vi.waitFor(async () => expect(await sampling.value(target[kind], 'xmpp.reachable')).toBe(1), soon);
});
afterAll(() => sampling.end());

describe.each(['ejabberd', 'prosody'] as const)('%s', (kind) => {
  const domain = facts(kind).domains[0] as string;
  const value = (name: string, labels: Record<string, string> = {}) => sampling.value(target[kind], name, labels);
  const jid = jids.find((one) => one.endsWith(`@${domain}`)) as string;

  test('somebody who signs in is in the series within two polls, and out of them again', async () => {
    await expect.poll(() => value('xmpp.sessions.all'), soon).not.toBeNull();
    const before = (await value('xmpp.sessions.all')) as number;
    const onlineBefore = (await value('xmpp.users.online', { host: domain })) as number;
    const session = await signIn(jid, password);
    const polls = new Set<number>();
    const seen = async () => {
      const last = await sampling.last(target[kind], 'xmpp.sessions.all');
      polls.add(last?.lastAt?.getTime() ?? 0);
      return last?.lastValue;
    };
    await expect.poll(seen, { ...soon, interval: 20 }).toBe(before + 1);
    // The one before, one that may have been under way, and the one that has it.
    expect(polls.size).toBeLessThanOrEqual(3);
    await expect.poll(() => value('xmpp.users.online', { host: domain }), soon).toBe(onlineBefore + 1);
    await session.close();
    await expect.poll(() => value('xmpp.sessions.all'), soon).toBe(before);
  });

  test('what it says of itself, of its sessions and of its peers becomes series', async () => {
    const session = await signIn(jid, password);
    const peer = kind === 'ejabberd' ? 'south.example' : 'north.example';
    await session.ask('get', peer, '<ping xmlns="urn:xmpp:ping"/>');
    await expect.poll(() => value('xmpp.s2s.sessions', { direction: 'out' }), soon).toBeGreaterThanOrEqual(1);
    await expect.poll(() => value('xmpp.s2s.certificate.days'), soon).toBeGreaterThan(0);
    expect(await value('xmpp.certificate.days')).toBeGreaterThan(0);
    await expect.poll(() => value('xmpp.tls.share', { version: 'TLSv1.3' }), soon).toBeGreaterThan(0);
    await expect.poll(() => value('xmpp.mechanism.share', { mechanism: 'PLAIN' }), soon).toBeGreaterThan(0);
    await expect.poll(() => value('xmpp.uptime'), soon).toBeGreaterThan(0);
    await expect.poll(() => value('xmpp.ping'), soon).toBeGreaterThan(0);
    await session.close();
  });

  test('stanzas are counted by what they are and where they go', async () => {
    const session = await signIn(jid, password);
    const count = () => value('xmpp.stanzas', { scope: 'c2s', direction: 'in', kind: 'iq' });
    await expect.poll(count, soon).not.toBeNull();
    const all = await sampling.store.series({ target: target[kind], name: 'xmpp.stanzas', limit: 100 });
    expect(all.length).toBeGreaterThanOrEqual(9);
    expect(new Set(all.map((one) => one.kind))).toEqual(new Set(['counter']));
    await session.close();
  });

  test('what sessions carry is counted by kinds of session, both ways', async () => {
    const session = await signIn(jid, password);
    await expect.poll(() => value('xmpp.octets', { kind: 'c2s', direction: 'out' }), soon).toBeGreaterThan(0);
    const all = await sampling.store.series({ target: target[kind], name: 'xmpp.octets', limit: 100 });
    expect(new Set(all.map(({ labels }) => labels.kind))).toEqual(new Set(['c2s', 's2s-in', 's2s-out']));
    await session.close();
  });

  test('nobody is told of what is well', async () => {
    expect(await sampling.told([target[kind]], ['server.state', 'cluster'])).toEqual([]);
  });
});

test('people of a domain whose accounts the server can’t count are counted by the catalog', async () => {
  const host = facts('prosody').domains[0] as string;
  expect(await sampling.value(target.prosody, 'xmpp.users.listed')).toBeNull();
  await sampling.db.query(
    `INSERT INTO catalog_entry (entry_id, kind, dn, dn_key, realm_key, name, sort_surname, sort_name, search, mail)
     SELECT gen_random_uuid(), 'person', n, n, '', n, n, n, n, 'P' || n || '@' || $1 FROM (VALUES ('1'), ('2'), ('3')) AS p(n)`,
    [host],
  );
  await sampling.db.query('UPDATE catalog_state SET filled_at = now()');
  await expect.poll(() => sampling.value(target.prosody, 'xmpp.users.listed', { host }), soon).toBe(3);
  expect(await sampling.value(target.prosody, 'xmpp.users.registered')).toBeNull();
  expect(await sampling.value(target.ejabberd, 'xmpp.users.registered')).not.toBeNull();
});

test('a member that is killed is told of once, is in the series, and so is its return', async () => {
  const killed = facts('ejabberd').nodes[1];
  if (!killed) throw new Error('no second node');
  const members = (state: string) => sampling.value(target.ejabberd, 'xmpp.cluster.members', { state });
  await expect.poll(() => members('running'), patient).toBe(2);
  process.kill(Number(readFileSync(killed.pidFile, 'utf8')), 'SIGKILL');
  await expect.poll(() => members('stopped'), { ...patient, interval: 50 }).toBe(1);
  await expect.poll(() => members('running'), patient).toBe(2);
  const states = async () =>
    (await sampling.told([target.ejabberd], ['cluster.member'])).map(({ details }) => [details.of, details.state]);
  const both = [
    [killed.name, 'stopped'],
    [killed.name, 'running'],
  ];
  await expect.poll(states, patient).toEqual(both);
  await sleep(3 * fastMs);
  expect(await states()).toEqual(both);
});

describe('a server that takes connections and says nothing', () => {
  let tarpit: Server;
  const sockets = new Set<Socket>();
  beforeEach(async () => {
    tarpit = createServer((socket) => void sockets.add(socket.on('error', () => {})));
    await new Promise<void>((resolve) => tarpit.listen(0, '127.0.0.34', resolve));
  });
  afterEach(async () => {
    await sampling.db.prisma.managedServer.deleteMany({ where: { name: { startsWith: 'Dead' } } });
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    tarpit.close();
  });

  test('delays no other, and is told to be away', async () => {
    const { port } = tarpit.address() as { port: number };
    const dead = { ...settingsOf(facts('prosody')), host: '127.0.0.34', port };
    const targets = await Promise.all(
      Array.from({ length: 10 }, (_, at) => sampling.manage({ ...dead, name: `Dead ${at}` }, 'x')),
    );
    await expect.poll(() => sockets.size, soon).toBe(10);
    const seen = new Set<number>();
    const until = Date.now() + 12 * fastMs;
    while (Date.now() < until) {
      seen.add((await sampling.last(target.prosody, 'xmpp.reachable'))?.lastAt?.getTime() as number);
      await sleep(100);
    }
    const times = [...seen].sort((one, other) => one - other);
    const pauses = times.slice(1).map((time, at) => time - (times[at] as number));
    // Whoever waited for one of them would wait for 20 s.
    expect(times.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...pauses)).toBeLessThan(10_000);
    const away = async () => (await sampling.told(targets, ['server.state'])).map(({ details }) => details.state);
    await expect.poll(away, patient).toEqual(Array(10).fill('away'));
    await expect.poll(() => sampling.value(targets[0] as string, 'xmpp.reachable'), soon).toBe(0);
  });
});

test('a server that is edited is looked at anew within seconds, and one that is removed no more', async () => {
  const jobs = sampling.schedule.count();
  const id = target.prosody.replace('server:', '');
  await sampling.db.prisma.managedServer.update({ where: { id }, data: { host: '127.0.0.35', version: 2 } });
  const state = async () => (await sampling.told([target.prosody], ['server.state'])).at(-1);
  await expect.poll(async () => (await state())?.details.state, soon).toBe('away');
  expect((await state())?.text).toContain('South is away: ');
  await sampling.db.prisma.managedServer.update({ where: { id }, data: { host: facts('prosody').host, version: 3 } });
  await expect.poll(async () => (await state())?.details.state, soon).toBe('online');
  await sampling.db.prisma.managedServer.delete({ where: { id } });
  await expect.poll(() => sampling.schedule.count(), soon).toBeLessThanOrEqual(jobs - 2);
  await sleep(fastMs);
  const before = await sampling.last(target.prosody, 'xmpp.reachable');
  await sleep(3 * fastMs);
  expect(await sampling.last(target.prosody, 'xmpp.reachable')).toEqual(before);
  expect(await state()).toMatchObject({ details: { state: 'online' } });
});

test('no job failed in all that time', () => {
  expect(sampling.failures).toEqual([]);
});
