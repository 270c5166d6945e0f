import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../../lab/test-database.ts';
import type { Sample } from '../../metrics/port.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { readWebFigures, writeWebFigures } from '../../store/process-figures.ts';
import { createSession, endSessionOf, sessionIdOf } from '../../store/sessions.ts';
import { RunFigures, sampleCollector } from './collector.ts';
import { samplePortal } from './portal.ts';

let own: TestDatabase;
let db: Database;
beforeAll(async () => {
  own = await startTestDatabase();
  db = openDatabase(own.url);
});
afterAll(async () => {
  await db.close();
  await own.stop();
});

const limits = { idleMs: 1_800_000, lifetimeMs: 43_200_000 };

async function samplesOf(jobs: { run: (signal: AbortSignal) => Promise<void> }[] | undefined, push: Sample[]) {
  for (const job of jobs ?? []) await job.run(new AbortController().signal);
  return (name: string, label?: string) =>
    push.findLast(({ series }) => series.name === name && (!label || Object.values(series.labels).includes(label)))
      ?.value;
}

test('the portal is known by its database: who is signed in, jobs that are not over, size', async () => {
  const samples: Sample[] = [];
  const jobs = samplePortal(db, limits, { push: (all) => void samples.push(...all) });
  const personId = randomUUID();
  const session = { personId, dn: '', address: '', userAgent: '', holdings: [], passwordChangedAt: '' };
  const ended = await createSession(db, { ...session, lifetimeMs: limits.lifetimeMs });
  await createSession(db, { ...session, lifetimeMs: limits.lifetimeMs });
  await createSession(db, { ...session, lifetimeMs: -1 });
  await endSessionOf(db, personId, sessionIdOf(ended), 'test');
  const value = await samplesOf(jobs, samples);
  expect(value('portal.sessions')).toBe(1);
  expect(['running', 'interrupted', 'failed'].map((state) => value('portal.jobs', state))).toEqual([0, 0, 0]);
  expect(value('portal.database.size')).toBeGreaterThan(1_000_000);
  expect(value('portal.database.answer')).toBeGreaterThan(0);
});

const figures = {
  requests: { page: 7, data: 30 },
  failed: { page: 0, data: 2 },
  p95Ms: { page: 40.5 },
  actions: { done: 3, refused: 1 },
  ...{ live: 2, rssBytes: 3e8, heapBytes: 1e8, cpuMs: 5_000, loopMs: 12 },
};

test('what the web process says of itself becomes samples of when it said it, each once; what it said long ago is unknown', async () => {
  const samples: Sample[] = [];
  const [web] = samplePortal(db, limits, { push: (all) => void samples.push(...all) }).slice(-1);
  await samplesOf(web && [web], samples);
  expect(samples).toEqual([]);
  await writeWebFigures(db, figures);
  const value = await samplesOf(web && [web], samples);
  expect(['page', 'data'].map((kind) => value('portal.requests', kind))).toEqual([7, 30]);
  expect(value('portal.requests.failed', 'data')).toBe(2);
  expect([value('portal.requests.p95', 'page'), value('portal.requests.p95', 'data')]).toEqual([40.5, undefined]);
  expect([value('portal.actions', 'refused'), value('portal.live'), value('portal.cpu')]).toEqual([1, 2, 5_000]);
  const told = await readWebFigures(db);
  expect(new Set(samples.map(({ at }) => at.getTime()))).toEqual(new Set([told?.at.getTime()]));
  const count = samples.length;
  await samplesOf(web && [web], samples);
  expect(samples).toHaveLength(count);
  await db.query(`UPDATE process_figures SET at = now() - interval '1 minute'`);
  expect(await readWebFigures(db)).toBeNull();
  await writeWebFigures(db, { ...figures, live: 'many' } as never);
  expect(await readWebFigures(db), 'of another version').toBeNull();
});

test('the collector tells of itself, and of the longest since it was last asked', async () => {
  const samples: Sample[] = [];
  const runs = new RunFigures();
  runs.ran({ lateMs: 5, tookMs: 70, failed: false });
  runs.ran({ lateMs: 40, tookMs: 7, failed: true });
  runs.overran();
  const queue = { figures: () => ({ waiting: 3, written: 100, leftOut: 1, lost: 2 }) };
  const job = sampleCollector({ runs, jobs: () => 7, queue, sink: { push: (all) => void samples.push(...all) } });
  let value = await samplesOf([job], samples);
  expect(value('collector.memory', 'process')).toBeGreaterThan(10_000_000);
  expect(value('collector.cpu')).toBeGreaterThan(0);
  const told = ['polls', 'errors', 'late', 'slowest', 'jobs', 'waiting', 'written', 'left-out', 'lost'];
  expect(told.map((name) => value(`collector.${name}`))).toEqual([2, 2, 40, 70, 7, 3, 100, 1, 2]);
  value = await samplesOf([job], samples);
  expect(value('collector.late')).toBe(0);
});
