import type { Database, Sql } from '#lib/store/database.ts';
import { type Choice, chooseArchive } from './choose-archive.ts';
import type { Cell } from './consolidate.ts';
import { type Entry, entriesOf, partsOf, readJournal, replay } from './journal.ts';
import { specColumns, specOf, stateOf } from './known.ts';
import type { KnownSeries, MetricStore, Point, Range, SeriesSpec } from './port.ts';
import { cellsPerRow, chunkOf, numbersOf, slotOf } from './rings.ts';

type Filter = Parameters<MetricStore['series']>[0];
type Query = Parameters<MetricStore['range']>[0];

export const mostPoints = 20_000;

type SeriesRow = Omit<KnownSeries, 'lastAt' | 'lastValue' | 'bits'> & { bits: 32 | 64 | null };

/** What came last is in the journal mostly, and in the state otherwise. */
export async function readSeries(sql: Sql, { target, name, limit }: Filter): Promise<KnownSeries[]> {
  const rows = await sql.query<SeriesRow>(
    `SELECT ${specColumns} FROM metric_series s
     WHERE ($1::text IS NULL OR s.target = $1) AND ($2::text IS NULL OR s.name = $2)
     ORDER BY s.target, s.name, s.id LIMIT $3`,
    [target ?? null, name ?? null, limit],
  );
  const lasts = await readLasts(
    sql,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const last = lasts.get(row.id);
    return {
      ...specOf(row),
      id: row.id,
      lastAt: last ? new Date(last.atMs) : null,
      lastValue: last?.lastValue ?? null,
    };
  });
}

type Last = { atMs: number; lastValue: number | null };

async function readLasts(sql: Sql, ids: readonly number[]): Promise<Map<number, Last>> {
  const rows = await sql.query<{ series: number; lastMs: string; lastValue: number | null; samples: Buffer | null }>(
    `SELECT series, last_ms AS "lastMs", last_value AS "lastValue", NULL AS samples, 0 AS seq
     FROM metric_state WHERE series = ANY($1)
     UNION ALL SELECT 0, 0, NULL, samples, seq FROM metric_journal WHERE part = ANY($2) ORDER BY seq`,
    [ids, partsOf(ids)],
  );
  const lasts = new Map<number, Last>();
  const later = (series: number, last: Last) => {
    if (last.atMs > (lasts.get(series)?.atMs ?? 0)) lasts.set(series, last);
  };
  for (const { series, samples, lastMs, lastValue } of rows)
    if (samples === null) later(series, { atMs: Number(lastMs), lastValue });
  const journal = entriesOf(
    rows.flatMap(({ samples }) => samples ?? []),
    new Set(ids),
  );
  for (const [series, entries] of journal) later(series, entries.at(-1) as Entry);
  return lasts;
}

type Read = { id: number; spec: SeriesSpec; entries: readonly Entry[] };

/** In the order of `ids`; a series that isn't there is left out. One statement an archive, however many series. */
export async function readRange(db: Database, query: Query, nowMs: number): Promise<Range[]> {
  const rows = await db.query<SeriesRow>(`SELECT ${specColumns} FROM metric_series s WHERE s.id = ANY($1)`, [
    query.ids,
  ]);
  const journal = await readJournal(db, query.ids);
  const series = rows.map((row): Read => ({ id: row.id, spec: specOf(row), entries: journal.get(row.id) ?? [] }));
  const [fromMs, toMs] = [query.from.getTime(), query.to.getTime()];
  const points = Math.max(1, Math.min(query.points, mostPoints));
  const ranges = new Map<number, Range>();
  for (const [step, own] of Map.groupBy(series, ({ spec }) => spec.stepSeconds)) {
    const choice = chooseArchive(step, { fromMs, toMs, nowMs, points });
    const times = timesOf(choice);
    for (const [id, cells] of await readCells(db, choice, own)) ranges.set(id, rangeOf(choice, times, id, cells));
  }
  return query.ids.flatMap((id) => ranges.get(id) ?? []);
}

/** Of a state alone, `cells` is empty. */
type Row = { series: number; chunk: number; cells: Buffer; state: string | null; lastMs: string | null };

/** Four numbers a cell: average, min, max, last. */
async function readCells(sql: Sql, choice: Choice, series: readonly Read[]): Promise<Map<number, Float64Array>> {
  const { archive, at, first, last } = choice;
  const ids = series.map(({ id }) => id);
  const read = new Map(ids.map((id) => [id, new Float64Array(Math.max(0, last - first + 1) * 4).fill(Number.NaN)]));
  if (last < first) return read;
  const newest = chunkOf(last);
  const oldest = Math.max(chunkOf(first), newest - archive.slots + 1);
  const slots = Array.from({ length: newest - oldest + 1 }, (_, past) => slotOf(archive, oldest + past));
  // States are of the same moment as rows: what the journal has beyond them is in neither.
  const rows = await sql.query<Row>(
    `SELECT series, chunk, cells, NULL AS state, NULL::bigint AS "lastMs" FROM metric_point
     WHERE series = ANY($1) AND step = $2 AND slot = ANY($3) AND chunk BETWEEN $4 AND $5
     UNION ALL SELECT series, chunk, cells, NULL, NULL FROM metric_open
     WHERE series = ANY($1) AND step = $2 AND chunk BETWEEN $4 AND $5
     UNION ALL SELECT series, chunk, CASE WHEN $6 AND chunk BETWEEN $4 AND $5 THEN cells ELSE '' END, state, last_ms
     FROM metric_state WHERE series = ANY($1)`,
    [ids, archive.stepSeconds, slots, oldest, newest, at === 0],
  );
  const states = new Map<number, Row>();
  for (const row of rows) {
    if (row.state !== null) states.set(row.series, row);
    place(read.get(row.series), numbersOf(row.cells), row.chunk * cellsPerRow - first, archive.width);
  }
  for (const { id, spec, entries } of series) {
    const state = states.get(id);
    const { cells } = replay(spec, { state: state ? stateOf(spec, state) : null, lastValue: null }, entries);
    for (const cell of cells) if (cell.archive === at) placeCell(read.get(id), cell, first);
  }
  return read;
}

function placeCell(into: Float64Array | undefined, { index, average, min, max, last }: Cell, first: number): void {
  const at = (index - first) * 4;
  if (into && at >= 0 && at < into.length) into.set([average, min, max, last ?? Number.NaN], at);
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
