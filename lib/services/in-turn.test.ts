import { afterEach, expect, test, vi } from 'vitest';
import { ok } from '../domain/failure.ts';
import { inTurn } from './in-turn.ts';

afterEach(() => vi.useRealTimers());

test('of one queue nothing begins before what came first has ended, well or not', async () => {
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} begins`);
    await Promise.resolve();
    seen.push(`${name} ends`);
    if (name === 'first') throw new Error('a bug');
    return ok(name);
  };
  await Promise.allSettled([inTurn('one', work('first')), inTurn('one', work('second')), inTurn('one', work('third'))]);
  expect(seen).toEqual(['first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends']);
});

test('another queue does not wait', async () => {
  const blocked = inTurn('one', () => new Promise(() => {}));
  expect(await inTurn('other', async () => ok('done'))).toEqual(ok('done'));
  void blocked;
});

test('whoever waits for too long is told so and does nothing, and those behind still wait', async () => {
  vi.useFakeTimers();
  const first = Promise.withResolvers<ReturnType<typeof ok<string>>>();
  const [done, never] = [inTurn('three', () => first.promise), vi.fn()];
  const waiting = inTurn('three', never);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await waiting).toMatchObject({ ok: false, failure: { kind: 'too-many' } });
  const behind = vi.fn(async () => ok('behind'));
  const last = inTurn('three', behind);
  await vi.advanceTimersByTimeAsync(100);
  expect(behind).not.toHaveBeenCalled();
  first.resolve(ok('first'));
  expect([await done, await last]).toEqual([ok('first'), ok('behind')]);
  expect(never).not.toHaveBeenCalled();
});
