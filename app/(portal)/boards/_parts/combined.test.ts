import { describe, expect, test } from 'vitest';
import { piled } from '#app/_ui/chart/model.ts';
import { combined, sparkPath } from './combined.ts';
import { nextWall, wallHref } from './wall-address.ts';

const line = (id: string, average: (number | null)[], more = {}) => ({
  ...{ id, label: id, startAt: 100, stepSeconds: 10, average, min: null, max: null },
  last: average.at(-1) ?? null,
  ...more,
});

describe('several lines as one number', () => {
  const lines = [line('a', [1, null, 3]), line('b', [10, null, null])];

  test('adds up, or takes the highest or lowest, of what is known', () => {
    expect(combined(lines, 'sum').points.map(({ value }) => value)).toEqual([11, null, 3]);
    expect(combined(lines, 'highest').points.map(({ value }) => value)).toEqual([10, null, 3]);
    expect(combined(lines, 'lowest').last).toBe(3);
  });

  test('is not known where nothing is, and never zero', () => {
    expect(combined([], 'sum')).toEqual({ last: null, points: [] });
    expect(combined([line('a', [null])], 'sum').last).toBeNull();
  });

  test('leaves a gap in how it went', () => {
    const points = [1, null, 3, 2].map((value) => ({ value }));
    expect(sparkPath(points, 30, 10)).toBe('M0.0 10.0M20.0 0.0L30.0 5.0');
    expect(sparkPath([{ value: 1 }], 30, 10)).toBe('');
  });
});

test('lines are piled on what is known below them, whatever their steps, without those that are hidden', () => {
  const fine = line('fine', [1, 2, null, 4]);
  const coarse = line('coarse', [10, 20], { startAt: 110, stepSeconds: 20 });
  const averages = (hidden: string[]) => piled([coarse, fine], new Set(hidden)).map(({ average }) => average);
  expect(averages([])).toEqual([
    [10, 20],
    [11, 12, null, 24],
  ]);
  expect(averages(['coarse'])[1]).toEqual([1, 2, null, 4]);
});

describe('a wall screen', () => {
  const [one, two] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;

  test('goes from board to board and comes round, with the range it was begun with', () => {
    const href = wallHref([one, two], 30, new URLSearchParams('range=1d&edit=1'));
    expect(href).toBe(`/boards/${one}?wall=1&range=1d&next=30&board=${two}`);
    const next = nextWall(one, new URLSearchParams(href.split('?')[1]));
    expect(next).toEqual({ href: `/boards/${two}?wall=1&range=1d&next=30&board=${one}`, seconds: 30 });
  });

  test('stays where there is nowhere to go, and takes no other address for a board', () => {
    expect(nextWall(one, new URLSearchParams('wall=1&next=30'))).toBeNull();
    expect(nextWall(one, new URLSearchParams(`wall=1&next=30&board=../../users`))).toBeNull();
    expect(nextWall(one, new URLSearchParams(`wall=1&next=0.1&board=${two}`))?.seconds).toBe(5);
  });
});
