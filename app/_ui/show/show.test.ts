import { expect, test } from 'vitest';
import { compareValues } from './compare-values.ts';
import { initials } from './initials.ts';
import { relativeTime, timeSpan } from './relative.ts';

const now = Date.UTC(2026, 10, 21, 12);

test('times are told in their largest fitting unit, past and future', () => {
  expect(relativeTime(now - 4_000, now)).toBe('just now');
  expect(relativeTime(now - 3 * 60_000, now)).toBe('3 min ago');
  expect(relativeTime(now + 2 * 86_400_000, now)).toBe('in 2 d');
  expect(relativeTime(now - 800 * 86_400_000, now)).toBe('2 y ago');
  expect(timeSpan(0.2)).toBe('1 s');
});

test('values that stay, go and come are told apart, each once', () => {
  expect(compareValues(['a', 'b', 'b'], ['b', 'c'])).toEqual([
    { kind: 'kept', value: 'b' },
    { kind: 'removed', value: 'a' },
    { kind: 'added', value: 'c' },
  ]);
});

test('initials are of the first and last word, in any script', () => {
  expect(initials('Ada King Byron')).toBe('AB');
  expect(initials('Łukasz Żak')).toBe('ŁŻ');
  expect(initials('root')).toBe('R');
  expect(initials('  --  ')).toBe('?');
  expect(initials('𝒜da')).toBe('𝒜');
});
