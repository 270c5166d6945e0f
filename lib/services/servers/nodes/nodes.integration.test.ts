import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { goHome, person } from '#lab/xmpp/ejabberd/for-tests.ts';
import { type ThirdNode, thirdNode } from '#lab/xmpp/ejabberd/third-node.ts';
import type { Failure, Result } from '../../../domain/failure.ts';
import { readServer } from '../../../store/managed-servers.ts';
import { xmppConnector } from '../../../xmpp/connect.ts';
import type { XmppServer } from '../../../xmpp/servers/port.ts';
import { entryHistory } from '../../audit/entry-history.ts';
import type { Context } from '../../context.ts';
import { managedLabServers, manageLabServer } from '../../testing/lab-servers.ts';
import { asAccount, testPortal } from '../../testing/portal.ts';
import { value } from '../../testing/signed-in.ts';
import { serverCluster } from '../server-cluster.ts';
import { driveNodeJob, type NodeJob } from './drive.ts';
import { previewNodeJob } from './preview-node-job.ts';
import { continueNodeJob, newNodeJob, retakenNodeJob, startNodeJob, takeBackNodeJob } from './start-node-job.ts';
import { viewNodeJob } from './view-node-job.ts';

const portal = testPortal({}, xmppConnector(pino({ level: 'silent' })));
const ids = managedLabServers(portal, inject('xmpp'));
const node = 'ej3@localhost';
const started: ThirdNode[] = [];
let ada: Context;

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
});

function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error('it was done');
  return result.failure;
}

async function third(): Promise<ThirdNode> {
  const one = await thirdNode(inject('lab'), inject('xmpp'));
  started.push(one);
  await one.start();
  return one;
}

async function cluster(): Promise<XmppServer> {
  const kept = await readServer(portal.db, ids.north);
  return value(portal.xmpp.connections.at(kept as NonNullable<typeof kept>));
}

const facts = async () => value(await (await cluster()).nodeFacts(node));
const ready = () =>
  vi.waitFor(async () => expect((await facts()).joinWhy).toEqual([]), { timeout: 20_000, interval: 200 });
const wanted = (verb: 'join' | 'leave' | 'remove') => ({ id: ids.north, verb, node, notice: '', confirm: node });
const view = async () => value(await viewNodeJob(ada, { id: ids.north }));
const names = async () => value(await serverCluster(ada, { id: ids.north })).rows.map(({ node }) => node);

async function over(): Promise<NonNullable<Awaited<ReturnType<typeof view>>>> {
  return vi.waitFor(
    async () => {
      const job = await view();
      if (!job || job.state === 'running') throw new Error(JSON.stringify(job));
      return job;
    },
    { timeout: 60_000, interval: 200 },
  );
}

async function joined(): Promise<void> {
  await ready();
  value(await startNodeJob(ada, wanted('join')));
  expect(await over()).toMatchObject({ state: 'done', steps: [{}, {}, { note: '3 members agree' }] });
}

/** Whatever became of a test: no job is open, and the cluster is the two nodes that it was. */
afterEach(async () => {
  await goHome();
  for (const one of started) await one.kill();
  await portal.db.prisma.job.deleteMany();
  const server = await cluster();
  await vi.waitFor(
    async () => {
      if ((await names()).includes(node)) value(await server.forgetNode(node));
    },
    { timeout: 20_000, interval: 300 },
  );
  for (const one of started.splice(0)) await one.remove();
});
afterAll(async () => void (await portal.db.prisma.job.deleteMany()));

test('a node joins, leaves with its people told, and joins again, with every member asked at the end', async () => {
  const one = await third();
  await ready();
  const preview = value(await previewNodeJob(ada, wanted('join')));
  expect(preview.node).toMatchObject({
    state: 'outside',
    others: expect.arrayContaining(['ej1@localhost', 'ej2@localhost']),
  });
  await joined();
  expect(value(await serverCluster(ada, { id: ids.north })).disagreements).toEqual([]);
  const uma = await person('uma@north.example', { node: one.facts });
  value(await startNodeJob(ada, { ...wanted('leave'), notice: 'This node goes. Sign in again.' }));
  await uma.next(
    ({ name, children }) => name === 'message' && children.some(({ text }) => text.includes('This node goes')),
  );
  await uma.ended;
  const left = await over();
  expect(left).toMatchObject({ state: 'done' });
  expect(left.steps.map(({ name, done }) => [name, done])).toEqual([
    ['check', null],
    ['tell', 1],
    ['drain', 1],
    ['leave', null],
    ['verify', null],
  ]);
  expect(await names()).toEqual(['ej1@localhost', 'ej2@localhost']);
  await one.stop();
  await one.start();
  await joined();
  const { rows } = value(await entryHistory(ada, { id: ids.north, limit: 50 }));
  expect(rows.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      'servers.cluster-start',
      'servers.cluster-join',
      'servers.cluster-leave',
      'servers.cluster-tell',
      'servers.cluster-end',
    ]),
  );
}, 180_000);

describe('a portal that ends in the middle', () => {
  /** Runs a job until `step` is at `moment`, where its process dies. */
  async function cut(job: NodeJob, moment: string, step: string): Promise<void> {
    const die = (at: string, name: string) => {
      if (at === moment && name === step) throw new Error('killed');
    };
    await expect(driveNodeJob(ada, job, die)).rejects.toThrow('killed');
    await portal.db.prisma.$executeRawUnsafe(`UPDATE job SET heartbeat_at = now() - interval '1 hour'`);
  }

  test.each([
    ['before', 'join'],
    ['acted', 'join'],
    ['before', 'verify'],
  ])(
    '%s %s: the join is continued to its end',
    async (moment, step) => {
      await third();
      await ready();
      await cut(value(await newNodeJob(ada, wanted('join'))), moment, step);
      expect(await view()).toMatchObject({ state: 'interrupted', may: { continue: null, takeBack: null } });
      value(await continueNodeJob(ada, { id: ids.north }));
      expect(await over()).toMatchObject({ state: 'done' });
      expect(await names()).toContain(node);
    },
    120_000,
  );

  test('a join that was done is taken back: the node runs alone, with what it held before', async () => {
    await third();
    await ready();
    await cut(value(await newNodeJob(ada, wanted('join'))), 'acted', 'join');
    value(await takeBackNodeJob(ada, { id: ids.north }));
    expect(await over()).toMatchObject({ state: 'taken-back' });
    expect(await names()).toEqual(['ej1@localhost', 'ej2@localhost']);
    expect(await facts()).toMatchObject({ state: 'outside', kept: [], knownBy: [], joinWhy: [] });
  }, 120_000);
});

describe('a node that is killed in the middle of its join', () => {
  async function killed(): Promise<ThirdNode> {
    const one = await third();
    await ready();
    value(await startNodeJob(ada, wanted('join')));
    await vi.waitFor(async () => expect((await facts()).step).toBe('copying'), { timeout: 20_000, interval: 20 });
    // Before its schema is on disc, the cluster takes it for a member without one: then it can't start (decision 31).
    await vi.waitFor(() => expect(existsSync(join(one.spool, 'schema.DAT'))).toBe(true), {
      timeout: 20_000,
      interval: 5,
    });
    await one.kill();
    expect(await over()).toMatchObject({ state: 'failed' });
    return one;
  }

  test('joins when it is started again and the job continued', async () => {
    const one = await killed();
    await one.start();
    value(await continueNodeJob(ada, { id: ids.north }));
    expect(await over()).toMatchObject({ state: 'done' });
    expect(await names()).toContain(node);
  }, 120_000);

  test('has its former tables again when it is started and the job is taken back', async () => {
    const one = await killed();
    await one.start();
    value(await takeBackNodeJob(ada, { id: ids.north }));
    expect(await over()).toMatchObject({ state: 'taken-back' });
    expect(await names()).toEqual(['ej1@localhost', 'ej2@localhost']);
    expect(await facts()).toMatchObject({ state: 'outside', kept: [], knownBy: [] });
  }, 120_000);

  test('is forgotten when the job is taken back without it, and what is to be done on its machine is said', async () => {
    await killed();
    value(await takeBackNodeJob(ada, { id: ids.north }));
    const job = await over();
    expect(job.state).toBe('taken-back');
    expect(job.steps.find(({ name }) => name === 'join')?.left[0]).toContain('it must not start');
    expect(await names()).toEqual(['ej1@localhost', 'ej2@localhost']);
  }, 120_000);
});

test.each([
  ['started again', true],
  ['gone for good', false],
])(
  'a node that is killed while it leaves, and is %s, has left when the job is continued',
  async (_, again) => {
    const one = await third();
    await joined();
    value(await startNodeJob(ada, wanted('leave')));
    await vi.waitFor(async () => expect((await facts()).state).toBe('changing'), { timeout: 20_000, interval: 20 });
    await one.kill();
    const stopped = await over();
    expect(stopped.may.takeBack).toContain('leaving already');
    if (again) await one.start();
    if (stopped.state !== 'done') value(await continueNodeJob(ada, { id: ids.north }));
    expect(await over()).toMatchObject({ state: 'done' });
    expect(await names()).toEqual(['ej1@localhost', 'ej2@localhost']);
  },
  120_000,
);

test('a member that is killed is removed, and nobody knows it any more', async () => {
  const one = await third();
  await joined();
  expect(failureOf(await startNodeJob(ada, wanted('remove'))).why).toContain('It runs');
  await one.kill();
  await vi.waitFor(async () => expect((await facts()).state).toBe('stopped'), { timeout: 10_000 });
  expect(failureOf(await startNodeJob(ada, wanted('leave'))).why).toContain('It doesn');
  value(await startNodeJob(ada, wanted('remove')));
  const job = await over();
  expect(job).toMatchObject({ state: 'done' });
  expect(job.steps.find(({ name }) => name === 'remove')?.left[0]).toContain('must not start with its old tables');
  expect(await names()).toEqual(['ej1@localhost', 'ej2@localhost']);
  expect(failureOf(await startNodeJob(ada, wanted('remove'))).why).toContain('It is no member');
}, 120_000);

test('what can’t be is refused before anything is begun', async () => {
  const at = (verb: 'join' | 'leave' | 'remove', name: string) =>
    startNodeJob(ada, { id: ids.north, verb, node: name, notice: '', confirm: name });
  expect(failureOf(await at('join', node)).why).toContain('No Erlang node ej3 is registered');
  expect(failureOf(await at('join', 'ej2@localhost')).why).toContain('It is a member already');
  expect(failureOf(await at('leave', 'ej1@localhost')).why).toContain('The portal’s own connection');
  expect(failureOf(await at('remove', 'ej2@localhost')).why).toContain('It runs');
  expect(failureOf(await at('join', "'ej3'@localhost")).field).toBe('node');
  expect(failureOf(await startNodeJob(ada, { ...wanted('leave'), node: 'ej2@localhost' })).field).toBe('confirm');
  expect(await view()).toBeNull();
});

test('one change of a cluster at a time', async () => {
  await third();
  await ready();
  value(await newNodeJob(ada, wanted('join')));
  expect(failureOf(await startNodeJob(ada, wanted('join'))).why).toContain('not over');
  expect(failureOf(await retakenNodeJob(ada, ids.north, null)).why).toContain('not over');
}, 60_000);

test('one change of a cluster at a time, also when it is kept as two servers', async () => {
  const again = await manageLabServer(ada, inject('xmpp'), 'north', 'The same one again');
  await third();
  await ready();
  value(await newNodeJob(ada, wanted('join')));
  const leaving = { verb: 'leave', node: 'ej2@localhost', notice: '', confirm: 'ej2@localhost' } as const;
  expect(failureOf(await startNodeJob(ada, { ...leaving, id: again })).why).toContain('not over');
}, 60_000);

test('Prosody has no cluster, and says so', async () => {
  const refused = failureOf(await previewNodeJob(ada, { ...wanted('join'), id: ids.south }));
  expect(refused).toMatchObject({ kind: 'unavailable', why: expect.stringContaining('no cluster') });
});

test.each(['rex', 'otto', 'aud', 'uma'])('%s may not change a cluster', async (uid) => {
  const other = await asAccount(portal, uid);
  for (const refused of [await startNodeJob(other, wanted('leave')), await takeBackNodeJob(other, { id: ids.north })])
    expect(['refused', 'not-found']).toContain(failureOf(refused).kind);
});
