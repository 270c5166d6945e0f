import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestDatabase } from '../lab/test-database.ts';
import { numbers } from '../lib/metrics/literals.ts';
import type { MetricStore, Sample, SeriesSpec } from '../lib/metrics/port.ts';
import { postgresMetrics } from '../lib/metrics/postgres.ts';
import { purgeMetrics } from '../lib/metrics/purge.ts';
import { archivesOf, cellsPerRow } from '../lib/metrics/rings.ts';
import { type Database, openDatabase } from '../lib/store/database.ts';
import { figuresOf, measure } from './measure.ts';
import { note, say, sayFigures } from './print.ts';

const seriesCount = 1000;
const rounds = 60;

/** Samples stored, against bare inserts and rrdtool; charts read; what the rings take on disk. In a database of its own. */
export async function benchMetrics(): Promise<void> {
  const database = await startTestDatabase();
  const db = openDatabase(database.url, { connections: 4, statementTimeoutMs: 120_000 });
  try {
    await benchWriting(db);
    await benchReading(db);
    await benchSize(db);
  } finally {
    await db.close();
    await database.stop();
  }
}

function specOf(target: string, number: number): SeriesSpec {
  const own = { target, name: 'bench.octets', labels: { port: String(number) }, unit: 'octets/s', bits: 64 as const };
  return { ...own, kind: 'counter', stepSeconds: 10, heartbeatSeconds: 30, min: 0, max: 1e12 };
}

/** One sample of each series a batch, ten seconds apart: what a collector does. */
function batches(target: string, beginMs: number): Sample[][] {
  const specs = Array.from({ length: seriesCount }, (_, at) => specOf(target, at));
  return Array.from({ length: rounds }, (_, round) =>
    specs.map((series, at) => ({
      series,
      at: new Date(beginMs + round * 10_000),
      value: BigInt(round * (1000 + at)) + 2n ** 40n,
    })),
  );
}

async function benchWriting(db: Database): Promise<void> {
  const store = postgresMetrics(db);
  const [first, ...others] = batches('device:bench', Date.now() - 86_400_000) as [Sample[], ...Sample[][]];
  // Their series are made: that is once.
  await store.write(first);
  await db.query('CREATE TABLE bare_sample (series int, at_ms bigint, value float8)');
  const bareInsert = (batch: readonly Sample[]) =>
    db.query('INSERT INTO bare_sample SELECT * FROM unnest($1::int[], $2::bigint[], $3::float8[])', [
      numbers(batch.map((_, at) => at)),
      numbers(batch.map(({ at }) => at.getTime())),
      numbers(batch.map(({ value }) => value)),
    ]);
  await bareInsert(first);
  const times = { store: [] as number[], bare: [] as number[] };
  for (const batch of others) {
    times.store.push(await took(() => store.write(batch)));
    times.bare.push(await took(() => bareInsert(batch)));
  }
  const perSecond = (all: number[]) => seriesCount / (figuresOf(all).p50 / 1000);
  const [stored, bare] = [perSecond(times.store), perSecond(times.bare)];
  say('samples stored, 1,000 series a batch', `${thousands(stored)} a second`, {
    text: 'at least half of bare inserts',
    met: stored * 2 >= bare,
  });
  say('  the same by a bare INSERT … unnest, without an index', `${thousands(bare)} a second`);
  say('  ratio', (stored / bare).toFixed(2));
  benchRrdtool(others);
}

/** rrdtool as it is run without a daemon: one process, one update a line, one file a series. */
function benchRrdtool(all: readonly (readonly Sample[])[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-rrd-'));
  try {
    const rings = archivesOf(10).map(
      ({ stepSeconds, keepSeconds }) => `RRA:AVERAGE:0.5:${stepSeconds / 10}:${keepSeconds / stepSeconds}`,
    );
    const start = Math.floor((all[0]?.[0]?.at.getTime() ?? 0) / 1000) - 1;
    const made = Array.from(
      { length: seriesCount },
      (_, at) => `create ${folder}/${at}.rrd --start ${start} --step 10 DS:v:COUNTER:30:0:U ${rings.join(' ')}`,
    );
    const updates = all.flatMap((batch) =>
      batch.map(({ at, value }, number) => `update ${folder}/${number}.rrd ${Math.floor(+at / 1000)}:${value}`),
    );
    const pipe = (lines: string[]) =>
      spawnSync('rrdtool', ['-'], { input: `${lines.join('\n')}\nquit\n`, stdio: ['pipe', 'ignore', 'ignore'] });
    if (pipe(made).error) {
      note('rrdtool isn’t installed: not compared.');
      return;
    }
    const begun = performance.now();
    pipe(updates);
    say(
      '  the same by a pipe into rrdtool',
      `${thousands(updates.length / ((performance.now() - begun) / 1000))} a second`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Full rings of twenty series, written as rows: a year of samples would take the length of a year's samples. */
async function benchReading(db: Database): Promise<void> {
  const store = postgresMetrics(db);
  const ids = await filledSeries(db, store, 'device:read', 20);
  const range = (days: number, points: number) => {
    const to = new Date();
    return store.range({ ids, from: new Date(to.getTime() - days * 86_400_000), to, points });
  };
  const day = await range(1, 300);
  const year = await range(365, 9000);
  const count = (ranges: typeof day) => `${ranges[0]?.points.length} points of ${ranges[0]?.stepSeconds} s`;
  sayFigures(`a day of 20 series (${count(day)})`, await measure(50, () => range(1, 300)), 100);
  sayFigures(`a year of 20 series (${count(year)})`, await measure(20, () => range(365, 9000)), 250);
  sayFigures('  the same year in 1,000 points', await measure(20, () => range(365, 1000)));
}

async function benchSize(db: Database): Promise<void> {
  const count = 100;
  const sizes: number[] = [];
  const empty = await bytesOf(db);
  for (let lap = 0; lap < 3; lap++) {
    await fillRings(db, 1_000_000, count, lap);
    await purgeMetrics(db);
    sizes.push(((await bytesOf(db)) - empty) / count);
  }
  const cells = archivesOf(10).reduce((sum, { slots, width }) => sum + slots * cellsPerRow * width * 8, 0);
  const [first = 0, , third = 0] = sizes;
  say('a 10 s series, all archives full, on disk', megabytes(first), {
    text: `at most 1.3 times its ${megabytes(cells)} of numbers`,
    met: first <= cells * 1.3,
  });
  say('  after all its slots were overwritten twice', megabytes(third), {
    text: 'at most twice the first lap',
    met: third <= first * 2.05,
  });
}

async function filledSeries(db: Database, store: MetricStore, target: string, count: number): Promise<number[]> {
  const specs = Array.from({ length: count }, (_, at) => specOf(target, at));
  const at = new Date();
  await store.write(specs.map((series) => ({ series, at, value: 1 })));
  const ids = (await store.series({ target, limit: count })).map(({ id }) => id);
  for (const id of ids) await fillRings(db, id, 1, 0);
  return ids;
}

/** All slots of `count` series from `first` on, as they would be now, or so many laps later. */
async function fillRings(db: Database, first: number, count: number, lap: number): Promise<void> {
  for (const { stepSeconds, width, slots } of archivesOf(10)) {
    const numbers = Float64Array.from({ length: cellsPerRow * width }, () => Math.random() * 1e6);
    const newest = Math.floor(Date.now() / 1000 / stepSeconds / cellsPerRow) + lap * slots;
    await db.query(
      `INSERT INTO metric_point (series, step, slot, chunk, cells)
       SELECT s, $1, c % $2, c, $3 FROM generate_series($4::int, $5::int) c, generate_series($6::int, $7::int) s
       ON CONFLICT (series, step, slot) DO UPDATE SET chunk = excluded.chunk, cells = excluded.cells`,
      [stepSeconds, slots, Buffer.from(numbers.buffer), newest - slots + 1, newest, first, first + count - 1],
    );
  }
}

async function bytesOf(db: Database): Promise<number> {
  const [row] = await db.query<{ bytes: string }>("SELECT pg_total_relation_size('metric_point') AS bytes");
  return Number(row?.bytes);
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const thousands = (value: number) => `${Math.round(value).toLocaleString('en')}`;
const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(2)} MB`;
