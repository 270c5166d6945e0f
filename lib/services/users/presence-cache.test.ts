import { expect, test, vi } from 'vitest';
import type { Presence } from './ask-presence.ts';
import { presenceCache } from './presence-cache.ts';

const offline: Presence = {
  state: 'offline',
  why: '',
  sessions: [],
  listed: true,
  lastSeenAt: null,
  lastSeenWhy: '',
};
const answering = () =>
  vi.fn(async (jids: string[]) => new Map(jids.map((jid): [string, Presence] => [jid, { ...offline, why: jid }])));

test('who asks for the same at once, and within five seconds, is one question', async () => {
  let now = 0;
  const cache = presenceCache(() => now);
  const ask = answering();
  const [first, second] = await Promise.all([cache.of(['a@x', 'b@x'], ask), cache.of(['b@x', 'a@x'], ask)]);
  now = 4_999;
  await cache.of(['a@x'], ask);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(first.get('b@x')).toBe(second.get('b@x'));
  now = 5_000;
  await cache.of(['a@x'], ask);
  expect(ask).toHaveBeenCalledTimes(2);
});

test('only those that are missing are asked for', async () => {
  const cache = presenceCache();
  const ask = answering();
  await cache.of(['a@x'], ask);
  const both = await cache.of(['a@x', 'b@x', 'b@x'], ask);
  expect(ask).toHaveBeenLastCalledWith(['b@x']);
  expect([...both.keys()]).toEqual(['a@x', 'b@x']);
});

test('what failed is asked again', async () => {
  const cache = presenceCache();
  await expect(cache.of(['a@x'], () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect((await cache.of(['a@x'], answering())).size).toBe(1);
});

test('what was changed is asked again at once', async () => {
  const cache = presenceCache();
  const ask = answering();
  await cache.of(['a@x', 'b@x'], ask);
  cache.forget(['a@x']);
  await cache.of(['a@x', 'b@x'], ask);
  expect(ask).toHaveBeenLastCalledWith(['a@x']);
});

test('memory is bounded: the oldest go', async () => {
  const cache = presenceCache();
  const ask = answering();
  await cache.of(['first@x'], ask);
  await cache.of(
    Array.from({ length: 5_000 }, (_, at) => `${at}@x`),
    ask,
  );
  await cache.of(['4999@x', 'first@x'], ask);
  expect(ask).toHaveBeenLastCalledWith(['first@x']);
});
