import type { Sql } from '#lib/store/database.ts';
import { keepStates } from './keep-states.ts';
import type { Known } from './known.ts';
import { type Archive, archivesOf, type Piece, piecesOf, slotOf } from './rings.ts';
import type { Advanced } from './write.ts';

type PieceOf = { id: number; archive: Archive; at: number; piece: Piece };

export async function keepInRings(sql: Sql, advanced: readonly Advanced[]): Promise<void> {
  const full: PieceOf[] = [];
  const open: PieceOf[] = [];
  const moved: { id: number; archive: Archive; at: number; chunk: number }[] = [];
  for (const { before, after, cells } of advanced) {
    if (cells.length === 0) continue;
    after.open = archivesOf(before.spec.stepSeconds).map((archive, at) => {
      const row = before.open[at] as Known['open'][number];
      const made = piecesOf(
        archive,
        row,
        cells.filter((cell) => cell.archive === at),
      );
      const last = made.pieces.at(-1);
      if (!last) return row;
      const placed = (piece: Piece): PieceOf => ({ id: before.id, archive, at, piece });
      // A batch that fills more rows than the ring has slots leaves the last ones.
      full.push(
        ...made.pieces
          .slice(0, -1)
          .slice(-(archive.slots - 1))
          .map(placed),
      );
      open.push(placed(last));
      if (row.chunk >= 0 && row.chunk !== last.chunk) moved.push({ id: before.id, archive, at, chunk: row.chunk });
      return made.open;
    });
  }
  await moveFull(sql, moved);
  await addFull(sql, full);
  await keepStates(sql, advanced, new Map(open.filter(({ at }) => at === 0).map(({ id, piece }) => [id, piece])));
  await keepOpen(
    sql,
    open.filter(({ at }) => at > 0),
  );
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
        rows.map(({ id }) => id),
        rows.map(({ archive }) => archive.stepSeconds),
        rows.map(({ archive, chunk }) => slotOf(archive, chunk)),
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
      pieces.map(({ id }) => id),
      pieces.map(({ archive }) => archive.stepSeconds),
      pieces.map(({ archive, piece }) => slotOf(archive, piece.chunk)),
      pieces.map(({ piece }) => piece.chunk),
      pieces.map(({ piece }) => piece.bytes),
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
      pieces.map(({ id }) => id),
      pieces.map(({ archive }) => archive.stepSeconds),
      pieces.map(({ piece }) => piece.chunk),
      pieces.map(({ piece }) => piece.bytes),
    ],
  );
}
