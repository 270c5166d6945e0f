import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../lab/test-database.ts';
import { type Database, openDatabase } from './database.ts';
import { appendEvents, latestEvents, type NewEvent, purgeEvents, readEvents } from './events.ts';

let own: TestDatabase;
let db: Database;
beforeAll(async () => {
  own = await startTestDatabase();
  db = openDatabase(own.url);
});
afterAll(async () => {
  await db.close();
  await own.stop();
});
beforeEach(() => db.query('TRUNCATE event'));

const event = (text: string, more: Partial<NewEvent> = {}): NewEvent => ({
  target: 'directory',
  kind: 'directory.state',
  severity: 'info',
  text,
  ...more,
});
const texts = async (filter: Partial<Parameters<typeof readEvents>[1]> = {}) =>
  (await readEvents(db, { limit: 100, ...filter })).map(({ text }) => text);

test('an event is read as it was appended', async () => {
  const at = new Date('2026-03-01T12:00:00.123Z');
  const given = event('Away.', { at, severity: 'failing', details: { state: 'away', list: [1, { deep: 'yes' }] } });
  await appendEvents(db, [given]);
  expect(await readEvents(db, { limit: 1 })).toEqual([{ id: expect.stringMatching(/^\d+$/), ...given }]);
});

test('events are filtered by target, kind, severity and time', async () => {
  const old = new Date(Date.now() - 3_600_000);
  await appendEvents(db, [
    event('one', { at: old }),
    event('two', { target: 'server:a', kind: 'trap.linkDown', severity: 'warn' }),
    event('three', { target: 'server:b', kind: 'trapdoor', severity: 'failing' }),
  ]);
  expect(await texts()).toEqual(['three', 'two', 'one']);
  expect(await texts({ targets: ['server:a', 'server:b'] })).toEqual(['three', 'two']);
  expect(await texts({ kinds: ['trap'] })).toEqual(['two']);
  expect(await texts({ kinds: ['trap.linkDown', 'trapdoor'] })).toEqual(['three', 'two']);
  expect(await texts({ kinds: ['tra_%'] })).toEqual([]);
  expect(await texts({ severities: ['warn', 'failing'] })).toEqual(['three', 'two']);
  expect(await texts({ since: new Date(Date.now() - 60_000) })).toEqual(['three', 'two']);
  expect(await texts({ until: old })).toEqual(['one']);
  expect(await texts({ targets: [] })).toEqual([]);
});

test('who reads page by page, or follows, sees each event once', async () => {
  await appendEvents(
    db,
    ['1', '2', '3', '4', '5'].map((text) => event(text)),
  );
  const first = await readEvents(db, { limit: 2 });
  expect(first.map(({ text }) => text)).toEqual(['5', '4']);
  expect(await texts({ limit: 2, before: first.at(-1)?.id })).toEqual(['3', '2']);
  expect(await texts({ limit: 1, after: first.at(-1)?.id })).toEqual(['5']);
});

test('events keep their order where their numbers get a digit more', async () => {
  await db.query(`SELECT setval(pg_get_serial_sequence('event', 'id'), 8)`);
  await appendEvents(
    db,
    ['ninth', 'tenth', 'eleventh'].map((text) => event(text, { details: { state: text } })),
  );
  expect(await texts()).toEqual(['eleventh', 'tenth', 'ninth']);
  const [newest] = await readEvents(db, { limit: 1 });
  expect(await texts({ before: newest?.id })).toEqual(['tenth', 'ninth']);
  expect(await texts({ after: '8', limit: 2 })).toEqual(['ninth', 'tenth']);
  expect((await latestEvents(db, ['directory.state'])).map(({ text }) => text)).toEqual(['eleventh']);
});

test('events that many append at once can all be read behind the last that was seen', async () => {
  const seen: string[] = [];
  let after = '0';
  let writing = true;
  const follow = async () => {
    for (;;) {
      const last = !writing;
      for (const { id, text } of await readEvents(db, { after, limit: 100 })) {
        seen.push(text);
        after = id;
      }
      if (last) return;
    }
  };
  const following = follow();
  const all = Array.from({ length: 40 }, (_, index) => `${index}`);
  await Promise.all(all.map((text) => appendEvents(db, [event(text)])));
  writing = false;
  await following;
  expect(seen.toSorted()).toEqual(all.toSorted());
});

test('the last event of each thing of a target is told', async () => {
  const member = (of: string, state: string) => event(state, { kind: 'cluster.member', details: { of, state } });
  await appendEvents(db, [member('a', 'stopped'), member('b', 'stopped'), member('a', 'running'), event('other')]);
  const latest = await latestEvents(db, ['cluster.member']);
  expect(latest.map(({ details }) => details)).toEqual([
    { of: 'a', state: 'running' },
    { of: 'b', state: 'stopped' },
  ]);
});

test('what a device sends is kept in a way that the database can keep', async () => {
  const hostile = `a\u0000b\ud800${'x'.repeat(2_000)}`;
  await appendEvents(db, [
    event(hostile, { details: { text: hostile.slice(0, 4), count: 2n ** 64n } }),
    event('large', { details: { text: 'x'.repeat(20_000) } }),
  ]);
  const [large, odd] = await readEvents(db, { limit: 2 });
  expect(odd?.text).toHaveLength(1_000);
  expect(odd?.details).toEqual({ text: 'ab\ufffd', count: '18446744073709551616' });
  expect(large?.details).toEqual({ leftOut: expect.any(Number) });
});

test('a batch with one that is refused appends none of it', async () => {
  const batch = [event('good'), event('bad', { severity: 'awful' as never })];
  await expect(appendEvents(db, batch)).rejects.toThrow(/event_severity/);
  expect(await texts()).toEqual([]);
});

test('what is too old, and the oldest of too many, are deleted', async () => {
  const old = new Date(Date.now() - 91 * 86_400_000);
  await appendEvents(db, [event('1'), event('2'), event('old', { at: old }), event('3')]);
  expect(await purgeEvents(db)).toBe(1);
  expect(await purgeEvents(db, { days: 90, rows: 2 })).toBe(1);
  expect(await texts()).toEqual(['3', '2']);
  expect(await purgeEvents(db, { days: 90, rows: 2 })).toBe(0);
});

test('what devices say by themselves pushes out nothing else: it may fill half of what is kept', async () => {
  const trap = (text: string) => event(text, { kind: 'trap.other' });
  await appendEvents(db, [event('server'), event('other'), trap('1'), trap('2'), trap('3'), trap('4')]);
  expect(await purgeEvents(db, { days: 90, rows: 4 })).toBe(2);
  expect(await texts()).toEqual(['4', '3', 'other', 'server']);
});
