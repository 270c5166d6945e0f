import type { TableState } from '#app/_ui/table/url-state.ts';

type Sortable = string | number | boolean | null;
const collator = new Intl.Collator('en', { numeric: true });

/** The rows that a table shows now, of all that came: filtered, in order, one page. What isn't known comes last. */
export function localRows<Row>(
  all: readonly Row[],
  { q, sort, page, size }: TableState,
  matches: (row: Row, q: string) => boolean,
  sortBy: Readonly<Record<string, (row: Row) => Sortable>>,
): { rows: Row[]; total: number } {
  const found = all.filter((row) => matches(row, q));
  const by = sort && sortBy[sort.id];
  if (by) {
    const sign = sort.desc ? -1 : 1;
    found.sort((left, right) => inOrder(by(left), by(right), sign));
  }
  const first = (page - 1) * size;
  return { rows: found.slice(first, first + size), total: found.length };
}

function inOrder(left: Sortable, right: Sortable, sign: number): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
  return sign * collator.compare(String(left), String(right));
}

/** Rows without a name of their own get one that stays the same from answer to answer. */
export function withIds<Row>(rows: readonly Row[], keyOf: (row: Row) => string): (Row & { id: string })[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const key = keyOf(row);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return { ...row, id: count === 0 ? key : `${key} ${count}` };
  });
}
