import type { Cell } from './consolidate.ts';
import { archives, type SeriesSpec } from './port.ts';

/**
 * How an archive lies in the database: so many cells in a row, rows in a ring of slots. A row of the finest archive has one
 * number a cell (average, min, max and last are the same there), of another four; little-endian float64, NaN: not known.
 * Cell `index` is number `index % cellsPerRow` of row `chunk`. Rows stay below 2 kB, so that PostgreSQL keeps them in one piece.
 */
export const cellsPerRow = 48;

export type Archive = { stepSeconds: number; keepSeconds: number; width: 1 | 4; slots: number };

const rings = new Map(
  Object.entries(archives).map(([step, own]) => [
    Number(step),
    own.map(
      (archive, at): Archive => ({
        ...archive,
        width: at === 0 ? 1 : 4,
        slots: Math.ceil(archive.keepSeconds / archive.stepSeconds / cellsPerRow) + 1,
      }),
    ),
  ]),
);

export function archivesOf(stepSeconds: SeriesSpec['stepSeconds']): readonly Archive[] {
  return rings.get(stepSeconds) ?? [];
}

export const chunkOf = (index: number) => Math.floor(index / cellsPerRow);
export const slotOf = ({ slots }: Archive, chunk: number) => chunk % slots;

/** The row that is being filled: how many of its cells are written. */
export type OpenRow = { chunk: number; filled: number };

/** Cells to write behind what is in row `chunk`. */
export type Piece = { chunk: number; bytes: Buffer };

/** `cells` of one archive, ascending and behind what is in `open`, as pieces of rows; cells that are left out are unknown. */
export function piecesOf(
  { width }: Archive,
  open: OpenRow,
  cells: readonly Cell[],
): { pieces: Piece[]; open: OpenRow } {
  const pieces: Piece[] = [];
  let row = open;
  for (let at = 0; at < cells.length; ) {
    const chunk = chunkOf((cells[at] as Cell).index);
    let end = at;
    while (end < cells.length && chunkOf((cells[end] as Cell).index) === chunk) end++;
    const filled = row.chunk === chunk ? row.filled : 0;
    const upTo = ((cells[end - 1] as Cell).index % cellsPerRow) + 1;
    const numbers = new Float64Array((upTo - filled) * width).fill(Number.NaN);
    for (; at < end; at++) {
      const cell = cells[at] as Cell;
      put(numbers, ((cell.index % cellsPerRow) - filled) * width, width, cell);
    }
    pieces.push({ chunk, bytes: Buffer.from(numbers.buffer) });
    row = { chunk, filled: upTo };
  }
  return { pieces, open: row };
}

function put(numbers: Float64Array, at: number, width: 1 | 4, { average, min, max, last }: Cell): void {
  numbers[at] = average;
  if (width === 1) return;
  numbers[at + 1] = min;
  numbers[at + 2] = max;
  numbers[at + 3] = last ?? Number.NaN;
}

/** The numbers of a row as it is in the database. */
export function numbersOf(bytes: Buffer): Float64Array {
  return new Float64Array(Uint8Array.from(bytes).buffer);
}
