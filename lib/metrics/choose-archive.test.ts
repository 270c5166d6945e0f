import { describe, expect, test } from 'vitest';
import { chooseArchive } from './choose-archive.ts';

const day = 86_400_000;
const nowMs = 20_000 * day + 12_345_678;
const chosen = (days: number, points: number, ago = 0) => {
  const { archive, merged, first, last } = chooseArchive(10, {
    fromMs: nowMs - (ago + days) * day,
    toMs: nowMs - ago * day,
    nowMs,
    points,
  });
  return { step: archive.stepSeconds, merged, count: (last - first + 1) / merged };
};

describe('a range is read from', () => {
  test('the finest archive that has at most so many points for it', () => {
    expect(chosen(1 / 24, 1000)).toEqual({ step: 10, merged: 1, count: 360 });
    expect(chosen(1, 1000)).toEqual({ step: 300, merged: 1, count: 288 });
    expect(chosen(30, 1000)).toEqual({ step: 3600, merged: 1, count: 720 });
  });

  test('one that reaches back to its beginning', () => {
    expect(chosen(1 / 24, 1000, 2).step).toBe(300);
    expect(chosen(1 / 24, 1000, 100).step).toBe(3600);
    expect(chosen(1 / 24, 1000, 5000).step).toBe(3600);
  });

  test('the coarsest with neighbours merged, where even that has more', () => {
    expect(chosen(365, 1000)).toEqual({ step: 3600, merged: 9, count: 973 });
    expect(chosen(365, 20_000)).toEqual({ step: 3600, merged: 1, count: 8760 });
  });
});
