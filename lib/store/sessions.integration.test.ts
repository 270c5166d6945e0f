import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, databaseHealth, openDatabase } from './database.ts';
import { readPreference, writePreference } from './preferences.ts';
import {
  createSession,
  endSession,
  endSessionOf,
  endSessionsOf,
  findLiveSession,
  listSessions,
  purgeSessions,
  sessionIdOf,
  updateHoldings,
} from './sessions.ts';

const minute = 60_000;
const limits = { idleMs: 30 * minute, lifetimeMs: 12 * 60 * minute };
const start = new Date('2026-03-01T12:00:00.123Z');
const after = (ms: number) => new Date(start.getTime() + ms);

let db: Database;
beforeAll(() => {
  db = openDatabase(inject('databaseUrl'));
});
afterAll(() => db.close());

function open(personId = randomUUID()): Promise<string> {
  const who = {
    personId,
    dn: 'uid=uma,dc=example,dc=org',
    address: '192.0.2.1',
    userAgent: 'Browser',
    holdings: ['r:1'],
    passwordChangedAt: '',
  };
  return createSession(db, { ...who, lifetimeMs: limits.lifetimeMs }, start);
}
const find = (rawId: string, now: Date, given = limits) => findLiveSession(db, rawId, now, given);

test('a session is found by the raw id, of which only the hash is kept', async () => {
  const rawId = await open();
  const found = await find(rawId, after(0));
  expect(found).toMatchObject({
    id: sessionIdOf(rawId),
    address: '192.0.2.1',
    holdings: ['r:1'],
    createdAt: start,
    endedAt: null,
  });
  expect(found).toEqual(await db.prisma.session.findUniqueOrThrow({ where: { id: sessionIdOf(rawId) } }));
  expect(JSON.stringify(await db.query('SELECT * FROM session'))).not.toContain(rawId);
  expect(await find(sessionIdOf(rawId), after(0))).toBeNull();
});

test('a session ends when it lies idle, but not while it is used', async () => {
  const [idle, used] = [await open(), await open()];
  for (let at = 0; at <= 60; at += 10) expect(await find(used, after(at * minute))).not.toBeNull();
  expect(await find(idle, after(30 * minute))).toBeNull();
  expect(await find(idle, after(29 * minute))).not.toBeNull();
});

test('a session that is used every few seconds outlives the shortest idle time', async () => {
  const rawId = await open();
  const short = { ...limits, idleMs: minute };
  for (let seconds = 0; seconds <= 300; seconds += 20)
    expect(await find(rawId, after(seconds * 1000), short)).not.toBeNull();
});

test('a session ends with its lifetime even when it is used, and with a lifetime that was shortened since', async () => {
  const rawId = await open();
  const busy = { ...limits, idleMs: limits.lifetimeMs * 2 };
  expect(await find(rawId, after(limits.lifetimeMs - 1), busy)).not.toBeNull();
  expect(await find(rawId, after(limits.lifetimeMs), busy)).toBeNull();
  expect(await find(rawId, after(61 * minute), { ...busy, lifetimeMs: 60 * minute })).toBeNull();
});

test('lastSeenAt is written once a minute at most', async () => {
  const rawId = await open();
  await find(rawId, after(50_000));
  expect(await find(rawId, after(59_000))).toMatchObject({ lastSeenAt: start });
  await find(rawId, after(61_000));
  expect(await find(rawId, after(62_000))).toMatchObject({ lastSeenAt: after(61_000) });
});

test('an ended session is not found, and keeps its first reason', async () => {
  const rawId = await open();
  await endSession(db, sessionIdOf(rawId), 'signed out', after(1));
  await endSession(db, sessionIdOf(rawId), 'locked', after(2));
  expect(await find(rawId, after(3))).toBeNull();
  expect(await db.prisma.session.findUnique({ where: { id: sessionIdOf(rawId) } })).toMatchObject({
    endReason: 'signed out',
    endedAt: after(1),
  });
});

test("all sessions of a person end but the one that is excepted, and nobody else's", async () => {
  const person = randomUUID();
  const [mine, other, stranger] = [await open(person), await open(person), await open()];
  expect(await endSessionsOf(db, person, { reason: 'everywhere', except: sessionIdOf(mine) }, after(1))).toBe(1);
  expect(await find(mine, after(2))).not.toBeNull();
  expect(await find(other, after(2))).toBeNull();
  expect(await find(stranger, after(2))).not.toBeNull();
  expect((await listSessions(db, person, limits, after(2))).map(({ id }) => id)).toEqual([sessionIdOf(mine)]);
});

test('nobody ends the session of somebody else', async () => {
  const rawId = await open();
  expect(await endSessionOf(db, randomUUID(), sessionIdOf(rawId), 'ended', after(1))).toBe(false);
  expect(await find(rawId, after(2))).not.toBeNull();
});

test('holdings are renewed, and long ended sessions are purged', async () => {
  const rawId = await open();
  await updateHoldings(db, sessionIdOf(rawId), ['r:1', 'g:2']);
  expect(await find(rawId, after(1))).toMatchObject({ holdings: ['r:1', 'g:2'] });
  await purgeSessions(db, after(29 * 86_400_000));
  expect(await db.prisma.session.count({ where: { id: sessionIdOf(rawId) } })).toBe(1);
  await purgeSessions(db, after(31 * 86_400_000));
  expect(await db.prisma.session.count({ where: { id: sessionIdOf(rawId) } })).toBe(0);
});

test('a preference is read as it was last written, by its owner alone', async () => {
  const [mine, other] = [randomUUID(), randomUUID()];
  expect(await readPreference(db, mine, 'users.columns')).toBeUndefined();
  await writePreference(db, mine, 'users.columns', ['name']);
  await writePreference(db, mine, 'users.columns', ['name', 'mail']);
  expect(await readPreference(db, mine, 'users.columns')).toEqual(['name', 'mail']);
  expect(await readPreference(db, other, 'users.columns')).toBeUndefined();
  await expect(writePreference(db, mine, 'users.columns', 'x'.repeat(20_000))).rejects.toThrow('too long');
});

test('the health of the database is told, also when there is none', async () => {
  expect(await databaseHealth(db)).toMatchObject({ up: true });
  const absent = openDatabase('postgresql://nobody@127.0.0.31:9/none');
  expect(await databaseHealth(absent)).toMatchObject({ up: false });
  await absent.close();
});

test('a transaction that throws leaves nothing, in SQL and in Prisma', async () => {
  const person = randomUUID();
  const row = [person, 'k', '1', new Date()];
  const insert = 'INSERT INTO preference (person_id, key, value, changed_at) VALUES ($1, $2, $3, $4)';
  await expect(
    db.transaction(async (sql) => {
      await sql.query(insert, row);
      throw new Error('on purpose');
    }),
  ).rejects.toThrow('on purpose');
  await expect(
    db.prisma.$transaction(async (prisma) => {
      await prisma.preference.create({ data: { personId: person, key: 'k', value: 1, changedAt: new Date() } });
      throw new Error('on purpose');
    }),
  ).rejects.toThrow('on purpose');
  expect(await readPreference(db, person, 'k')).toBeUndefined();
});
