import { expect, test } from 'vitest';
import { Rate } from './rate.ts';

test('a burst passes, then as many as the time that went by brings, and each name has its own', () => {
  const rate = new Rate({ burst: 3, perSecond: 2 });
  const passed = (name: string, nowMs: number, times: number) =>
    Array.from({ length: times }, () => rate.allows(name, nowMs)).filter(Boolean).length;
  expect(passed('a', 0, 10)).toBe(3);
  expect(passed('b', 0, 10)).toBe(3);
  expect(passed('a', 1_000, 10)).toBe(2);
  expect(passed('a', 100_000, 10)).toBe(3);
});

test('a clock that is set back gives nothing away and takes nothing', () => {
  const rate = new Rate({ burst: 1, perSecond: 1 });
  expect([rate.allows('a', 10_000), rate.allows('a', 0), rate.allows('a', 1_000)]).toEqual([true, false, true]);
});

test('names beyond the bound push out the one that was used longest ago', () => {
  const rate = new Rate({ burst: 1, perSecond: 0 }, 2);
  for (const name of ['a', 'b', 'c']) rate.allows(name, 0);
  expect([rate.allows('b', 0), rate.allows('c', 0)]).toEqual([false, false]);
  expect(rate.allows('a', 0)).toBe(true);
});
