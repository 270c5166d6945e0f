import { expect, test } from 'vitest';
import { entriesOf, packed } from './journal.ts';
import type { Known } from './known.ts';

const series = (id: number, lastValue: number | null) => ({ id, lastValue }) as Known;
const atMs = 1_795_000_000_123;

test.each([
  ['nothing known', null],
  ['a fraction', 0.1],
  ['a whole number', -3],
  ['a counter of 64 bits', 2n ** 64n - 1n],
  ['a signed one', -(2n ** 63n)],
])('%s comes back as it was', (_, value) => {
  const rows = [...packed([{ known: series(70_000, null), atMs, value }]).values()];
  expect(entriesOf(rows).get(70_000)).toEqual([{ atMs, value, lastValue: null }]);
});

test('a counter beyond 64 bits comes back as no counter’s value', () => {
  const rows = [...packed([{ known: series(1, 2), atMs, value: 2n ** 64n }]).values()];
  expect(entriesOf(rows).get(1)).toEqual([{ atMs, value: 2 ** 64, lastValue: 2 }]);
});

test('series lie in parts of their own, in the order in which they came', () => {
  const [one, other] = [series(255, 1), series(256, 2)];
  const taken = [1, 2, 3].flatMap((value) => [one, other].map((known) => ({ known, atMs: atMs + value, value })));
  const parts = packed(taken);
  expect([...parts.keys()]).toEqual([0, 1]);
  const found = entriesOf([...parts.values()], new Set([256]));
  expect([...found.keys()]).toEqual([256]);
  expect(found.get(256)?.map(({ value }) => value)).toEqual([1, 2, 3]);
});
