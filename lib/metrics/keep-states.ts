import type { Sql } from '#lib/store/database.ts';
import type { Piece } from './rings.ts';
import type { Advanced } from './write.ts';

/** Another process wrote one of the series since it was read. */
export class Overtaken extends Error {}

const noBytes = Buffer.alloc(0);

/** `pieces`: by series, of the finest archive's row. Throws Overtaken unless each series is still where this batch began. */
export async function keepStates(
  sql: Sql,
  advanced: readonly Advanced[],
  pieces: ReadonlyMap<number, Piece>,
): Promise<void> {
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
