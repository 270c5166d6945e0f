import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../../lab/test-database.ts';
import { markPoll, markState } from '../../catalog/state.ts';
import { connectDirectory } from '../../directory/ldap.ts';
import type { Directory } from '../../directory/port.ts';
import { SpyingProxy } from '../../directory/spying-proxy.ts';
import { labPerson, labPlainUrl, labSettings } from '../../directory/test-settings.ts';
import type { Sample } from '../../metrics/port.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import type { Observed, Thing } from '../state-events.ts';
import { sampleDirectory } from './sample.ts';

let proxy: SpyingProxy;
let directory: Directory;
let own: TestDatabase;
let db: Database;
beforeAll(async () => {
  proxy = await SpyingProxy.start(labPlainUrl());
  directory = connectDirectory(labSettings({ url: proxy.url, timeoutMs: 1_500 }));
  own = await startTestDatabase();
  db = openDatabase(own.url);
});
afterAll(async () => {
  await directory.close();
  await proxy.stop();
  await db.close();
  await own.stop();
});

let samples: Sample[] = [];
let noted: [Thing, Observed][] = [];
let warned: string[] = [];
beforeEach(() => {
  [samples, noted, warned] = [[], [], []];
});
const sink = {
  push: (all: readonly Sample[]) => void samples.push(...all),
  note: (thing: Thing, observed: Observed) => void noted.push([thing, observed]),
};
const log = { warn: (_: unknown, text?: string) => void warned.push(text ?? '') };
const run = async (name: string, of = directory, begunAt = Date.now() - 3_600_000) => {
  samples = [];
  await sampleDirectory(of.asService(), db, sink, log as never, { begunAt })
    .find((job) => job.name === name)
    ?.run(new AbortController().signal);
};
const value = (name: string, labels: Record<string, string> = {}) =>
  samples.find(
    ({ series }) =>
      series.name === name && Object.entries(labels).every(([label, text]) => series.labels[label] === text),
  )?.value;

describe('slapd', () => {
  test('tells what it counts: operations by kind, connections, threads, bytes', async () => {
    const search = { operation: 'search', phase: 'completed' };
    await run('sample the directory');
    const before = value('directory.operations', search) as bigint;
    for (let at = 0; at < 5; at++) await directory.asService().read(labPerson('ada'), ['cn']);
    await run('sample the directory');
    expect(Number((value('directory.operations', search) as bigint) - before)).toBeGreaterThanOrEqual(5);
    expect(value('directory.connections')).toBeGreaterThanOrEqual(1);
    expect(value('directory.threads', { state: 'max' })).toBe(8);
    expect(value('directory.bytes')).toBeGreaterThan(0n);
    expect(value('directory.entries')).toBeGreaterThan(0n);
    expect(value('directory.waiters', { for: 'write' })).toBeTypeOf('number');
    expect(value('directory.uptime')).toBeGreaterThan(0);
    expect(value('directory.reachable')).toBe(1);
    const operations = new Set(samples.flatMap(({ series }) => series.labels.operation ?? []));
    expect(operations.size).toBe(10);
    expect(warned).toEqual([]);
  });

  test('tells how full its databases are', async () => {
    await run('sample the directory’s databases');
    const database = inject('lab').directory.baseDn;
    expect(value('directory.pages.most', { database })).toBe(17_179_869_184 / 4096);
    expect(value('directory.pages.used', { database })).toBeGreaterThan(10);
    expect(value('directory.kept', { database })).toBeGreaterThan(300);
    expect(value('directory.connections.most')).toBeGreaterThan(10);
  });

  test('that goes away is 0, not unknown, and is told with why; and so is its return', async () => {
    const port = Number(new URL(proxy.url).port);
    await proxy.stop();
    await run('sample the directory');
    expect(value('directory.reachable')).toBe(0);
    expect(value('directory.connections')).toBeUndefined();
    expect(noted.at(-1)).toMatchObject([{ kind: 'directory.state' }, { state: 'away', severity: 'failing' }]);
    proxy = await SpyingProxy.start(labPlainUrl(), { port });
    await run('sample the directory');
    expect(value('directory.reachable')).toBe(1);
    expect(noted.at(-1)).toMatchObject([{ kind: 'directory.state' }, { state: 'up' }]);
  });

  test('that shows an account nothing of cn=Monitor is up, and that is said once', async () => {
    // A person may not read it: rules of the lab's slapd.
    const [job] = sampleDirectory(directory.as(labPerson('ada')), db, sink, log as never);
    for (let times = 0; times < 3; times++) await job?.run(new AbortController().signal);
    expect(samples.filter(({ series }) => series.name !== 'directory.reachable')).toEqual([]);
    expect(samples.map((sample) => sample.value)).toEqual([1, 1, 1]);
    expect(noted.at(-1)).toMatchObject([{ kind: 'directory.state' }, { state: 'up' }]);
    expect(warned).toHaveLength(1);
  });
});

describe('the catalog', () => {
  test('that was never filled tells nothing', async () => {
    await db.query('DELETE FROM catalog_state');
    await run('sample the catalog');
    expect([samples, noted]).toEqual([[], []]);
  });

  test('is fresh while it is followed, and stale a minute after', async () => {
    await markState(db, 'following');
    await markPoll(db, { cursor: 'x', changed: true, lagMs: 120 });
    await run('sample the catalog');
    expect(value('directory.catalog.lag')).toBe(120);
    expect(value('directory.catalog.age')).toBeLessThan(30);
    expect(noted.at(-1)?.[1]).toMatchObject({ state: 'fresh', normal: true });
    await markState(db, 'away', 'The directory can’t be reached.');
    await db.query(`UPDATE catalog_state SET last_poll_at = now() - interval '61 s'`);
    await run('sample the catalog');
    expect(noted.at(-1)?.[1]).toMatchObject({ state: 'stale', text: expect.stringContaining('can’t be reached') });
  });

  test('of before a start is judged when a minute has passed without a look', async () => {
    await db.query(`UPDATE catalog_state SET last_poll_at = now() - interval '1 hour'`);
    await run('sample the catalog', directory, Date.now() - 59_000);
    expect(noted).toEqual([]);
    await run('sample the catalog', directory, Date.now() - 61_000);
    expect(noted.at(-1)?.[1]).toMatchObject({ state: 'stale' });
  });
});
