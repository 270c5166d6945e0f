import type { Sql } from '#lib/store/database.ts';
import { type Cell, consolidate, type SeriesState } from './consolidate.ts';
import { Overtaken } from './keep-states.ts';
import { bytes, numbers } from './literals.ts';
import type { SeriesSpec } from './port.ts';
import type { Taken } from './write.ts';

/**
 * What was written and is not in states and rings yet. A row has the samples of one batch for one part of all series, packed:
 * whoever wants one series reads few rows, and a part is folded by itself. Every change to the journal counts up metric_head.seq,
 * from the number that its writer saw last: so there is one order of all batches, and nobody writes behind another's back.
 */
export const partOf = (series: number) => series >> 8;
export const partsOf = (series: readonly number[]) => [...new Set(series.map(partOf))];

/** Series, kind of value, time in ms since 1970, value, and `lastValue` of the series after that batch; little-endian. */
const entryBytes = 29;
const seriesAt = 0;
const kindAt = 4;
const timeAt = 5;
const valueAt = 13;
const lastAt = 21;

export type Entry = { atMs: number; value: number | bigint | null; lastValue: number | null };

/** By part. */
export function packed(taken: readonly Taken[]): Map<number, Buffer> {
  const counts = new Map<number, number>();
  for (const {
    known: { id },
  } of taken)
    counts.set(partOf(id), (counts.get(partOf(id)) ?? 0) + 1);
  const parts = new Map<number, Buffer>();
  for (const [part, count] of counts) parts.set(part, Buffer.allocUnsafe(count * entryBytes));
  const ends = new Map<number, number>();
  for (const one of taken) {
    const part = partOf(one.known.id);
    const at = ends.get(part) ?? 0;
    putEntry(parts.get(part) as Buffer, at, one);
    ends.set(part, at + entryBytes);
  }
  return parts;
}

function putEntry(into: Buffer, from: number, { known: { id, lastValue }, atMs, value }: Taken): void {
  into.writeUInt32LE(id, from + seriesAt);
  into.writeDoubleLE(atMs, from + timeAt);
  into.writeDoubleLE(lastValue ?? Number.NaN, from + lastAt);
  if (typeof value === 'bigint' && BigInt.asUintN(64, value) === value) {
    into[from + kindAt] = 2;
    into.writeBigUInt64LE(value, from + valueAt);
  } else if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) {
    into[from + kindAt] = 3;
    into.writeBigInt64LE(value, from + valueAt);
  } else {
    // What is beyond 64 bits is no counter's value, exact or not.
    into[from + kindAt] = value === null ? 0 : 1;
    into.writeDoubleLE(Number(value ?? 0), from + valueAt);
  }
}

/** Entries by series, the oldest first, of those in `wanted` (of all without). */
export function entriesOf(rows: readonly Buffer[], wanted?: ReadonlySet<number>): Map<number, Entry[]> {
  const found = new Map<number, Entry[]>();
  for (const row of rows)
    for (let from = 0; from < row.length; from += entryBytes) {
      const id = row.readUInt32LE(from + seriesAt);
      if (wanted && !wanted.has(id)) continue;
      const lastValue = row.readDoubleLE(from + lastAt);
      const entry = {
        atMs: row.readDoubleLE(from + timeAt),
        value: readValue(row, from),
        lastValue: Number.isNaN(lastValue) ? null : lastValue,
      };
      const own = found.get(id);
      if (own) own.push(entry);
      else found.set(id, [entry]);
    }
  return found;
}

function readValue(row: Buffer, from: number): Entry['value'] {
  const kind = row[from + kindAt];
  if (kind === 1) return row.readDoubleLE(from + valueAt);
  if (kind === 2) return row.readBigUInt64LE(from + valueAt);
  return kind === 3 ? row.readBigInt64LE(from + valueAt) : null;
}

type Now = { state: SeriesState | null; lastValue: number | null };

/** Where a series comes to by what came after its state, and the cells of it: older entries count for nothing. */
export function replay(
  spec: SeriesSpec,
  { state, lastValue }: Now,
  entries: readonly Entry[],
): Now & { cells: Cell[] } {
  const now = { state, lastValue, cells: [] as Cell[] };
  for (const entry of entries) {
    const result = consolidate(spec, now.state, entry.atMs, entry.value);
    if (!result) continue;
    now.state = result.state;
    now.lastValue = entry.lastValue;
    for (const cell of result.cells) now.cells.push(cell);
  }
  return now;
}

/** Whoever reads states too reads the journal before them: what is folded in between is then in both, and never in neither. */
export async function readJournal(sql: Sql, ids: readonly number[]): Promise<Map<number, Entry[]>> {
  const rows = await sql.query<{ samples: Buffer }>(
    'SELECT samples FROM metric_journal WHERE part = ANY($1) ORDER BY seq',
    [partsOf(ids)],
  );
  return entriesOf(
    rows.map(({ samples }) => samples),
    new Set(ids),
  );
}

export async function headOf(sql: Sql): Promise<number> {
  const [head] = await sql.query<{ seq: string }>('SELECT seq FROM metric_head');
  return Number(head?.seq);
}

/** One statement: all of the batch or nothing. Throws Overtaken when the journal is no longer at `seq`. */
export async function appendToJournal(sql: Sql, seq: number, parts: ReadonlyMap<number, Buffer>): Promise<void> {
  const added = await sql.query(append, [seq, numbers([...parts.keys()]), bytes([...parts.values()])]);
  if (added.length === 0) throw new Overtaken();
}

const append = {
  name: 'append samples',
  text: `WITH head AS (UPDATE metric_head SET seq = seq + 1 WHERE seq = $1 RETURNING seq)
     INSERT INTO metric_journal (seq, part, samples)
     SELECT head.seq, n.part, n.samples FROM head, unnest($2::int[], $3::bytea[]) AS n(part, samples) RETURNING 1`,
};

/** Takes a part out of the journal, in the transaction that puts it into states and rings. Throws Overtaken as above. */
export async function takeFromJournal(sql: Sql, seq: number, part: number): Promise<void> {
  const counted = await sql.query('UPDATE metric_head SET seq = seq + 1 WHERE seq = $1 RETURNING 1', [seq]);
  if (counted.length === 0) throw new Overtaken();
  await sql.query('DELETE FROM metric_journal WHERE part = $1', [part]);
}
