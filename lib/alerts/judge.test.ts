import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inScope } from '../domain/alert-rule.ts';
import { fitLine, judgeAbsence, judgeExpected, judgePoints, judgeState, percentages } from './judge.ts';

const now = new Date('2026-11-21T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
/** One a minute, the last one now. */
const minutes = (...values: number[]) =>
  values.map((value, index) => ({ at: ago(60 * (values.length - 1 - index)), value }));
const series = { series: 'x', percentOf: null } as const;
type OfPoints = Parameters<typeof judgePoints>[0];
const above: OfPoints = { ...series, is: 'threshold', direction: 'above', limit: 80, clear: 70 };
const below: OfPoints = { ...series, is: 'threshold', direction: 'below', limit: 30, clear: 31 };
const loss: OfPoints = { ...series, is: 'change', direction: 'below', limit: -50, clear: -20, windowSeconds: 300 };
const day = 86_400;
const full: OfPoints = {
  ...{ ...series, is: 'forecast', direction: 'above', limit: 100, windowSeconds: 600, withinSeconds: 4 * day },
};

test.each<[string, OfPoints, number[], boolean, boolean | null, number | null]>([
  ['a value on the border', above, [80], false, false, 80],
  ['a value above', above, [81], false, true, 81],
  ['what held, between the borders', above, [75], true, true, 75],
  ['what held, past the other border', above, [70], true, false, 70],
  ['a value below', below, [29.9], false, true, 29.9],
  ['no value', above, [], false, null, null],
  ['a fall within the window', loss, [100, 100, 90, 80, 60, 40], false, true, -60],
  ['a small fall', loss, [100, 100, 90, 80, 70, 60], false, false, -40],
  ['a small fall of what held', loss, [100, 100, 90, 80, 70, 60], true, true, -40],
  ['a window that is known in part', loss, [100, 40], false, null, null],
  ['a line that rises', full, [50, 51, 52, 53, 54, 55], false, true, 45 * 60],
  ['a line that is flat', full, [50, 50, 50, 50, 50, 50], false, false, null],
  ['a line that falls', full, [55, 54, 53, 52, 51, 50], false, false, null],
  ['a limit that is met already', full, [99, 99, 99, 99, 99, 100], false, true, 0],
  ['too few points for a line', full, [1, 2, 3], false, null, null],
])('%s', (_, condition, values, held, holds, value) => {
  const verdict = judgePoints(condition, minutes(...values), held, now);
  expect(verdict.holds).toBe(holds);
  if (value === null) expect(verdict.value).toBeNull();
  else expect(verdict.value).toBeCloseTo(value, 6);
});

test('a forecast that held ends only when it is a tenth further off', () => {
  const inDays = (days: number) => {
    const perMinute = 50 / (days * 1440);
    return minutes(...Array.from({ length: 11 }, (_, index) => 50 - perMinute * (10 - index)));
  };
  expect(judgePoints(full, inDays(4.2), false, now).holds).toBe(false);
  expect(judgePoints(full, inDays(4.2), true, now).holds).toBe(true);
  expect(judgePoints(full, inDays(4.5), true, now).holds).toBe(false);
});

test('a line through points of a line is that line', () => {
  const line = fc.record({ slope: fc.integer({ min: -1000, max: 1000 }), offset: fc.integer({ min: -1e6, max: 1e6 }) });
  fc.assert(
    fc.property(line, fc.integer({ min: 2, max: 200 }), ({ slope, offset }, count) => {
      const points = Array.from({ length: count }, (_, index) => ({
        at: ago(10 * index),
        value: offset - slope * 10 * index,
      }));
      const fitted = fitLine(points, now);
      expect(fitted.perSecond).toBeCloseTo(slope, 3);
      expect(fitted.atNow).toBeCloseTo(offset, 3);
    }),
  );
});

describe('what is missing', () => {
  test.each([
    [null, null],
    [ago(300), false],
    [ago(301), true],
  ])('last sample %s', (lastAt, holds) => {
    expect(judgeAbsence(300, lastAt, now).holds).toBe(holds);
  });

  test('an expected event is late after its deadline, counted from the last one or from the rule', () => {
    expect(judgeExpected(day, ago(day - 1), ago(9 * day), now).holds).toBe(false);
    expect(judgeExpected(day, ago(day + 1), ago(9 * day), now)).toMatchObject({ holds: true, since: ago(1) });
    expect(judgeExpected(day, null, ago(day - 1), now).holds).toBe(false);
    expect(judgeExpected(day, null, ago(day + 1), now).holds).toBe(true);
    // What came before the rule was made doesn't make it late at once.
    expect(judgeExpected(day, ago(9 * day), ago(60), now).holds).toBe(false);
  });
});

test('an event tells a state, or nothing', () => {
  expect(judgeState(['away'], { at: ago(5), details: { state: 'away' } })).toEqual({
    holds: true,
    value: null,
    since: ago(5),
  });
  expect(judgeState(['away'], { at: ago(5), details: { state: 'online' } }).holds).toBe(false);
  expect(judgeState(['away'], { at: ago(5), details: {} }).holds).toBeNull();
});

test('a part of a hundred needs a whole', () => {
  expect(percentages(minutes(10, 20), minutes(40))).toEqual(minutes(25, 50));
  expect(percentages(minutes(10, 20), [])).toEqual([]);
  expect(percentages(minutes(10, 20), minutes(0))).toEqual([]);
});

test.each([
  [null, 'server:1', true],
  ['server:*', 'server:1', true],
  ['server:*', 'device:1', false],
  ['server:1', 'server:1', true],
  ['server:1', 'server:12', false],
  ['directory', 'directory', true],
])('the scope %s takes in %s: %s', (scope, target, expected) => {
  expect(inScope(scope, target)).toBe(expected);
});
