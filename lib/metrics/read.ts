import type { Database, Sql } from '#lib/store/database.ts';
import { type Choice, chooseArchive } from './choose-archive.ts';
import type { KnownSeries, MetricStore, Point, Range, SeriesSpec } from './port.ts';
import { cellsPerRow, chunkOf, numbersOf, slotOf } from './rings.ts';

type Filter = Parameters<MetricStore['series']>[0];
type Query = Parameters<MetricStore['range']>[0];

export const mostPoints = 20_000;

const columns = `s.id, s.target, s.name, s.labels, s.kind, s.unit, s.step AS "stepSeconds", s.heartbeat AS "heartbeatSeconds",
  s.min, s.max, s.bits, t.last_ms AS "lastMs", t.last_value AS "lastValue"`;

export async function readSeries(sql: Sql, { target, name, limit }: Filter): Promise<KnownSeries[]> {
  const rows = await sql.query<Omit<KnownSeries, 'lastAt' | 'bits'> & { bits: 32 | 64 | null; lastMs: string | null }>(
    `SELECT ${columns} FROM metric_series s LEFT JOIN metric_state t ON t.series = s.id
     WHERE ($1::text IS NULL OR s.target = $1) AND ($2::text IS NULL OR s.name = $2)
     ORDER BY s.target, s.name, s.id LIMIT $3`,
    [target ?? null, name ?? null, limit],
  );
  return rows.map(({ bits, lastMs, ...row }) => ({
    ...row,
    ...(bits ? { bits } : {}),
    lastAt: lastMs === null ? null : new Date(Number(lastMs)),
  }));
}

/** In the order of `ids`; a series that isn't there is left out. One statement an archive, however many series. */
export async function readRange(db: Database, query: Query, nowMs: number): Promise<Range[]> {
  const steps = await db.query<{ id: number; step: SeriesSpec['stepSeconds'] }>(
    'SELECT id, step FROM metric_series WHERE id = ANY($1)',
    [query.ids],
  );
  const [fromMs, toMs] = [query.from.getTime(), query.to.getTime()];
  const points = Math.max(1, Math.min(query.points, mostPoints));
  const ranges = new Map<number, Range>();
  for (const [step, rows] of Map.groupBy(steps, ({ step }) => step)) {
    const choice = chooseArchive(step, { fromMs, toMs, nowMs, points });
    const ids = rows.map(({ id }) => id);
    const times = timesOf(choice);
    for (const [id, cells] of await readCells(db, choice, ids)) ranges.set(id, rangeOf(choice, times, id, cells));
  }
  return query.ids.flatMap((id) => ranges.get(id) ?? []);
}

type Row = { series: number; chunk: number; cells: Buffer };

/** Four numbers a cell: average, min, max, last. */
async function readCells(sql: Sql, choice: Choice, ids: readonly number[]): Promise<Map<number, Float64Array>> {
  const { archive, at, first, last } = choice;
  const read = new Map(ids.map((id) => [id, new Float64Array(Math.max(0, last - first + 1) * 4).fill(Number.NaN)]));
  if (last < first) return read;
  const newest = chunkOf(last);
  const oldest = Math.max(chunkOf(first), newest - archive.slots + 1);
  const slots = Array.from({ length: newest - oldest + 1 }, (_, past) => slotOf(archive, oldest + past));
  const open =
    at === 0
      ? 'SELECT series, chunk, cells FROM metric_state WHERE series = ANY($1)'
      : 'SELECT series, chunk, cells FROM metric_open WHERE series = ANY($1) AND step = $2';
  const rows = await sql.query<Row>(
    `SELECT series, chunk, cells FROM metric_point
     WHERE series = ANY($1) AND step = $2 AND slot = ANY($3) AND chunk BETWEEN $4 AND $5
     UNION ALL SELECT * FROM (${open}) o WHERE chunk BETWEEN $4 AND $5`,
    [ids, archive.stepSeconds, slots, oldest, newest],
  );
  for (const { series, chunk, cells } of rows)
    place(read.get(series), numbersOf(cells), chunk * cellsPerRow - first, archive.width);
  return read;
}

/** `start`: where the row's first cell belongs, maybe before the beginning. */
function place(into: Float64Array | undefined, numbers: Float64Array, start: number, width: 1 | 4): void {
  if (!into) return;
  if (width === 4 && start >= 0 && start * 4 + numbers.length <= into.length) {
    into.set(numbers, start * 4);
    return;
  }
  for (let at = 0, cell = start; at < numbers.length; at += width, cell++) {
    if (cell < 0 || cell * 4 >= into.length) continue;
    for (let part = 0; part < 4; part++) into[cell * 4 + part] = numbers[width === 1 ? at : at + part] as number;
  }
}

/** The same for all series of a choice. */
function timesOf({ archive, merged, first, last }: Choice): Date[] {
  const times: Date[] = [];
  for (let index = first + merged - 1; index <= last; index += merged)
    times.push(new Date(index * archive.stepSeconds * 1000));
  return times;
}

function rangeOf({ archive, merged }: Choice, times: readonly Date[], id: number, cells: Float64Array): Range {
  const points = times.map((at, number) => pointOf(at, cells, number * merged * 4, merged));
  return { id, stepSeconds: archive.stepSeconds * merged, points };
}

/** Of `merged` cells, at least half must be known. */
function pointOf(at: Date, cells: Float64Array, from: number, merged: number): Point {
  let known = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let cell = from; cell < from + merged * 4; cell += 4) {
    const average = cells[cell] as number;
    if (Number.isNaN(average)) continue;
    known++;
    sum += average;
    if ((cells[cell + 1] as number) < min) min = cells[cell + 1] as number;
    if ((cells[cell + 2] as number) > max) max = cells[cell + 2] as number;
  }
  if (known === 0 || known * 2 < merged) return { at, average: null, min: null, max: null, last: null };
  const last = cells[from + merged * 4 - 1] as number;
  return { at, average: sum / known, min, max, last: Number.isNaN(last) ? null : last };
}
