/**
 * A process that writes until it is killed: batch k has the value k for each of so many series, at ten times k seconds after the
 * beginning. Says the number of each batch on standard output once it is kept. Given: database, target, beginning in ms, first k.
 */
import { openDatabase } from '#lib/store/database.ts';
import type { SeriesSpec } from '../port.ts';
import { postgresMetrics } from '../postgres.ts';

const [url, target, begin, first] = process.argv.slice(2) as [string, string, string, string];
const store = postgresMetrics(openDatabase(url, { connections: 1 }));
const series = Array.from({ length: 200 }, (_, at) => ({
  target,
  name: 'test.killed',
  labels: { number: String(at) },
  kind: 'gauge',
  unit: '1',
  stepSeconds: 10,
  heartbeatSeconds: 30,
  min: null,
  max: null,
})) satisfies SeriesSpec[];

for (let batch = Number(first); batch < 5000; batch++) {
  const at = new Date(Number(begin) + batch * 10_000);
  await store.write(series.map((one) => ({ series: one, at, value: batch })));
  process.stdout.write(`${batch}\n`);
}
