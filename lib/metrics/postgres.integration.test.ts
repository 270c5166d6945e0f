import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { openDatabase } from '#lib/store/database.ts';
import type { MetricStore, Point, Sample, SeriesSpec } from './port.ts';
import { postgresMetrics } from './postgres.ts';

const db = openDatabase(inject('databaseUrl'), { connections: 4 });
afterAll(() => db.close());

const minute = 60_000;
/** Some hours ago, at the full hour. */
const start = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 20 * 3_600_000;

function gauge(more: Partial<SeriesSpec> = {}): SeriesSpec {
  return {
    target: `server:${randomUUID()}`,
    name: 'xmpp.sessions',
    labels: { node: 'one', direction: 'in' },
    kind: 'gauge',
    unit: 'sessions',
    stepSeconds: 60,
    heartbeatSeconds: 180,
    min: 0,
    max: null,
    ...more,
  };
}

/** One a minute, from `start` on. */
function minutes(series: SeriesSpec, values: readonly (number | null)[], from = 0): Sample[] {
  return values.map((value, at) => ({ series, at: new Date(start + (from + at) * minute), value }));
}

async function idOf(store: MetricStore, { target }: SeriesSpec): Promise<number> {
  return (await store.series({ target, limit: 10 }))[0]?.id as number;
}

async function points(store: MetricStore, series: SeriesSpec, toMinute: number, most = 5000): Promise<Point[]> {
  const [range] = await store.range({
    ids: [await idOf(store, series)],
    from: new Date(start),
    to: new Date(start + toMinute * minute),
    points: most,
  });
  return range?.points ?? [];
}

describe('the store in the database', () => {
  test('gives back what was written, with gaps as points of null', async () => {
    const [store, series] = [postgresMetrics(db), gauge()];
    await store.write(minutes(series, [1, 2, 3, null, 5]));
    expect((await points(store, series, 6)).map(({ average }) => average)).toEqual([2, 3, null, 5, null, null]);
    const [known] = await store.series({ target: series.target, name: series.name, limit: 1 });
    expect(known).toMatchObject({ ...series, lastValue: 5, lastAt: new Date(start + 4 * minute) });
  });

  test('changes nothing when the same batch comes twice, from this process or another', async () => {
    const [store, other, series] = [postgresMetrics(db), postgresMetrics(db), gauge()];
    const batch = minutes(
      series,
      Array.from({ length: 130 }, (_, at) => at),
    );
    expect(await store.write(batch)).toEqual({ written: 130, leftOut: 0 });
    const before = await points(store, series, 200);
    expect(await store.write(batch)).toEqual({ written: 0, leftOut: 130 });
    expect(await other.write(batch)).toEqual({ written: 0, leftOut: 130 });
    expect(await points(store, series, 200)).toEqual(before);
    expect(before.filter(({ average }) => average !== null).map(({ average }) => average)).toEqual(
      Array.from({ length: 129 }, (_, at) => at + 1),
    );
  });

  test('goes on where another process stopped, in one batch or many', async () => {
    const values = Array.from({ length: 400 }, (_, at) => (at % 97 === 0 ? null : at % 50));
    const [whole, split] = [gauge(), gauge()];
    await postgresMetrics(db).write(minutes(whole, values));
    for (let from = 0; from < values.length; from += 37)
      await postgresMetrics(db).write(minutes(split, values.slice(from, from + 37), from));
    const store = postgresMetrics(db);
    for (const most of [5000, 100, 10])
      expect(await points(store, split, 400, most)).toEqual(await points(store, whole, 400, most));
  });

  test('lets two processes write the same series at once, and each sample counts once', async () => {
    const [one, other, series] = [postgresMetrics(db), postgresMetrics(db), gauge()];
    const values = Array.from({ length: 120 }, (_, at) => at);
    for (let at = 0; at < values.length; at += 10) {
      const batch = minutes(series, values.slice(at, at + 10), at);
      const outcomes = await Promise.all([one.write(batch), other.write(batch)]);
      expect(outcomes.map(({ written }) => written).sort((a, b) => a - b)).toEqual([0, 10]);
    }
    expect((await points(one, series, 119)).map(({ average }) => average)).toEqual(values.slice(1));
  });
});
