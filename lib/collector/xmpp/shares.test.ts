import { expect, test } from 'vitest';
import { sharesOf } from './shares.ts';

test('shares are percents of all; what the server does not say is unknown', () => {
  const shares = sharesOf(['TLSv1.3', 'TLSv1.3', 'TLSv1.2', null], new Set());
  expect(Object.fromEntries(shares)).toEqual({ 'TLSv1.3': 50, 'TLSv1.2': 25, unknown: 25 });
});

test('what was there and is gone is nothing, and not unknown', () => {
  const seen = new Set<string>();
  sharesOf(['PLAIN'], seen);
  expect(Object.fromEntries(sharesOf(['SCRAM-SHA-256'], seen))).toEqual({ PLAIN: 0, 'SCRAM-SHA-256': 100 });
});

test('nobody has no shares', () => {
  expect(sharesOf([], new Set(['PLAIN'])).size).toBe(0);
});

test('a server that makes up names makes no series without end', () => {
  const seen = new Set<string>();
  for (let at = 0; at < 100; at++) sharesOf([`v${at}`, '<odd name>'], seen);
  expect(seen.size).toBeLessThanOrEqual(21);
  expect(seen.has('other')).toBe(true);
});
