import { expect, test } from 'vitest';
import { type Job, pauseMs, type ScheduleEvents, startSchedule } from './schedule.ts';

const silent: ScheduleEvents = { failed: () => {}, recovered: () => {}, overran: () => {} };
const often: Pick<Job, 'name' | 'everyMs' | 'deadlineMs'> = { name: 'job', everyMs: 1, deadlineMs: 60_000 };

test('a job never runs beside itself', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const enough = Promise.withResolvers<void>();
  const schedule = startSchedule(silent);
  schedule.add({
    ...often,
    async run() {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      if (++runs === 5) enough.resolve();
    },
  });
  await enough.promise;
  await schedule.stop();
  expect(most).toBe(1);
});

test('stopping aborts what runs, waits for its end, and starts nothing more', async () => {
  const started = Promise.withResolvers<void>();
  let ended = 0;
  const schedule = startSchedule(silent);
  schedule.add({
    ...often,
    async run(signal) {
      started.resolve();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      ended++;
    },
  });
  await started.promise;
  await schedule.stop();
  expect(ended).toBe(1);
});

test('a failure is told, tried again, and its end is told', async () => {
  const told: string[] = [];
  const recovered = Promise.withResolvers<void>();
  let runs = 0;
  const schedule = startSchedule({
    ...silent,
    failed: (job, cause, inARow) => told.push(`${job} ${(cause as Error).message} ${inARow}`),
    recovered(job, inARow) {
      told.push(`${job} recovered ${inARow}`);
      recovered.resolve();
    },
  });
  schedule.add({
    ...often,
    async run() {
      if (++runs <= 2) throw new Error('away');
    },
  });
  await recovered.promise;
  await schedule.stop();
  expect(told).toEqual(['job away 1', 'job away 2', 'job recovered 2']);
});

test('a run over its deadline is told and asked to end, and its job goes on', async () => {
  const told: string[] = [];
  const second = Promise.withResolvers<void>();
  let runs = 0;
  const schedule = startSchedule({ ...silent, overran: (job) => told.push(job) });
  schedule.add({
    ...often,
    deadlineMs: 5,
    async run(signal) {
      if (++runs === 2) second.resolve();
      if (runs === 1) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  });
  await second.promise;
  await schedule.stop();
  expect(told[0]).toBe('job');
});

test('a job that is removed is aborted and runs no more; the others go on', async () => {
  const schedule = startSchedule(silent);
  const started = Promise.withResolvers<void>();
  let ended = 0;
  let others = 0;
  const removed = schedule.add({
    ...often,
    async run(signal) {
      started.resolve();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      ended++;
    },
  });
  schedule.add({ ...often, run: async () => void others++ });
  await started.promise;
  expect(schedule.count()).toBe(2);
  await removed.remove();
  const before = others;
  await expect.poll(() => others, { interval: 1 }).toBeGreaterThan(before + 2);
  expect(ended).toBe(1);
  expect(schedule.count()).toBe(1);
  await schedule.stop();
});

test('each run is told, with how late it began and whether it failed', async () => {
  const told: { lateMs: number; tookMs: number; failed: boolean }[] = [];
  const schedule = startSchedule({ ...silent, ran: (_, run) => told.push(run) });
  let runs = 0;
  schedule.add({
    ...often,
    async run() {
      if (++runs === 1) throw new Error('away');
    },
  });
  await expect.poll(() => told.length).toBeGreaterThan(1);
  await schedule.stop();
  expect(told.slice(0, 2).map(({ failed }) => failed)).toEqual([true, false]);
  for (const { lateMs, tookMs } of told) expect(Math.min(lateMs, tookMs)).toBeGreaterThanOrEqual(0);
});

test('pauses grow with failures up to the longest, and differ by a tenth', () => {
  const job = { everyMs: 1000, longestRetryMs: 4000 };
  expect([0, 1, 2, 3, 4, 5, 50].map((failures) => pauseMs(job, failures, 0.5))).toEqual([
    1000, 500, 1000, 2000, 4000, 4000, 4000,
  ]);
  expect([pauseMs(job, 0, 0), pauseMs(job, 0, 1)]).toEqual([900, 1100]);
});
