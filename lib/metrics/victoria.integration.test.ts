import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openDatabase } from '#lib/store/database.ts';
import { openMetrics } from './open.ts';
import type { MetricStore, Point, Sample, SeriesKind, SeriesSpec } from './port.ts';
import { hasVictoria, startVictoria } from './testing/victoria.ts';
import { victoriaMetrics } from './victoria.ts';

const db = openDatabase(inject('databaseUrl'), { connections: 4 });
afterAll(() => db.close());

const begin = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 30 * 3_600_000;

function series(kind: SeriesKind, target: string): SeriesSpec {
  const own = { kind, target, name: 'if.octets', labels: { port: 'a"b\\c{}|.*\n', '0 odd': 'é' }, unit: 'octets/s' };
  return { ...own, stepSeconds: 60, heartbeatSeconds: 150, min: null, max: 1e9 };
}

/** About one a minute, for twenty hours, with gaps, unknowns and a wrap. */
function samples(spec: SeriesSpec): Sample[] {
  return Array.from({ length: 1200 }, (_, at) => ({
    series: spec,
    at: new Date(begin + at * 60_000 + ((at * 7) % 11) * 1000),
    value: at % 59 === 0 ? null : (4_294_000_000 + at * 1000 + (at % 13) * 50) % 2 ** 32,
  })).filter((_, at) => at % 200 < 170);
}

describe.skipIf(!hasVictoria)('VictoriaMetrics', () => {
  let victoria: Awaited<ReturnType<typeof startVictoria>>;
  beforeAll(async () => {
    victoria = await startVictoria();
  });
  afterAll(() => victoria?.stop());

  async function read(store: MetricStore, target: string, points: number): Promise<{ step: number; points: Point[] }> {
    const [known] = await store.series({ target, limit: 1 });
    const [range] = await store.range({
      ids: [known?.id as number],
      from: new Date(begin),
      to: new Date(begin + 21 * 3_600_000),
      points,
    });
    return { step: range?.stepSeconds as number, points: range?.points ?? [] };
  }

  test.each(['gauge', 'counter', 'derive', 'absolute'] as const)(
    'gives the same points as the rings for samples of kind %s, at every resolution',
    async (kind) => {
      const [one, other] = [`server:${randomUUID()}`, `server:${randomUUID()}`];
      const [rings, store] = [openMetrics(db, undefined), openMetrics(db, victoria.url)];
      const spec = series(kind, other);
      expect(await store.write(samples(spec))).toEqual(await rings.write(samples(series(kind, one))));
      await victoria.flush();
      for (const most of [2000, 300, 50]) {
        const [expected, found] = [await read(rings, one, most), await read(store, other, most)];
        expect(found.step).toBe(expected.step);
        const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 5));
        expect(expected.points.some(({ average }) => average !== null)).toBe(true);
        expect(found.points).toEqual(
          expected.points.map(({ at, average, min, max, last }) => ({
            at,
            average: near(average),
            min: near(min),
            max: near(max),
            last: near(last),
          })),
        );
      }
    },
  );

  test('counts points that were sent twice, as after a crash, once', async () => {
    const target = `server:${randomUUID()}`;
    const spec = { ...series('gauge', target), max: null };
    await victoriaMetrics(db, victoria.url).write(samples(spec));
    await victoria.flush();
    const before = await read(victoriaMetrics(db, victoria.url), target, 50);
    const [known] = await openMetrics(db, undefined).series({ target, limit: 1 });
    await db.query('DELETE FROM metric_state WHERE series = $1', [known?.id]);
    await victoriaMetrics(db, victoria.url).write(samples(spec));
    await victoria.flush();
    expect(await read(victoriaMetrics(db, victoria.url), target, 50)).toEqual(before);
  });

  test('keeps no state when it is away, so that the batch can be written again', async () => {
    const target = `server:${randomUUID()}`;
    const batch = samples({ ...series('gauge', target), max: null }).slice(0, 20);
    await expect(victoriaMetrics(db, 'http://127.0.0.1:9').write(batch)).rejects.toThrow('gave no answer');
    expect(await victoriaMetrics(db, victoria.url).write(batch)).toEqual({ written: 20, leftOut: 0 });
  });

  test('never says the password of its address', async () => {
    const store = victoriaMetrics(db, 'http://someone:s3cret@127.0.0.1:9');
    const batch = samples({ ...series('gauge', `server:${randomUUID()}`), max: null }).slice(0, 20);
    const error = await store.write(batch).catch((cause: Error) => cause);
    expect(String((error as Error).stack) + String((error as Error).cause)).not.toContain('s3cret');
  });
});
