import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../lab/test-database.ts';
import { postgresMetrics } from '../metrics/postgres.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { readEvents } from '../store/events.ts';
import { insertServer, newServerId } from '../store/managed-servers.ts';
import { secretBox } from '../store/secret-box.ts';

vi.setConfig({ testTimeout: 120_000 });

const home = mkdtempSync(join(tmpdir(), 'bailiwick-killed-'));
const id = newServerId();
let own: TestDatabase;
let db: Database;
let child: ChildProcess | undefined;

beforeAll(async () => {
  own = await startTestDatabase();
  db = openDatabase(own.url);
  const box = secretBox({ file: join(home, 'secret-key'), made: true });
  const nobodyThere = {
    name: 'Nobody',
    domain: 'nobody.example',
    host: '127.0.0.36',
    port: 1,
    tls: 'starttls' as const,
    ca: '',
    jid: 'admin@nobody.example',
    mechanisms: ['PLAIN' as const],
    clientCertificate: '',
  };
  await insertServer(db, box, { id, settings: nobodyThere, secrets: { password: 'x', clientKey: '' } });
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await db.close();
  await own.stop();
  rmSync(home, { recursive: true, force: true });
});

async function start(): Promise<ChildProcess> {
  const started = fork(join(import.meta.dirname, 'main.ts'), {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      ...inject('labEnvironment'),
      BAILIWICK_HOME: home,
      DATABASE_URL: own.url,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child = started;
  await once(started, 'message');
  return started;
}

test('a collector that is killed again and again leaves series without gaps, each once, and tells of a state once', async () => {
  const store = postgresMetrics(db);
  const begun = Date.now();
  for (let life = 0; life < 8; life++) {
    const collector = await start();
    await sleep(2_000 + (life % 4) * 900);
    const exited = once(collector, 'exit');
    collector.kill('SIGKILL');
    await exited;
  }
  const last = await start();
  const reachable = async () =>
    (await store.series({ target: 'directory', name: 'directory.reachable', limit: 10 }))[0];
  const lastLife = new Date();
  await expect.poll(async () => ((await reachable())?.lastAt ?? 0) > lastLife, { timeout: 20_000 }).toBe(true);
  const exited = once(last, 'exit');
  last.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);

  const all = await store.series({ limit: 1_000 });
  const names = all.map(({ target, name, labels }) => JSON.stringify([target, name, labels]));
  expect(names.length).toBeGreaterThan(40);
  expect(new Set(names).size).toBe(names.length);
  const [range] = await store.range({
    ids: [(await reachable())?.id as number],
    from: new Date(begun),
    to: new Date(),
    points: 1_000,
  });
  const known = range?.points.map(({ average }) => average) ?? [];
  const between = known.slice(
    known.findIndex((one) => one !== null),
    known.findLastIndex((one) => one !== null) + 1,
  );
  expect(between.length).toBeGreaterThanOrEqual(2);
  expect(new Set(between)).toEqual(new Set([1]));
  const events = await readEvents(db, { targets: [`server:${id}`], limit: 100 });
  expect(events.map(({ details }) => details.state)).toEqual(['away']);
  expect(await store.series({ target: `server:${id}`, name: 'xmpp.reachable', limit: 2 })).toMatchObject([
    { lastValue: 0 },
  ]);
});
