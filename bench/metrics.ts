import { startTestDatabase } from '../lab/test-database.ts';
import type { MetricStore } from '../lib/metrics/port.ts';
import { postgresMetrics } from '../lib/metrics/postgres.ts';
import { purgeMetrics } from '../lib/metrics/purge.ts';
import { archivesOf, cellsPerRow } from '../lib/metrics/rings.ts';
import { type Database, openDatabase } from '../lib/store/database.ts';
import { applyMigrations, migrationsFolder, readMigrations } from '../lib/store/migrations.ts';
import { fillRings } from './fill-rings.ts';
import { measure } from './measure.ts';
import { benchKilled } from './metrics-killed.ts';
import { benchCollectorMemory } from './metrics-memory.ts';
import { benchRrd, benchWriting } from './metrics-writing.ts';
import { benchYear } from './metrics-year.ts';
import { note, say, sayFigures } from './print.ts';
import { startPostgres } from './private-postgres.ts';
import { inMegabytes, specOf } from './samples.ts';

/** Samples stored, against bare writes, rrdtool and rrdcached; charts read; what it takes on disk and in memory. In databases of its own. */
export async function benchMetrics(): Promise<void> {
  const database = await startTestDatabase();
  const db = openDatabase(database.url, { connections: 4, statementTimeoutMs: 120_000 });
  try {
    await benchWriting(db, 'embedded database');
    await benchOnPostgres();
    await benchRrd();
    await benchKilled();
    await benchReading(db);
    await benchSize(db);
    await benchYear(db);
    await benchCollectorMemory(database.url);
  } finally {
    await db.close();
    await database.stop();
  }
}

async function benchOnPostgres(): Promise<void> {
  const postgres = await startPostgres();
  if (!postgres) return note('PostgreSQL isn’t installed: COPY not compared.');
  try {
    await applyMigrations(postgres.url, readMigrations(migrationsFolder));
    const db = openDatabase(postgres.url, { connections: 4 });
    await benchWriting(db, `PostgreSQL ${postgres.version}`, postgres.url);
    await db.close();
  } finally {
    postgres.stop();
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
  say('a 10 s series, all archives full, on disk', inMegabytes(first), {
    text: `at most 1.3 times its ${inMegabytes(cells)} of numbers`,
    met: first <= cells * 1.3,
  });
  say('  after all its slots were overwritten twice', inMegabytes(third), {
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

async function bytesOf(db: Database): Promise<number> {
  const [row] = await db.query<{ bytes: string }>("SELECT pg_total_relation_size('metric_point') AS bytes");
  return Number(row?.bytes);
}
