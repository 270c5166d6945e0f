import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Sshd, startSshd } from '#lab/ssh/sshd.ts';
import type { SshMember } from '../../domain/ssh-cluster.ts';
import type { Sample } from '../../metrics/port.ts';
import { type ClusterView, listClusters } from '../../services/cluster/list-clusters.ts';
import type { Context } from '../../services/context.ts';
import { asAccount, testPortal } from '../../services/testing/portal.ts';
import { value } from '../../services/testing/signed-in.ts';
import { type Appliance, startAppliance } from '../../ssh/appliance-under-test.ts';
import { sshReader } from '../../ssh/reader.ts';
import { readEvents } from '../../store/events.ts';
import { insertSshCluster, newSshClusterId, removeSshCluster, updateSshCluster } from '../../store/ssh-clusters.ts';
import { type Schedule, startSchedule } from '../schedule.ts';
import { StateEvents } from '../state-events.ts';
import { pollSshClusters } from './clusters.ts';

/** Three members of Debian's sshd and one that accepts connections and says nothing. */
vi.setConfig({ testTimeout: 120_000 });
const portal = testPortal();
const at = (number: number) => `127.${60 + (process.pid % 100)}.11.${number}`;
const id = newSshClusterId();
let members: Sshd[] = [];
let slow: Appliance;
let schedule: Schedule;
let otto: Context;
const pushed: Sample[] = [];

const said = (own: number, leader: number, peers: number[]) =>
  `State: ${own === leader ? 'LEADER' : 'FOLLOWER'}\nList of peers\n${peers.map((one) => `${at(one)}:5222${one === leader ? ' (Leader)' : ''}`).join('\n')}\n`;
const memberOf = ({ host, port, user, hostKey }: Sshd, index: number): SshMember => ({
  ...{ id: index + 1, name: `cms${index + 1}`, host, port, user, auth: 'key', hostKey, listedAs: '' },
});
const settings = (all: SshMember[]) => ({
  ...{ name: 'Meeting servers', command: 'xmpp cluster status' as const, pollSeconds: 30 as const, members: all },
});
const secretsOf = (all: SshMember[]) =>
  Object.fromEntries(
    all.map((one) => [one.id, { password: '', privateKey: members[one.id - 1]?.keys.right ?? 'none' }]),
  );

beforeAll(async () => {
  otto = await asAccount(portal, 'otto');
  members = await Promise.all([1, 2, 3].map((one) => startSshd(at(one), { status: said(one, 1, [1, 2, 3]) })));
  slow = await startAppliance(at(4), { password: '', dumb: true });
  const { db, xmpp } = portal;
  const all = members.map(memberOf);
  await insertSshCluster(db, xmpp.box, { id, settings: settings(all), secrets: secretsOf(all) });
  const events = new StateEvents(db);
  const sink = {
    push: (samples: readonly Sample[]) => void pushed.push(...samples),
    note: events.note.bind(events),
    forget: events.forget.bind(events),
  };
  schedule = startSchedule({ failed: (_, cause) => console.error(cause), recovered: () => {}, overran: () => {} });
  const bounds = { tickMs: 100, pollMs: 400, deadlineMs: 8_000 };
  schedule.add(pollSshClusters({ db, box: xmpp.box, ssh: sshReader, sink, bounds }));
  schedule.add({ ...events.job(), everyMs: 100 });
});
afterAll(async () => {
  await schedule?.stop();
  await slow?.stop();
  for (const one of members) await one.stop();
  await portal.db.prisma.sshCluster.deleteMany({ where: { id } });
});

const shown = async () =>
  value(await listClusters(otto, {})).clusters.find((one) => one.id === `cluster:${id}`) as ClusterView;
const until = (see: (cluster: ClusterView) => void) =>
  vi.waitFor(async () => see(await shown()), { timeout: 45_000, interval: 100 });
const kinds = ({ findings }: ClusterView) => findings.map(({ kind, member }) => `${kind} ${member}`);
const told = async () =>
  (await readEvents(portal.db, { targets: [`cluster:${id}`], limit: 50 })).map(
    ({ details }) => `${details.of} ${details.state}`,
  );

test('each member is asked, and what it believes is shown', async () => {
  await until(({ members: all, findings }) => {
    expect(all.map(({ name, role, state, follows }) => [name, role, state, follows])).toEqual([
      ['cms1', 'leader', 'running', 'cms1'],
      ['cms2', 'follower', 'running', 'cms1'],
      ['cms3', 'follower', 'running', 'cms1'],
    ]);
    expect(findings).toEqual([]);
  });
  expect((await shown()).sights.map(({ is }) => is)).toEqual(['both', 'both', 'both']);
});

test('where they disagree, it is found: split brain, a duplicate, a member that is forgotten', async () => {
  members[2]?.print(said(3, 3, [3]));
  for (const one of [1, 2]) members[one - 1]?.print(said(one, 1, [1, 2]));
  await until((cluster) => expect(kinds(cluster)).toEqual(['split null', 'leaders null']));
  members[0]?.print(said(1, 1, [1, 2, 2, 3]));
  members[2]?.print(said(3, 1, [1, 2, 3]));
  await until((cluster) => expect(kinds(cluster)).toEqual(['forgotten cms3', 'duplicate cms2']));
  for (const one of [1, 2, 3]) members[one - 1]?.print(said(one, 1, [1, 2, 3]));
  await until((cluster) => expect(kinds(cluster)).toEqual([]));
});

test('a member that says nothing delays no other, and one that is away is told once', async () => {
  const four: SshMember = {
    ...memberOf(members[0] as Sshd, 3),
    name: 'cms4',
    host: slow.host,
    port: slow.port,
    auth: 'password',
  };
  const all = [...members.map(memberOf), four];
  const written = await updateSshCluster(portal.db, portal.xmpp.box, {
    ...{ id, version: 1, settings: settings(all), secrets: secretsOf(all) },
  });
  expect(written).toBe('done');
  const before = members[1]?.asked().length ?? 0;
  await until((cluster) => expect(kinds(cluster)).toContain('status-unread cms4'));
  // The slow one takes all of its time; the others were asked again meanwhile.
  expect((members[1]?.asked().length ?? 0) - before).toBeGreaterThan(1);
  await members[2]?.end();
  await until((cluster) => expect(kinds(cluster)).toContain('stopped cms3'));
  await vi.waitFor(async () => expect(await told()).toContain('cms3 stopped'));
  await until((cluster) => expect(cluster.members.filter(({ state }) => state === 'running')).toHaveLength(2));
  expect((await told()).filter((one) => one === 'cms3 stopped')).toHaveLength(1);
  const last = new Map(pushed.map(({ series, value }) => [series.labels.member, value]));
  expect(Object.fromEntries(last)).toEqual({ cms1: 1, cms2: 1, cms3: 0, cms4: 0 });
});

test('a member that shows another host key is told nothing, and is a finding', async () => {
  const asked = members[1]?.asked().length ?? 0;
  const now = (await members[1]?.renewHostKey()) ?? '';
  await until((cluster) => {
    const [first] = cluster.findings;
    expect([first?.kind, first?.severity, first?.member]).toEqual(['host-key', 'failing', 'cms2']);
    expect(first?.evidence).toContain(now);
  });
  await vi.waitFor(async () => expect(await told()).toContain('cms2 unread'));
  // What was under way when the key changed may still have been asked.
  expect((members[1]?.asked().length ?? 0) - asked).toBeLessThan(2);
});

test('a cluster that was removed is asked no more', async () => {
  expect(await removeSshCluster(portal.db, id)).toBe(true);
  await vi.waitFor(async () => {
    const before = members[0]?.asked().length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(members[0]?.asked().length).toBe(before);
  }, 20_000);
  expect(await shown()).toBeUndefined();
});
