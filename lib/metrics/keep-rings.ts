import type { Sql } from '#lib/store/database.ts';
import type { Cell } from './consolidate.ts';
import { keepStates } from './keep-states.ts';
import type { Known } from './known.ts';
import { bytes, numbers } from './literals.ts';
import { type Archive, archivesOf, type OpenRow, type Piece, piecesOf, slotOf } from './rings.ts';

type PieceOf = { id: number; archive: Archive; at: number; piece: Piece };

/** States and points of what is ahead of the database, in a transaction. */
export async function keepInRings(sql: Sql, changed: readonly Known[]): Promise<void> {
  const full: PieceOf[] = [];
  const open: PieceOf[] = [];
  const moved: { id: number; archive: Archive; at: number; chunk: number }[] = [];
  for (const known of changed) {
    for (const [at, own] of byArchive(known.cells)) {
      const archive = archivesOf(known.spec.stepSeconds)[at] as Archive;
      const row = known.open[at] as OpenRow;
      const made = piecesOf(archive, row, own);
      known.open[at] = made.open;
      const placed = (piece: Piece): PieceOf => ({ id: known.id, archive, at, piece });
      // Of what the ring has left behind at once, two rows could want the same slot.
      const kept = made.pieces.filter(({ chunk }) => chunk > made.open.chunk - archive.slots);
      for (const piece of kept.slice(0, -1)) full.push(placed(piece));
      open.push(placed(made.pieces.at(-1) as Piece));
      if (row.chunk >= 0 && row.chunk !== made.open.chunk) moved.push({ id: known.id, archive, at, chunk: row.chunk });
    }
  }
  await moveFull(sql, moved);
  await addFull(sql, full);
  await keepStates(sql, changed, new Map(open.filter(({ at }) => at === 0).map(({ id, piece }) => [id, piece])));
  await keepOpen(
    sql,
    open.filter(({ at }) => at > 0),
  );
}

/** Mostly there are cells of the finest archive alone. */
function byArchive(cells: readonly Cell[]): Iterable<readonly [number, readonly Cell[]]> {
  if (cells.length === 0) return [];
  const mixed = cells.some(({ archive }) => archive !== 0);
  return mixed ? Map.groupBy(cells, ({ archive }) => archive) : [[0, cells]];
}

const behindOrInstead = (table: string) =>
  `cells = CASE WHEN ${table}.chunk = excluded.chunk THEN ${table}.cells || excluded.cells ELSE excluded.cells END,
   chunk = excluded.chunk`;

async function moveFull(
  sql: Sql,
  moved: readonly { id: number; archive: Archive; at: number; chunk: number }[],
): Promise<void> {
  for (const [finest, rows] of [true, false].map((of) => [of, moved.filter(({ at }) => (at === 0) === of)] as const)) {
    if (rows.length === 0) continue;
    const from = finest
      ? 'metric_state o ON o.series = m.series'
      : 'metric_open o ON o.series = m.series AND o.step = m.step';
    await sql.query(
      `INSERT INTO metric_point (series, step, slot, chunk, cells)
       SELECT m.series, m.step, m.slot, o.chunk, o.cells
       FROM unnest($1::int[], $2::int[], $3::int[]) AS m(series, step, slot) JOIN ${from}
       ON CONFLICT (series, step, slot) DO UPDATE SET chunk = excluded.chunk, cells = excluded.cells`,
      [
        numbers(rows.map(({ id }) => id)),
        numbers(rows.map(({ archive }) => archive.stepSeconds)),
        numbers(rows.map(({ archive, chunk }) => slotOf(archive, chunk))),
      ],
    );
  }
}

async function addFull(sql: Sql, pieces: readonly PieceOf[]): Promise<void> {
  if (pieces.length === 0) return;
  await sql.query(
    `INSERT INTO metric_point (series, step, slot, chunk, cells)
     SELECT * FROM unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::bytea[])
     ON CONFLICT (series, step, slot) DO UPDATE SET ${behindOrInstead('metric_point')}`,
    [
      numbers(pieces.map(({ id }) => id)),
      numbers(pieces.map(({ archive }) => archive.stepSeconds)),
      numbers(pieces.map(({ archive, piece }) => slotOf(archive, piece.chunk))),
      numbers(pieces.map(({ piece }) => piece.chunk)),
      bytes(pieces.map(({ piece }) => piece.bytes)),
    ],
  );
}

async function keepOpen(sql: Sql, pieces: readonly PieceOf[]): Promise<void> {
  if (pieces.length === 0) return;
  await sql.query(
    `INSERT INTO metric_open (series, step, chunk, cells)
     SELECT * FROM unnest($1::int[], $2::int[], $3::int[], $4::bytea[])
     ON CONFLICT (series, step) DO UPDATE SET ${behindOrInstead('metric_open')}`,
    [
      numbers(pieces.map(({ id }) => id)),
      numbers(pieces.map(({ archive }) => archive.stepSeconds)),
      numbers(pieces.map(({ piece }) => piece.chunk)),
      bytes(pieces.map(({ piece }) => piece.bytes)),
    ],
  );
}
