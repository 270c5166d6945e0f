import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../lab/test-database.ts';
import { type Database, openDatabase } from './database.ts';
import { readEvents } from './events.ts';
import { keepNotifications, type NewNotification, purgeTraps, readClocks, startReceiver } from './traps.ts';

vi.setConfig({ hookTimeout: 180_000 });

let own: TestDatabase;
let db: Database;
const device = randomUUID();
const now = new Date();
beforeAll(async () => {
  own = await startTestDatabase();
  db = openDatabase(own.url);
  const settings = { name: 'switch', host: '127.0.0.1', port: 1, snmp: '3', userName: 'u', level: 'authPriv' };
  const more = { auth: '', priv: '', context: '', secret: '', profiles: [], pollSeconds: 60 };
  await db.prisma.device.create({ data: { id: device, ...settings, ...more, createdAt: now, changedAt: now } });
});
afterAll(async () => {
  await db?.close();
  await own?.stop();
});
beforeEach(async () => {
  for (const table of ['event', 'trap_seen', 'trap_engine', 'trap_receiver']) await db.query(`DELETE FROM ${table}`);
});

const told = (key: string, boots: number, time: number, deviceId = device): NewNotification => ({
  key,
  clock: { deviceId, engineId: 'aa', boots, time },
  event: { at: now, target: `device:${device}`, kind: 'trap.other', severity: 'info', text: key },
});
const texts = async () => (await readEvents(db, { limit: 10 })).map(({ text }) => text).reverse();

test('the same notification makes one event, however often and in how many batches it comes', async () => {
  expect(await keepNotifications(db, [told('a', 1, 1), told('b', 1, 2), told('a', 1, 1)])).toBe(2);
  expect(await keepNotifications(db, [told('b', 1, 2), told('c', 1, 3)])).toBe(1);
  expect(await texts()).toEqual(['a', 'b', 'c']);
});

test('the clock of an engine never goes back, and of a device that is gone nothing is kept', async () => {
  await keepNotifications(db, [told('a', 2, 7), told('b', 1, 900), told('c', 1, 1, randomUUID())]);
  await keepNotifications(db, [told('d', 2, 5)]);
  expect(await readClocks(db)).toEqual([{ deviceId: device, engineId: 'aa', boots: 2, time: 7, at: now }]);
});

test('each start of the receiver has a number of its own, and a new name before the numbers end', async () => {
  const start = (name: string) => startReceiver(db, { name, listens: [] });
  expect(await start('first')).toEqual({ engineId: 'first', boots: 1 });
  expect(await start('second')).toEqual({ engineId: 'first', boots: 2 });
  await db.query('UPDATE trap_receiver SET boots = 2147483646');
  expect(await start('third')).toEqual({ engineId: 'third', boots: 1 });
});

test('engines beyond the bound go when they were silent for long, the latest stay', async () => {
  await db.query(
    `INSERT INTO trap_engine SELECT $1::uuid, 'e' || n, 1, 1, now() - make_interval(days => n, hours => -1) FROM generate_series(1, 9) AS n`,
    [device],
  );
  await purgeTraps(db, { most: 3, silentDays: 5 });
  expect((await readClocks(db)).map(({ engineId }) => engineId).sort()).toEqual(['e1', 'e2', 'e3', 'e4', 'e5']);
});
