import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { type RunningDatabase, startEmbedded, temporaryHome } from '../../lab/test-database.ts';
import { CatalogUnderTest, done } from '../catalog/catalog-under-test.ts';
import { readState } from '../catalog/state.ts';
import { SpyingProxy } from '../directory/spying-proxy.ts';
import { labPlainUrl, newPerson, north } from '../directory/test-settings.ts';
import { openDatabase } from '../store/database.ts';
import { applyMigrations, migrationsFolder, readMigrations } from '../store/migrations.ts';

// Processes are started and killed: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

const catalog = new CatalogUnderTest();
const running = new Set<ChildProcess>();
const home = temporaryHome();
let proxy: SpyingProxy;
let proxyUrl = '';

beforeAll(async () => {
  proxy = await SpyingProxy.start(labPlainUrl());
  proxyUrl = proxy.url;
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});
afterAll(async () => {
  for (const uid of ['whileaway', 'nobase']) await catalog.foreign.delete(north().child('uid', uid));
  await proxy.stop();
  rmSync(home, { recursive: true, force: true });
});

async function start(url = catalog.url): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'main.ts'), {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      BAILIWICK_HOME: home,
      ...inject('labEnvironment'),
      LDAP_URL: proxyUrl,
      LDAP_TIMEOUT_MS: '1500',
      DATABASE_URL: url,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const [message] = await once(child, 'message');
  expect(message).toEqual({ ready: true });
  return child;
}

async function end(child: ChildProcess, how: () => unknown): Promise<{ code: number | null }> {
  const exited = once(child, 'exit');
  how();
  const [code] = await exited;
  return { code };
}

const soon = { timeout: 40_000, interval: 50 };
const has = async (uid: string) => (await catalog.rows()).some((row) => row.uid === uid);
const state = () => readState(catalog.db);

test('it fills the catalog, says that it follows, and ends in order on SIGTERM', async () => {
  const child = await start();
  await expect.poll(async () => (await state()).state, soon).toBe('following');
  expect(await catalog.rows()).toEqual(await catalog.expected());
  expect(await end(child, () => child.kill('SIGTERM'))).toEqual({ code: 0 });
});

test('it ends when its parent is gone', async () => {
  const child = await start();
  expect(await end(child, () => child.disconnect())).toEqual({ code: 0 });
});

test('killed in the middle of a fill, its successor makes the catalog whole', async () => {
  let broken = false;
  for (let tries = 0; tries < 10 && !broken; tries++) {
    await catalog.db.query('truncate catalog_entry');
    await catalog.db.query(`update catalog_state set state = 'following'`);
    const child = await start();
    await expect.poll(async () => (await state()).state, { ...soon, interval: 0 }).toBe('filling');
    proxy.freeze();
    await end(child, () => child.kill('SIGKILL'));
    proxy.thaw();
    broken = (await state()).cursor === null;
  }
  expect(broken).toBe(true);
  const child = await start();
  await expect.poll(async () => (await state()).state, soon).toBe('following');
  expect(await catalog.rows()).toEqual(await catalog.expected());
  await end(child, () => child.kill('SIGTERM'));
});

test('a directory that goes away and comes back: the state says so, and changes of meanwhile are seen', async () => {
  const child = await start();
  await expect.poll(async () => (await state()).state, soon).toBe('following');
  await proxy.stop();
  await expect
    .poll(state, soon)
    .toMatchObject({ state: 'away', error: expect.stringContaining('directory'), since: expect.any(Date) });
  done(await catalog.foreign.add(north().child('uid', 'whileaway'), newPerson('whileaway')));
  proxy = await SpyingProxy.start(labPlainUrl(), { port: Number(new URL(proxyUrl).port) });
  await expect.poll(() => has('whileaway'), soon).toBe(true);
  // It is said once the look that found them is over.
  await expect.poll(state, soon).toMatchObject({ state: 'following', error: null });
  await end(child, () => child.kill('SIGTERM'));
});

test('a directory that is away at the start is waited for', async () => {
  await proxy.stop();
  const child = await start();
  await expect.poll(async () => (await state()).state, soon).toBe('away');
  proxy = await SpyingProxy.start(labPlainUrl(), { port: Number(new URL(proxyUrl).port) });
  await expect.poll(async () => (await state()).state, soon).toBe('following');
  await end(child, () => child.kill('SIGTERM'));
});

test('a database that goes away and comes back is written again', async () => {
  const home = temporaryHome();
  let database: RunningDatabase = await startEmbedded(home);
  const { url } = database;
  await applyMigrations(url, readMigrations(migrationsFolder));
  const child = await start(url);
  const db = openDatabase(url);
  const following = async () => (await readState(db).catch(() => null))?.state;
  await expect.poll(following, soon).toBe('following');
  await database.end('SIGKILL');
  done(await catalog.foreign.add(north().child('uid', 'nobase'), newPerson('nobase')));
  database = await startEmbedded(home);
  expect(database.url).toBe(url);
  const found = async () => (await db.query(`select 1 from catalog_entry where uid = 'nobase'`).catch(() => [])).length;
  await expect.poll(found, soon).toBe(1);
  await end(child, () => child.kill('SIGTERM'));
  await db.close();
  await database.end('SIGTERM');
  rmSync(home, { recursive: true, force: true });
});
