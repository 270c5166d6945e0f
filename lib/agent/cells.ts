import { compareOids, type Oid } from './oid.ts';

/** Of 32 bits: integer (signed), gauge and counter32, and timeticks in hundredths of a second. */
export type Value =
  | { is: 'integer' | 'counter32' | 'gauge32' | 'timeticks'; value: number }
  | { is: 'counter64'; value: bigint }
  | { is: 'text'; value: Buffer }
  | { is: 'oid'; value: Oid };

export type Cell = { oid: Oid; value: Value };

/** What the agent answers from: cells in the order of their OIDs, each there once. It never changes; a new one takes its place. */
export class Table {
  readonly cells: readonly Cell[];

  constructor(cells: Iterable<Cell>) {
    const sorted = [...cells].sort((a, b) => compareOids(a.oid, b.oid));
    this.cells = sorted.filter((cell, at) => at === 0 || compareOids((sorted[at - 1] as Cell).oid, cell.oid) !== 0);
  }

  get(oid: Oid): Cell | null {
    const cell = this.cells[this.firstFrom(oid)];
    return cell && compareOids(cell.oid, oid) === 0 ? cell : null;
  }

  /** The first cell behind `start`, or at it with `inclusive`, and before `end`. */
  next(start: Oid, { inclusive = false, end = null }: { inclusive?: boolean; end?: Oid | null } = {}): Cell | null {
    let at = this.firstFrom(start);
    const cell = this.cells[at];
    if (!inclusive && cell && compareOids(cell.oid, start) === 0) at++;
    const found = this.cells[at];
    return found && (end === null || compareOids(found.oid, end) < 0) ? found : null;
  }

  /** Where the first cell is that doesn't stand before `oid`. */
  private firstFrom(oid: Oid): number {
    let [low, high] = [0, this.cells.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareOids((this.cells[middle] as Cell).oid, oid) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
