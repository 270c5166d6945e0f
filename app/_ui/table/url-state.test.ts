import { expect, test } from 'vitest';
import { isFiltered, parseTableState, type TableSchema, writeTableState } from './url-state.ts';

const schema: TableSchema = { sorts: ['name', 'seen'], sort: { id: 'name', desc: false }, filters: ['state'] };
const parse = (query: string) => parseTableState(schema, new URLSearchParams(query));

test('an empty address is the usual state', () => {
  expect(parse('')).toEqual({ q: '', sort: { id: 'name', desc: false }, page: 1, size: 50, filters: {} });
});

test('what was written is read again', () => {
  const state = {
    q: 'ada & co',
    sort: { id: 'seen', desc: true },
    page: 3,
    size: 200,
    filters: { state: ['locked', 'a,b'] },
  };
  expect(parse(writeTableState(schema, state, new URLSearchParams()).toString())).toEqual(state);
});

test('what is usual leaves no trace, and parameters of others stay', () => {
  expect(writeTableState(schema, parse(''), new URLSearchParams('realm=north&page=7&state=x')).toString()).toBe(
    'realm=north',
  );
});

test('columns that may not be sorted by, sizes that are not on offer and pages that are none are ignored', () => {
  expect(parse('sort=-userPassword&size=100000&page=-2')).toEqual(parse(''));
  expect(parse('page=1e999').page).toBe(1);
});

test('texts and values from the address are bounded', () => {
  const state = parse(`q=${'x'.repeat(5000)}&${'state=a&'.repeat(500)}`);
  expect(state.q).toHaveLength(200);
  expect(state.filters.state).toHaveLength(50);
});

test('order and page are no filter', () => {
  expect(isFiltered(parse('sort=-seen&page=2'))).toBe(false);
  expect(isFiltered(parse('state=locked'))).toBe(true);
});
