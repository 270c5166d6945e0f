/** What is selected: some rows (kept across pages), or all that match the filter. */
export type Selection<Row> =
  | { all: false; rows: Map<string, Row> }
  | { all: true; total: number; rows: Map<string, Row> };

export function noSelection<Row>(): Selection<Row> {
  return { all: false, rows: new Map() };
}

export function isSelected<Row>(selection: Selection<Row>, id: string): boolean {
  return selection.all || selection.rows.has(id);
}

/** How many; of "all matching" the count of the filter. */
export function selectedCount<Row>(selection: Selection<Row>): number {
  return selection.all ? selection.total : selection.rows.size;
}

/** Adds or takes away rows. Taking one from "all matching" leaves the rows of this page without it. */
export function withRows<Row>(
  selection: Selection<Row>,
  rows: [id: string, row: Row][],
  on: boolean,
  page: [string, Row][],
): Selection<Row> {
  const next = new Map(selection.all ? page : selection.rows);
  for (const [id, row] of rows) {
    if (on) next.set(id, row);
    else next.delete(id);
  }
  return { all: false, rows: next };
}

/** The rows from one to another, both included, in the order they stand. */
export function between<Row>(page: [id: string, row: Row][], from: string | null, to: string): [string, Row][] {
  const a = page.findIndex(([id]) => id === from);
  const b = page.findIndex(([id]) => id === to);
  if (b < 0) return [];
  return a < 0 ? [page[b] as [string, Row]] : page.slice(Math.min(a, b), Math.max(a, b) + 1);
}
