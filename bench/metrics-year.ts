import type { Sample } from '../lib/metrics/port.ts';
import { postgresMetrics } from '../lib/metrics/postgres.ts';
import { purgeMetrics } from '../lib/metrics/purge.ts';
import { archivesOf, cellsPerRow } from '../lib/metrics/rings.ts';
import type { Database } from '../lib/store/database.ts';
import { note, say } from './print.ts';
import { counterAt, inMegabytes, specOf, thousands } from './samples.ts';

const seriesCount = 4;
const stepSeconds = 60;
const days = 365;
const tables = ['metric_point', 'metric_open', 'metric_state', 'metric_journal'];

/**
 * A year of samples, one a minute, as fast as they are taken: a day a batch, with the hourly purge once a simulated day. The
 * tables are as large then as after a real year, but for dead rows, of which more batches a day would leave more between purges.
 */
export async function benchYear(db: Database): Promise<void> {
  for (const table of tables) await db.query(`TRUNCATE ${table}`);
  const store = postgresMetrics(db);
  const specs = Array.from({ length: seriesCount }, (_, at) => specOf('device:year', at, stepSeconds));
  const perDay = 86_400 / stepSeconds;
  const beginMs = Date.now() - days * 86_400_000;
  const sizes: string[] = [];
  for (let day = 0; day < days; day++) {
    const batch = Array.from({ length: perDay }, (_, minute) => {
      const round = day * perDay + minute;
      const at = new Date(beginMs + round * stepSeconds * 1000);
      return specs.map((series, number): Sample => ({ series, at, value: counterAt(round, number) }));
    });
    await store.write(batch.flat());
    await purgeMetrics(db);
    if (day % 91 === 90) sizes.push(inMegabytes((await bytesOf(db)) / seriesCount));
  }
  const each = (await bytesOf(db)) / seriesCount;
  const [yearly, whole] = [numbersAfter(days * 86_400), numbersAfter(Number.POSITIVE_INFINITY)];
  say(
    `a year of a sample a minute (${thousands(days * perDay)} of each series)`,
    `${inMegabytes(each)} a series on disk`,
    {
      text: `at most twice the bound of its numbers at that age, ${inMegabytes(yearly)}`,
      met: each <= yearly * 2,
    },
  );
  note(
    `After each quarter: ${sizes.join(', ')}. ${seriesCount} series; the bound with all archives full is ${inMegabytes(whole)} of numbers.`,
  );
}

/** Bytes of a series' numbers once it is so old. */
function numbersAfter(ageSeconds: number): number {
  return archivesOf(stepSeconds).reduce((sum, { slots, width, stepSeconds: cell }) => {
    const rows = Math.min(slots, Math.ceil(ageSeconds / cell / cellsPerRow) + 1);
    return sum + rows * cellsPerRow * width * 8;
  }, 0);
}

async function bytesOf(db: Database): Promise<number> {
  const [row] = await db.query<{ bytes: string }>(
    'SELECT sum(pg_total_relation_size(name::regclass)) AS bytes FROM unnest($1::text[]) AS t(name)',
    [tables],
  );
  return Number(row?.bytes);
}
