import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningDatabase, startEmbedded, temporaryHome } from '../../lab/test-database.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { readEvents } from '../store/events.ts';
import { applyMigrations, migrationsFolder, readMigrations } from '../store/migrations.ts';
import { type Observed, StateEvents, type Thing } from './state-events.ts';

const home = temporaryHome();
let running: RunningDatabase;
let db: Database;
beforeAll(async () => {
  running = await startEmbedded(home, '127.0.0.33');
  await applyMigrations(running.url, readMigrations(migrationsFolder));
  db = openDatabase(running.url);
});
afterAll(async () => {
  await db.close();
  await running.end('SIGTERM');
});
beforeEach(() => db.query('TRUNCATE event'));

const north: Thing = { target: 'server:n', kind: 'server.state' };
const node = (of: string): Thing => ({ target: 'server:n', kind: 'cluster.member', of });
const away: Observed = { state: 'away', normal: false, severity: 'failing', text: 'Away.' };
const online: Observed = { state: 'online', normal: true, severity: 'info', text: 'Online.' };
const told = async () =>
  (await readEvents(db, { limit: 100, after: '0' })).map(({ details: { of, state } }) =>
    of ? `${of} ${state}` : state,
  );

/** What a collector does with what it sees, one look after the other. */
async function looks(...seen: [Thing, Observed][]): Promise<StateEvents> {
  const events = new StateEvents(db);
  for (const [thing, observed] of seen) {
    events.note(thing, observed);
    await events.flush();
  }
  return events;
}

test('a state is told when it changes, and not each time that it is seen', async () => {
  await looks([north, away], [north, away], [north, online], [north, online], [north, away]);
  expect(await told()).toEqual(['away', 'online', 'away']);
});

test('what is well from the beginning is not told', async () => {
  await looks([north, online], [node('a'), { ...online, state: 'running' }]);
  expect(await told()).toEqual([]);
});

test('after a restart, only what has changed since is told', async () => {
  await looks([north, away], [node('a'), { ...away, state: 'stopped' }]);
  await looks([north, away], [node('a'), { ...online, state: 'running' }]);
  await looks([north, online], [node('a'), { ...online, state: 'running' }]);
  expect(await told()).toEqual(['away', 'a stopped', 'a running', 'online']);
});

test('things of one target are told apart', async () => {
  await looks([node('a'), { ...away, state: 'stopped' }], [node('b'), { ...away, state: 'stopped' }]);
  expect(await told()).toEqual(['a stopped', 'b stopped']);
});

test('while the database is away changes wait, and each is told once', async () => {
  const events = await looks([north, away]);
  await running.end('SIGKILL');
  events.note(north, online);
  await expect(events.flush()).rejects.toThrow();
  events.note(north, away);
  running = await startEmbedded(home, '127.0.0.33');
  expect(running.url).toBeTruthy();
  await expect.poll(() => events.flush().then(() => 'told', String), { timeout: 10_000 }).toBe('told');
  expect(await told()).toEqual(['away', 'online', 'away']);
});

test('what was appended, though the answer was lost, is not told twice', async () => {
  const events = new StateEvents({
    ...db,
    query: db.query,
    transaction: async (work) => {
      await db.transaction(work);
      throw new Error('the connection broke');
    },
  });
  events.note(north, away);
  events.note(north, online);
  await expect(events.flush()).rejects.toThrow('broke');
  await events.flush();
  expect(await told()).toEqual(['away', 'online']);
});
