import type { Sql } from '#lib/store/database.ts';
import { type Cell, type SeriesState, unknownSince } from './consolidate.ts';
import { digestOf } from './identity.ts';
import type { SeriesSpec } from './port.ts';
import { archivesOf, cellsPerRow, type OpenRow } from './rings.ts';
import { parseState } from './state-text.ts';

/** What is known of a series between two batches: enough to go on without reading. */
export type Known = {
  id: number;
  spec: SeriesSpec;
  state: SeriesState | null;
  lastValue: number | null;
  /** Of the state that is in the database: the time of its last sample, null for none. What `state` is ahead of it gave `cells`. */
  keptMs: number | null;
  cells: Cell[];
  /** By archive, as in the database. */
  open: OpenRow[];
};

/** Nobody means to have more; whoever makes up labels without end meets this, and not the end of the disk. */
export const mostSeries = 200_000;

type SeriesRow = Omit<SeriesSpec, 'bits'> & { id: number; digest: string; bits: 32 | 64 | null } & {
  lastMs: string | null;
  lastValue: number | null;
  state: string | null;
  chunk: number | null;
  bytes: number | null;
};
type OpenRowRow = { series: number; step: number; chunk: number; bytes: number };

export const specColumns = `s.id, s.target, s.name, s.labels, s.kind, s.unit, s.step AS "stepSeconds",
  s.heartbeat AS "heartbeatSeconds", s.min, s.max, s.bits`;

/** By identity; makes those that aren't there yet, unless there are too many: these are missing in the answer. */
export async function loadSeries(sql: Sql, wanted: ReadonlyMap<string, SeriesSpec>): Promise<Map<string, Known>> {
  const digests = new Map([...wanted.keys()].map((identity) => [digestOf(identity), identity]));
  await addSeries(sql, wanted, digests);
  const found = new Map<string, Known>();
  for (const { digest, ...known } of await readKnown(sql, 's.digest = ANY($1)', [...digests.keys()])) {
    const identity = digests.get(digest) as string;
    // The object that whoever samples holds on to, instead of another one of the same content.
    found.set(identity, { ...known, spec: wanted.get(identity) as SeriesSpec });
  }
  return found;
}

/** As states and rings have them. `condition`: on the series `s`, of `$1`. */
export async function readKnown(
  sql: Sql,
  condition: string,
  values: readonly unknown[],
): Promise<(Known & { digest: string })[]> {
  const rows = await sql.query<SeriesRow>(
    `SELECT ${specColumns}, s.digest, t.last_ms AS "lastMs", t.last_value AS "lastValue", t.state, t.chunk,
       octet_length(t.cells) AS bytes
     FROM metric_series s LEFT JOIN metric_state t ON t.series = s.id WHERE ${condition}`,
    [values],
  );
  const open = await sql.query<OpenRowRow>(
    'SELECT series, step, chunk, octet_length(cells) AS bytes FROM metric_open WHERE series = ANY($1)',
    [rows.map(({ id }) => id)],
  );
  const openBySeries = Map.groupBy(open, ({ series }) => series);
  return rows.map((row) => ({ ...knownOf(row, openBySeries.get(row.id) ?? []), digest: row.digest }));
}

export function specOf({ bits, ...row }: Omit<SeriesSpec, 'bits'> & { bits: 32 | 64 | null }): SeriesSpec {
  const { target, name, labels, kind, unit, stepSeconds, heartbeatSeconds, min, max } = row;
  return { target, name, labels, kind, unit, stepSeconds, heartbeatSeconds, min, max, ...(bits ? { bits } : {}) };
}

function knownOf(row: SeriesRow, open: OpenRowRow[]): Known {
  const spec = specOf(row);
  const filled = (bytes: number, width: number) => Math.min(bytes / 8 / width, cellsPerRow);
  return {
    id: row.id,
    spec,
    state: stateOf(spec, row),
    lastValue: row.lastValue,
    keptMs: row.lastMs === null ? null : Number(row.lastMs),
    cells: [],
    open: archivesOf(spec.stepSeconds).map(({ stepSeconds, width }, at) => {
      if (at === 0) return { chunk: row.chunk ?? -1, filled: filled(row.bytes ?? 0, width) };
      const found = open.find(({ step }) => step === stepSeconds);
      return { chunk: found?.chunk ?? -1, filled: filled(found?.bytes ?? 0, width) };
    }),
  };
}

/** A state that can't be read (of an older version) costs the data points under way, and nothing else. */
export function stateOf(
  spec: SeriesSpec,
  { state, lastMs }: { state: string | null; lastMs: string | null },
): SeriesState | null {
  if (state === null) return null;
  const parsed = parseState(state, archivesOf(spec.stepSeconds).length - 1);
  return parsed ?? unknownSince(spec, Number(lastMs));
}

async function addSeries(sql: Sql, wanted: ReadonlyMap<string, SeriesSpec>, digests: ReadonlyMap<string, string>) {
  const there = await sql.query<{ digest: string }>('SELECT digest FROM metric_series WHERE digest = ANY($1)', [
    [...digests.keys()],
  ]);
  const known = new Set(there.map(({ digest }) => digest));
  const added = [...digests].filter(([digest]) => !known.has(digest));
  if (added.length === 0) return;
  const [counted] = await sql.query<{ count: number }>('SELECT count(*)::int AS count FROM metric_series');
  const room = Math.max(0, mostSeries - (counted?.count ?? 0));
  const specs = added.slice(0, room).map(([digest, identity]) => ({ digest, ...(wanted.get(identity) as SeriesSpec) }));
  const column = <T>(of: (spec: SeriesSpec & { digest: string }) => T) => specs.map(of);
  await sql.query(
    `INSERT INTO metric_series (digest, target, name, labels, kind, unit, step, heartbeat, min, max, bits)
     SELECT d, t, n, l::jsonb, k, u, s, h, lo, hi, b
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[], $9::float8[],
       $10::float8[], $11::int[]) AS r(d, t, n, l, k, u, s, h, lo, hi, b)
     ON CONFLICT (digest) DO NOTHING`,
    [
      column(({ digest }) => digest),
      column(({ target }) => target),
      column(({ name }) => name),
      column(({ labels }) => JSON.stringify(labels)),
      column(({ kind }) => kind),
      column(({ unit }) => unit),
      column(({ stepSeconds }) => stepSeconds),
      column(({ heartbeatSeconds }) => heartbeatSeconds),
      column(({ min }) => min),
      column(({ max }) => max),
      column(({ bits }) => bits ?? null),
    ],
  );
}
