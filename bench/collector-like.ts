/** A process with the collector's queue and store, and nothing else: says what it takes with more and more series. Given: the database. */
import pino from 'pino';
import { SampleQueue } from '../lib/collector/sample-queue.ts';
import { openMetrics } from '../lib/metrics/open.ts';
import { openDatabase } from '../lib/store/database.ts';
import type { MemorySeen } from './metrics-memory.ts';
import { counterAt, specOf } from './samples.ts';

const [url] = process.argv.slice(2) as [string];
const db = openDatabase(url, { connections: 4, statementTimeoutMs: 120_000 });
const queue = new SampleQueue(openMetrics(db, undefined), pino({ level: 'error' }));
const seen: MemorySeen[] = [];
const specs: ReturnType<typeof specOf>[] = [];
let round = 0;
const beginMs = Date.now() - 86_400_000;

for (const series of [1_000, 11_000, 21_000]) {
  while (specs.length < series) specs.push(specOf('device:memory', specs.length));
  // Long enough that every part of the journal is folded at least once: its cells are kept until then.
  for (let times = 0; times < 25; times++, round++) {
    const at = new Date(beginMs + round * 10_000);
    queue.push(specs.map((spec, number) => ({ series: spec, at, value: counterAt(round, number) })));
    await queue.flush();
  }
  for (let times = 0; times < 3; times++) {
    global.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const { rss, heapUsed } = process.memoryUsage();
  seen.push({ series, residentMb: rss / 2 ** 20, heapMb: heapUsed / 2 ** 20 });
}
await db.close();
process.send?.(seen, () => process.exit(0));
