import type { Database, Sql } from '#lib/store/database.ts';
import { type Cell, consolidate, withinBounds } from './consolidate.ts';
import { identityOf } from './identity.ts';
import { type Known, loadSeries } from './known.ts';
import type { Sample, SeriesSpec } from './port.ts';
import { type Archive, archivesOf, type Piece, piecesOf, slotOf } from './rings.ts';

/** A clock that is further ahead is wrong; believed, it would shut the series for all samples until then. */
const mostAheadMs = 600_000;
/** Between two batches, of the last so many series: what isn't kept is read again. */
const mostKept = 50_000;

type Outcome = { written: number; leftOut: number };
type Advanced = { before: Known; after: Known; cells: Cell[] };

/** Another process wrote one of the series since it was read. */
class Overtaken extends Error {}

/**
 * One transaction a batch, of states and points together. What is known of each series is kept between batches, and each
 * update asks that it is still so; otherwise everything is read again. Batches of one writer follow each other.
 */
export function metricWriter(db: Database): (samples: readonly Sample[]) => Promise<Outcome> {
  const kept = new Map<string, Known>();
  let last: Promise<unknown> = Promise.resolve();
  return (samples) => {
    const next = last.then(() => writeOnce(db, kept, samples));
    last = next.catch(() => {});
    return next;
  };
}

async function writeOnce(db: Database, kept: Map<string, Known>, samples: readonly Sample[]): Promise<Outcome> {
  if (samples.length === 0) return { written: 0, leftOut: 0 };
  const specs = new Map<string, SeriesSpec>();
  const bySeries = Map.groupBy(samples, ({ series }) => {
    const identity = identityOf(series);
    specs.set(identity, series);
    return identity;
  });
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeKnown(db, kept, specs, bySeries);
    } catch (cause) {
      // Whether a commit that was cut off took place is not known: read again before the next batch.
      for (const identity of specs.keys()) kept.delete(identity);
      if (!(cause instanceof Overtaken) || attempt === 5) throw cause;
    }
  }
}

async function writeKnown(
  db: Database,
  kept: Map<string, Known>,
  specs: ReadonlyMap<string, SeriesSpec>,
  bySeries: ReadonlyMap<string, readonly Sample[]>,
): Promise<Outcome> {
  const missing = new Map([...specs].filter(([identity]) => !kept.has(identity)));
  if (missing.size > 0) for (const [identity, known] of await loadSeries(db, missing)) kept.set(identity, known);
  const outcome = { written: 0, leftOut: 0 };
  const advanced = new Map<string, Advanced>();
  for (const [identity, samples] of bySeries) {
    const before = kept.get(identity);
    const step = before && advance(before, samples);
    outcome.written += step?.taken ?? 0;
    outcome.leftOut += samples.length - (step?.taken ?? 0);
    if (step && step.taken > 0) advanced.set(identity, step);
  }
  if (advanced.size > 0) await db.transaction((sql) => keep(sql, [...advanced.values()]));
  for (const [identity, { after }] of advanced) kept.set(identity, after);
  if (kept.size > mostKept) kept.clear();
  return outcome;
}

function advance(before: Known, samples: readonly Sample[]): Advanced & { taken: number } {
  const inOrder = samples.length === 1 ? samples : [...samples].sort((one, other) => +one.at - +other.at);
  const after = { ...before };
  const cells: Cell[] = [];
  let taken = 0;
  for (const { at, value } of inOrder) {
    if (at.getTime() > Date.now() + mostAheadMs) continue;
    const result = consolidate(before.spec, after.state, at.getTime(), finite(value));
    if (!result) continue;
    taken++;
    after.state = result.state;
    after.lastValue =
      before.spec.kind === 'gauge' && value !== null ? withinBounds(before.spec, Number(value)) : result.rate;
    for (const cell of result.cells) cells.push(cell);
  }
  return { before, after, cells, taken };
}

function finite<T extends number | bigint | null>(value: T): T | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

type PieceOf = { id: number; archive: Archive; at: number; piece: Piece };

async function keep(sql: Sql, advanced: readonly Advanced[]): Promise<void> {
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

const noBytes = Buffer.alloc(0);

/** Throws Overtaken unless each series is still where this batch began. */
async function keepStates(sql: Sql, advanced: readonly Advanced[], pieces: ReadonlyMap<number, Piece>): Promise<void> {
  const news = advanced.filter(({ before }) => before.state === null);
  const olds = advanced.filter(({ before }) => before.state !== null);
  const columns = (of: readonly Advanced[]) => [
    of.map(({ after }) => after.id),
    of.map(({ after }) => after.state?.atMs),
    of.map(({ after }) => after.lastValue),
    of.map(({ after }) => JSON.stringify(after.state)),
    of.map(({ after }) => pieces.get(after.id)?.chunk ?? -1),
    of.map(({ after }) => pieces.get(after.id)?.bytes ?? noBytes),
  ];
  const given = '$1::int[], $2::bigint[], $3::float8[], $4::text[], $5::int[], $6::bytea[]';
  if (news.length > 0) {
    const added = await sql.query(
      `INSERT INTO metric_state (series, last_ms, last_value, state, chunk, cells) SELECT * FROM unnest(${given})
       ON CONFLICT (series) DO NOTHING RETURNING 1`,
      columns(news),
    );
    if (added.length < news.length) throw new Overtaken();
  }
  if (olds.length === 0) return;
  const [changed] = await sql.query<{ count: number }>(
    `WITH changed AS (
       UPDATE metric_state s SET last_ms = n.last_ms, last_value = n.last_value, state = n.state,
         chunk = CASE WHEN n.chunk < 0 THEN s.chunk ELSE n.chunk END,
         cells = CASE WHEN n.chunk < 0 THEN s.cells WHEN n.chunk = s.chunk THEN s.cells || n.cells ELSE n.cells END
       FROM unnest(${given}, $7::bigint[]) AS n(series, last_ms, last_value, state, chunk, cells, was_ms)
       WHERE s.series = n.series AND s.last_ms = n.was_ms RETURNING 1)
     SELECT count(*)::int AS count FROM changed`,
    [...columns(olds), olds.map(({ before }) => before.state?.atMs)],
  );
  if (changed?.count !== olds.length) throw new Overtaken();
}
