import { expect, onTestFinished, test, vi } from 'vitest';
import { notFound, ok, type Result } from '../../domain/failure.ts';
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

test('whoever may no longer listen is sent away within two seconds, and whoever can’t be asked about within seven', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const streams = new LiveStreams(new NewsLook({ query: async () => [] }));
  let may = true;
  const start = (personId: string, check: () => Promise<Result<unknown>>) =>
    streams.start({ personId, topics: [], check });
  const asked = start('asked', async () => (may ? ok(null) : notFound('topic')));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(streams.count).toBe(1);
  may = false;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(streams.count).toBe(0);
  expect(await lastWord(asked)).toContain('data: "signed-out"');
  const unanswered = start('unanswered', () => new Promise(() => {}));
  expect(streams.count).toBe(1);
  await vi.advanceTimersByTimeAsync(7_000);
  expect(streams.count).toBe(0);
  expect(await lastWord(unanswered)).toContain('data: "away"');
});

async function lastWord(stream: Result<ReadableStream<Uint8Array>>): Promise<string | undefined> {
  if (!stream.ok) throw new Error('no stream was begun');
  return (await new Response(stream.value).text()).trim().split('\n\n').at(-1);
}
