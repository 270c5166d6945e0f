import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { openDatabase } from '#lib/store/database.ts';
import { foldJournal } from './fold.ts';
import type { MetricStore, Point, Sample, SeriesSpec } from './port.ts';
import { postgresMetrics } from './postgres.ts';
import { purgeMetrics } from './purge.ts';
import { archivesOf, cellsPerRow } from './rings.ts';

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

  test('reads the same whether samples are in the journal or in the rings', async () => {
    const [store, series] = [postgresMetrics(db), gauge()];
    const values = Array.from({ length: 130 }, (_, at) => (at % 41 === 0 ? null : at % 7));
    for (let from = 0; from < values.length; from += 13) {
      await store.write(minutes(series, values.slice(from, from + 13), from));
      if (from === 65) await foldJournal(db);
    }
    const both = async () => [
      await store.series({ target: series.target, limit: 1 }),
      ...(await Promise.all([5000, 30, 3].map((most) => points(store, series, 131, most)))),
    ];
    const before = await both();
    await foldJournal(db);
    expect(await db.query('SELECT 1 FROM metric_journal')).toEqual([]);
    expect(await both()).toEqual(before);
  });

  test('folds a part of the journal before it grows long, and cleans up behind itself', async () => {
    const [store, first] = [postgresMetrics(db), gauge()];
    const many = Array.from({ length: 300 }, (_, at) => ({ ...first, labels: { number: String(at) } }));
    for (let batch = 0; batch < 40; batch++)
      await store.write(many.flatMap((series) => minutes(series, [batch], batch)));
    const parts = await db.query<{ bytes: number }>(
      'SELECT sum(octet_length(samples))::int AS bytes FROM metric_journal GROUP BY part',
    );
    for (const { bytes } of parts) expect(bytes).toBeLessThan(140_000);
    const found = await store.series({ target: first.target, limit: 500 });
    expect(new Set(found.map(({ lastValue }) => lastValue))).toEqual(new Set([39]));
    for (const { points } of await store.range({
      ids: found.map(({ id }) => id),
      from: new Date(start),
      to: new Date(start + 39 * minute),
      points: 5000,
    }))
      expect(points.map(({ average }) => average)).toEqual(Array.from({ length: 39 }, (_, at) => at + 1));
  });

  test('reads the same average, extremes and last from every archive as from the samples', async () => {
    const [store, series] = [postgresMetrics(db), gauge()];
    const values = Array.from({ length: 601 }, (_, at) => (at * 7919) % 1000);
    await store.write(minutes(series, values));
    const hours = await points(store, series, 600, 10);
    expect(hours).toHaveLength(10);
    hours.forEach(({ at, ...point }, hour) => {
      const own = values.slice(hour * 60 + 1, hour * 60 + 61);
      const average = expect.closeTo(own.reduce((sum, value) => sum + value, 0) / 60, 8);
      expect(point).toEqual({ average, min: Math.min(...own), max: Math.max(...own), last: own.at(-1) });
      expect(at.getTime()).toBe(start + (hour + 1) * 3_600_000);
    });
  });

  test('merges neighbours where even the coarsest archive has more points than asked', async () => {
    const [store, series] = [postgresMetrics(db), gauge()];
    await store.write(
      minutes(
        series,
        Array.from({ length: 601 }, (_, at) => Math.ceil(at / 60)),
      ),
    );
    const ids = [await idOf(store, series)];
    const merged = await store.range({ ids, from: new Date(start), to: new Date(start + 36e6), points: 5 });
    expect(merged[0]?.stepSeconds).toBe(7200);
    for (const { at, ...point } of merged[0]?.points ?? []) {
      const hour = (+at - start) / 3_600_000;
      const average = expect.closeTo(hour === 1 ? 1 : hour - 0.5, 8);
      expect(point).toEqual({ average, min: Math.max(1, hour - 1), max: hour, last: hour });
    }
  });

  test('keeps series apart by labels, and by what is said of them', async () => {
    const [store, one] = [postgresMetrics(db), gauge()];
    const others = [
      { ...one, labels: { node: 'two' } },
      { ...one, unit: 'people' },
    ];
    const same = { ...one, labels: { direction: 'in', node: 'one' } };
    await store.write([one, ...others, same].flatMap((series, at) => minutes(series, [at], at)));
    const found = await store.series({ target: one.target, limit: 10 });
    expect(found.map(({ lastValue }) => lastValue).sort()).toEqual([1, 2, 3]);
  });

  test('goes on behind a state that cannot be read', async () => {
    const series = gauge();
    await postgresMetrics(db).write(minutes(series, [1, 2, 3]));
    await foldJournal(db);
    await db.query(`UPDATE metric_state SET state = '{"of":"another version"}' WHERE series = $1`, [
      await idOf(postgresMetrics(db), series),
    ]);
    const store = postgresMetrics(db);
    expect(await store.write(minutes(series, [3, 4, 5], 2))).toEqual({ written: 2, leftOut: 1 });
    expect((await points(store, series, 4)).map(({ average }) => average)).toEqual([2, 3, 4, 5]);
  });

  test('leaves out a sample of a clock that is far ahead, and takes the next one', async () => {
    const [store, series] = [postgresMetrics(db), gauge()];
    const ahead = { series, at: new Date(Date.now() + 86_400_000), value: 1 };
    expect(await store.write([ahead])).toEqual({ written: 0, leftOut: 1 });
    expect(await store.write([{ ...ahead, at: new Date() }])).toEqual({ written: 1, leftOut: 0 });
  });

  test('takes numbers that are none as unknown', async () => {
    const [store, series] = [postgresMetrics(db), gauge({ min: null })];
    await store.write(minutes(series, [1, Number.NaN, Number.POSITIVE_INFINITY, 4]));
    expect((await points(store, series, 3)).map(({ average }) => average)).toEqual([null, null, 4]);
  });

  test('never has more rows for a series than its rings have slots, however long it is written', async () => {
    const [store, series] = [postgresMetrics(db), gauge({ stepSeconds: 10, heartbeatSeconds: 60 })];
    const finest = archivesOf(10)[0] as ReturnType<typeof archivesOf>[number];
    const days = 3;
    const begin = Date.now() - days * 86_400_000;
    for (let part = 0; part < days * 4; part++) {
      const batch = Array.from({ length: 2160 }, (_, at) => ({
        series,
        at: new Date(begin + (part * 2160 + at) * 10_000),
        value: at % 100,
      }));
      await store.write(batch);
    }
    const id = await idOf(store, series);
    const [rows] = await db.query<{ count: number; most: number }>(
      'SELECT count(*)::int AS count, max(octet_length(cells)) AS most FROM metric_point WHERE series = $1 AND step = 10',
      [id],
    );
    expect(rows).toEqual({ count: finest.slots, most: cellsPerRow * 8 });
    const [day] = await store.range({
      ids: [id],
      from: new Date(Date.now() - 86_000_000),
      to: new Date(Date.now() - 60_000),
      points: 9000,
    });
    expect(day?.stepSeconds).toBe(10);
    expect(day?.points.filter(({ average }) => average === null)).toEqual([]);
  });

  test('takes a batch that goes round the rings more than once', async () => {
    const [store, series] = [postgresMetrics(db), gauge({ stepSeconds: 10, heartbeatSeconds: 60 })];
    const lapMs = (archivesOf(10)[0]?.slots as number) * cellsPerRow * 10_000;
    const begin = Math.floor(Date.now() / 10_000) * 10_000 - 4 * lapMs;
    const batch = [0, 1, 2, 3, 3.5].flatMap((lap) =>
      [0, 1, 2].map((at) => ({ series, at: new Date(begin + lap * lapMs + at * 10_000), value: lap * 10 + at })),
    );
    expect(await store.write(batch)).toEqual({ written: 15, leftOut: 0 });
    const [range] = await store.range({
      ids: [await idOf(store, series)],
      from: new Date(Date.now() - 86_000_000),
      to: new Date(),
      points: 9000,
    });
    expect(range?.points.flatMap(({ average }) => average ?? [])).toEqual([36, 37]);
  });

  test('forgets a series that nobody has written for longer than its longest archive, and only that', async () => {
    const [store, old, young] = [postgresMetrics(db), gauge(), gauge()];
    await store.write([
      ...minutes(
        old,
        Array.from({ length: 200 }, (_, at) => at),
      ),
      ...minutes(young, [1, 2], 1000),
    ]);
    const ids = [await idOf(store, old), await idOf(store, young)];
    await foldJournal(db);
    const threeYears = 3 * 365 * 86_400_000;
    await db.query('UPDATE metric_state SET last_ms = last_ms - $1 WHERE series = $2', [
      threeYears + 86_400_000,
      ids[0],
    ]);
    expect((await purgeMetrics(db)).series).toBe(1);
    for (const table of ['metric_state', 'metric_point', 'metric_open'])
      expect(await db.query(`SELECT 1 FROM ${table} WHERE series = $1`, [ids[0]])).toEqual([]);
    expect(await store.series({ target: old.target, limit: 1 })).toEqual([]);
    expect(await store.series({ target: young.target, limit: 1 })).toHaveLength(1);
    // The writer that remembers it makes it anew.
    expect(await store.write(minutes(old, [5], 1001))).toEqual({ written: 1, leftOut: 0 });
    expect((await store.series({ target: old.target, limit: 1 }))[0]?.lastValue).toBe(5);
  });
});
