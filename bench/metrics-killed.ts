import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded, temporaryHome } from '../lab/test-database.ts';
import { postgresMetrics } from '../lib/metrics/postgres.ts';
import { openDatabase } from '../lib/store/database.ts';
import { applyMigrations, migrationsFolder, readMigrations } from '../lib/store/migrations.ts';
import { note, say } from './print.ts';
import { hasRrdcached, lastIn, makeFiles, startRrdcached, updatesOf } from './rrd.ts';
import { batchesOf, thousands } from './samples.ts';

const seriesCount = 100;
const batchesBefore = 300;
const target = 'device:killed';

/** Writes until kill -9 meets it; says how many of the samples that were acknowledged are there then. */
export async function benchKilled(): Promise<void> {
  const beginMs = Math.floor(Date.now() / 10_000) * 10_000 - 80_000_000;
  say('samples kept over kill -9 of the embedded database', await ours(beginMs));
  if (hasRrdcached) say('  of rrdcached with a journal', await rrdcached(beginMs));
  else note('rrdcached isn’t installed: not compared.');
}

async function ours(beginMs: number): Promise<string> {
  const home = temporaryHome();
  const first = await startEmbedded(home);
  await applyMigrations(first.url, readMigrations(migrationsFolder));
  const before = openDatabase(first.url, { connections: 1 });
  const store = postgresMetrics(before);
  const acknowledged = await writeUntil(
    (batch) => store.write(batch),
    () => first.end('SIGKILL'),
    beginMs,
  );
  await before.close();
  const second = await startEmbedded(home);
  const after = openDatabase(second.url, { connections: 1 });
  const found = await postgresMetrics(after).series({ target, limit: seriesCount });
  await after.close();
  await second.end('SIGTERM');
  rmSync(home, { recursive: true, force: true });
  return compared(
    acknowledged,
    found.map(({ lastAt }) => (Number(lastAt) - beginMs) / 10_000 + 1),
  );
}

async function rrdcached(beginMs: number): Promise<string> {
  const files = makeFiles(seriesCount, beginMs);
  try {
    const first = await startRrdcached(files.folder);
    const acknowledged = await writeUntil(
      (batch) => first.send(updatesOf(batch)),
      () => first.kill(),
      beginMs,
    );
    const second = await startRrdcached(files.folder);
    await second.flushAll();
    // It has no answer for when all is written.
    await sleep(3000);
    await second.kill();
    const lasts = Array.from(
      { length: seriesCount },
      (_, at) => (lastIn(files.folder, at) * 1000 - beginMs) / 10_000 + 1,
    );
    return compared(acknowledged, lasts);
  } finally {
    files.remove();
  }
}

type Batch = ReturnType<typeof batchesOf>[number];

/** Kills in the midst of what comes after so many batches; answers how many were acknowledged in all. */
async function writeUntil(write: (batch: Batch) => Promise<unknown>, kill: () => Promise<unknown>, beginMs: number) {
  let acknowledged = 0;
  let killed: Promise<unknown> | null = null;
  const dead = Promise.withResolvers<false>();
  for (const batch of batchesOf(target, seriesCount, 5000, beginMs)) {
    if (acknowledged === batchesBefore)
      setTimeout(() => {
        killed = kill();
        // What is under way then may never be answered.
        void killed.then(() => setTimeout(dead.resolve, 500, false));
      }, Math.random() * 20);
    const kept = await Promise.race([
      write(batch).then(
        () => true,
        () => false,
      ),
      dead.promise,
    ]);
    if (!kept) break;
    acknowledged++;
  }
  await killed;
  return acknowledged;
}

function compared(acknowledged: number, found: readonly number[]): string {
  const sent = acknowledged * seriesCount;
  const kept = found.reduce((sum, batches) => sum + Math.min(Math.max(batches, 0), acknowledged), 0);
  return `${thousands(kept)} of ${thousands(sent)} acknowledged ones, ${thousands(sent - kept)} lost`;
}
