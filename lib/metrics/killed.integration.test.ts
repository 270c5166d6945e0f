import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, inject, test } from 'vitest';
import { openDatabase } from '#lib/store/database.ts';
import { postgresMetrics } from './postgres.ts';

const url = inject('databaseUrl');
const db = openDatabase(url, { connections: 2 });
afterAll(() => db.close());

/** Ends it with kill -9 after so many batches were kept, in the middle of what it does then. Answers the last one. */
async function writeAndKill(parameters: string[], batches: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/writer.ts'), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, NODE_ENV: 'test' },
  });
  const exited = once(child, 'exit');
  let [kept, count] = [-1, 0];
  for await (const line of createInterface(child.stdout)) {
    kept = Number(line);
    if (++count === batches) setTimeout(() => child.kill('SIGKILL'), Math.random() * 20);
  }
  await exited;
  return kept;
}

test('a writer that is killed at any moment loses nothing that was kept, keeps no half batch, and nothing twice', async () => {
  const target = `server:${randomUUID()}`;
  const begin = Math.floor(Date.now() / 10_000) * 10_000 - 80_000_000;
  const store = postgresMetrics(db);
  let next = 0;
  for (const batches of [3, 60, 20, 110]) {
    const kept = await writeAndKill([url, target, String(begin), String(next)], batches);
    const known = await store.series({ target, limit: 500 });
    expect(known).toHaveLength(200);
    const reached = new Set(known.map(({ lastAt }) => ((lastAt?.getTime() ?? 0) - begin) / 10_000));
    expect(reached.size).toBe(1);
    const [last] = [...reached] as [number];
    expect(last - kept === 0 || last - kept === 1).toBe(true);
    const ranges = await store.range({
      ids: known.map(({ id }) => id),
      from: new Date(begin),
      to: new Date(begin + last * 10_000),
      points: 9000,
    });
    for (const { points } of ranges)
      expect(points.map(({ average }) => average)).toEqual(Array.from({ length: last }, (_, at) => at + 1));
    // It doesn't know whether its last batch was kept, and writes it again.
    next = kept;
  }
});
