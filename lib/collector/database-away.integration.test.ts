import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { startEmbedded, temporaryHome } from '../../lab/test-database.ts';
import { postgresMetrics } from '../metrics/postgres.ts';
import { openDatabase } from '../store/database.ts';
import { applyMigrations, migrationsFolder, readMigrations } from '../store/migrations.ts';

test('what was sampled while the database was away is in the series when it is back', {
  timeout: 120_000,
}, async () => {
  const home = temporaryHome();
  let database = await startEmbedded(home, '127.0.0.38');
  await applyMigrations(database.url, readMigrations(migrationsFolder));
  const collector = fork(join(import.meta.dirname, 'main.ts'), {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      ...inject('labEnvironment'),
      BAILIWICK_HOME: home,
      DATABASE_URL: database.url,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(collector, 'message');
  const db = openDatabase(database.url);
  const store = postgresMetrics(db);
  const last = async () =>
    (await store.series({ target: 'directory', name: 'directory.reachable', limit: 1 }).catch(() => []))[0];
  const soon = { timeout: 30_000, interval: 100 };
  await expect.poll(async () => (await last())?.lastAt?.getTime() ?? 0, soon).toBeGreaterThan(0);
  const begun = (await last())?.lastAt as Date;

  await database.end('SIGKILL');
  // Longer than what is unknown after a missing sample: without the queue there would be a gap.
  await sleep(45_000);
  const back = new Date();
  database = await startEmbedded(home, '127.0.0.38');
  await expect.poll(async () => (await last())?.lastAt?.getTime() ?? 0, soon).toBeGreaterThan(back.getTime());

  const id = (await last())?.id as number;
  const [range] = await store.range({ ids: [id], from: begun, to: back, points: 1_000 });
  const known = range?.points.map(({ average }) => average).slice(1, -1) ?? [];
  expect(known.length).toBeGreaterThanOrEqual(2);
  expect(new Set(known)).toEqual(new Set([1]));
  const exited = once(collector, 'exit');
  collector.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  await db.close();
  await database.end('SIGTERM');
  rmSync(home, { recursive: true, force: true });
});
