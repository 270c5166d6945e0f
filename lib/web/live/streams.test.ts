import { expect, test } from 'vitest';
import { ok } from '../../domain/failure.ts';
import { NewsLook } from './news-look.ts';
import { LiveStreams } from './streams.ts';

test('a stream whose asker has gone before anybody read it takes nobody’s place', () => {
  const streams = new LiveStreams(new NewsLook({ query: async () => [] }), { each: 1 });
  const leaving = new AbortController();
  const start = (gone: AbortSignal) => streams.start({ personId: 'a', topics: [], gone, check: async () => ok(null) });
  expect(start(AbortSignal.abort()).ok).toBe(true);
  expect(streams.count).toBe(0);
  expect(start(leaving.signal).ok).toBe(true);
  expect(start(leaving.signal).ok).toBe(false);
  leaving.abort();
  expect(streams.count).toBe(0);
  expect(start(new AbortController().signal).ok).toBe(true);
});
