import { expect, test } from 'vitest';
import { between, isSelected, noSelection, type Selection, selectedCount, withRows } from './selection.ts';

const page: [string, number][] = [
  ['a', 1],
  ['b', 2],
  ['c', 3],
  ['d', 4],
];

test('a range holds both ends, whichever was chosen first', () => {
  expect(between(page, 'b', 'd').map(([id]) => id)).toEqual(['b', 'c', 'd']);
  expect(between(page, 'd', 'b').map(([id]) => id)).toEqual(['b', 'c', 'd']);
});

test('a range from a row of another page is the one row', () => {
  expect(between(page, 'z', 'c').map(([id]) => id)).toEqual(['c']);
});

test('rows of other pages stay selected', () => {
  const first = withRows(noSelection<number>(), [['a', 1]], true, page);
  const both = withRows(first, [['x', 9]], true, [['x', 9]]);
  expect([...both.rows.keys()]).toEqual(['a', 'x']);
});

test('taking one row from all that match leaves the rest of this page, never the unseen rest', () => {
  const all: Selection<number> = { all: true, total: 4312, rows: new Map() };
  expect(selectedCount(all)).toBe(4312);
  const less = withRows(all, [['b', 2]], false, page);
  expect(selectedCount(less)).toBe(3);
  expect(isSelected(less, 'b')).toBe(false);
});
