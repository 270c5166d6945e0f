import { expect, test } from 'vitest';
import { failed, ok } from '../domain/failure.ts';
import { Kept } from './kept.ts';
import { Rates } from './rates.ts';

test('a rate is what was counted between two readings, each second', () => {
  const rates = new Rates<string>();
  rates.read(0, 'x', new Map([['a', 10n]]));
  expect(rates.get('a')).toBeNull();
  rates.read(4_000, 'x', new Map([['a', 16n]]));
  expect(rates.get('a')).toBe(1.5);
});

test('there is no rate across a counter that began again, by what it says or by its fall', () => {
  const rates = new Rates<string>();
  rates.read(0, 'x', new Map([['a', 10n]]));
  rates.read(1_000, 'y', new Map([['a', 20n]]));
  expect(rates.get('a')).toBeNull();
  rates.read(2_000, 'y', new Map([['a', 19n]]));
  expect(rates.get('a')).toBeNull();
  rates.read(3_000, 'y', new Map([['b', 1n]]));
  expect([rates.get('a'), rates.get('b')]).toEqual([null, null]);
});

test('an answer is kept over a failure, and not known any more when it is too old or forgotten', async () => {
  const kept = new Kept<number>(60_000);
  expect(kept.get()).toBeNull();
  await kept.ask(Promise.resolve(ok(5)));
  expect(await kept.ask(Promise.resolve(failed({ kind: 'unavailable', why: 'Away.' })))).toBeNull();
  expect(kept.get()).toBe(5);
  kept.forget();
  expect(kept.get()).toBeNull();
  const old = new Kept<number>(-1);
  await old.ask(Promise.resolve(ok(5)));
  expect(old.get()).toBeNull();
});
