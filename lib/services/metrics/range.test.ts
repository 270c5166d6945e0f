import { describe, expect, test } from 'vitest';
import { longestSeconds, momentsOf, rangeInput } from './range.ts';

const from = '2026-11-21T12:00:00Z';

describe('a range', () => {
  test('of the last so many seconds ends now', () => {
    const now = new Date('2026-11-21T13:00:00Z');
    expect(momentsOf({ last: 3600 }, now)).toEqual({ from: new Date(from), to: now });
  });

  test('from one moment to another is taken as it is, whatever the offset it is written with', () => {
    expect(momentsOf({ from, to: '2026-11-21T15:00:00+01:00' })).toEqual({
      from: new Date(from),
      to: new Date('2026-11-21T14:00:00Z'),
    });
  });

  test.each([
    ['nothing at all', {}],
    ['both ways at once', { last: 3600, from, to: '2026-11-21T13:00:00Z' }],
    ['an end without a beginning', { to: from }],
    ['an end before the beginning', { from, to: '2026-11-21T11:00:00Z' }],
    ['less than a minute', { from, to: '2026-11-21T12:00:59Z' }],
    ['more than three years', { last: longestSeconds + 1 }],
    ['no moment', { from: 'yesterday', to: 'today' }],
    ['a part of a second', { last: 90.5 }],
  ])('is refused: %s', (_, range) => {
    expect(rangeInput.safeParse(range).success).toBe(false);
  });
});
