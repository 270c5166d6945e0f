import { expect, test } from 'vitest';
import type { TableState } from '#app/_ui/table/url-state.ts';
import { localRows, withIds } from './local-rows.ts';

type Row = { name: string; count: number | null };
const rows: Row[] = [
  { name: 'b10', count: 2 },
  { name: 'b9', count: null },
  { name: 'a', count: 10 },
];
const state: TableState = { q: '', sort: null, page: 1, size: 50, filters: {} };
const shown = (some: Partial<TableState>) =>
  localRows(rows, { ...state, ...some }, ({ name }, q) => name.includes(q), {
    name: ({ name }) => name,
    count: ({ count }) => count,
  });
const names = (some: Partial<TableState>) => shown(some).rows.map(({ name }) => name);

test('numbers within names count, and what isn’t known comes last either way', () => {
  expect(names({ sort: { id: 'name', desc: false } })).toEqual(['a', 'b9', 'b10']);
  expect(names({ sort: { id: 'count', desc: false } })).toEqual(['b10', 'a', 'b9']);
  expect(names({ sort: { id: 'count', desc: true } })).toEqual(['a', 'b10', 'b9']);
});

test('a page is cut from what matches, and the total is of what matches', () => {
  expect(shown({ q: 'b', page: 2, size: 1 })).toMatchObject({ rows: [{ name: 'b9' }], total: 2 });
});

test('rows that look alike keep names of their own, the same each time', () => {
  const ids = () =>
    withIds(
      ['x', 'x', 'y'].map((name) => ({ name })),
      ({ name }) => name,
    ).map(({ id }) => id);
  expect(ids()).toEqual(['x', 'x 1', 'y']);
  expect(ids()).toEqual(ids());
});
