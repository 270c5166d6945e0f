import pg from 'pg';
import { numbers } from '../lib/metrics/literals.ts';
import type { Sample } from '../lib/metrics/port.ts';
import { postgresMetrics } from '../lib/metrics/postgres.ts';
import type { Database } from '../lib/store/database.ts';
import { copyIn } from './copy-in.ts';
import { note, say } from './print.ts';
import { hasRrdcached, hasRrdtool, makeFiles, pipe, startRrdcached, updatesOf } from './rrd.ts';
import { batchesOf, thousands, took } from './samples.ts';

const seriesCount = 1000;
/** Enough for several folds of the journal, which are part of the figure. */
const rounds = 120;
const table = 'bare_sample';

const perSecond = (ms: number) => ((rounds - 1) * seriesCount) / (ms / 1000);

/** Batch by batch by turns, so that a busy moment meets all of them. `url`: of a database that takes COPY from a client. */
export async function benchWriting(db: Database, name: string, url?: string): Promise<void> {
  const [first, ...others] = makeBatches();
  const store = postgresMetrics(db);
  // Their series are made: that is once.
  await store.write(first);
  await db.query(`CREATE TABLE ${table} (series int, at_ms bigint, value float8)`);
  const copying = url ? new pg.Client(url) : null;
  await copying?.connect();
  const total = { store: 0, insert: 0, copy: 0 };
  for (const batch of others) {
    total.store += await took(() => store.write(batch));
    total.insert += await took(() => bareInsert(db, batch));
    if (copying) total.copy += await took(() => bareCopy(copying, batch));
  }
  await copying?.end();
  const stored = perSecond(total.store);
  const line = (what: string, value: string) => say(`  ${what}`, value);
  say(`samples stored, 1,000 series a batch, ${name}`, `${thousands(stored)} a second`);
  const beside = (what: string, ms: number) =>
    line(what, `${thousands(perSecond(ms))} a second, ours to it ${(ms / total.store).toFixed(2)}`);
  beside('a bare INSERT … unnest, without an index', total.insert);
  if (!copying) return;
  beside('a bare COPY into the same table, 1,000 rows each', total.copy);
  say('  ratio to COPY', (total.copy / total.store).toFixed(2), {
    text: 'at least half',
    met: total.copy * 2 >= total.store,
  });
}

export async function benchRrd(): Promise<void> {
  if (!hasRrdtool) return note('rrdtool isn’t installed: not compared.');
  const [, ...others] = makeBatches();
  const piped = makeFiles(seriesCount, beginOf(others));
  try {
    const lines = others.flatMap(updatesOf);
    const ms = await took(async () => pipe(lines, piped.folder));
    say('  the same by a pipe into rrdtool', `${thousands(perSecond(ms))} a second`);
  } finally {
    piped.remove();
  }
  if (!hasRrdcached) return note('rrdcached isn’t installed: not compared.');
  const files = makeFiles(seriesCount, beginOf(others));
  try {
    const daemon = await startRrdcached(files.folder);
    let ms = 0;
    for (const batch of others) {
      const lines = updatesOf(batch);
      ms += await took(() => daemon.send(lines));
    }
    await daemon.kill();
    say('  the same into rrdcached with a journal, files later', `${thousands(perSecond(ms))} a second`);
  } finally {
    files.remove();
  }
}

function makeBatches(): [Sample[], ...Sample[][]] {
  return batchesOf('device:bench', seriesCount, rounds, Date.now() - 86_400_000) as [Sample[], ...Sample[][]];
}

function beginOf(batches: readonly Sample[][]): number {
  return batches[0]?.[0]?.at.getTime() ?? 0;
}

function bareInsert(db: Database, batch: readonly Sample[]): Promise<unknown> {
  return db.query(`INSERT INTO ${table} SELECT * FROM unnest($1::int[], $2::bigint[], $3::float8[])`, [
    numbers(batch.map((_, at) => at)),
    numbers(batch.map(({ at }) => at.getTime())),
    numbers(batch.map(({ value }) => value)),
  ]);
}

function bareCopy(client: pg.Client, batch: readonly Sample[]): Promise<void> {
  const rows = batch.map(({ at, value }, number) => `${number}\t${at.getTime()}\t${value}\n`).join('');
  return copyIn(client, `COPY ${table} FROM STDIN`, rows);
}
