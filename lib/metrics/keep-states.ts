import type { Sql } from '#lib/store/database.ts';
import type { Known } from './known.ts';
import { bytes, numbers, words } from './literals.ts';
import type { Piece } from './rings.ts';
import { stateText } from './state-text.ts';

/** Another process wrote one of the series since it was read. */
export class Overtaken extends Error {}

const noBytes = Buffer.alloc(0);

/**
 * In a transaction; `pieces`: by series, of the finest archive's row. Throws Overtaken unless each series is still where it was
 * read or kept last.
 */
export async function keepStates(
  sql: Sql,
  changed: readonly Known[],
  pieces: ReadonlyMap<number, Piece>,
): Promise<void> {
  const news = changed.filter(({ keptMs }) => keptMs === null);
  const olds = changed.filter(({ keptMs }) => keptMs !== null);
  const columns = (of: readonly Known[]) => {
    const own = of.map(({ id }) => pieces.get(id));
    return [
      numbers(of.map(({ id }) => id)),
      numbers(of.map(({ state }) => state?.atMs)),
      numbers(of.map(({ lastValue }) => lastValue)),
      words(of.map(({ state }) => (state ? stateText(state) : ''))),
      numbers(own.map((piece) => piece?.chunk ?? -1)),
      bytes(own.map((piece) => piece?.bytes ?? noBytes)),
    ];
  };
  const given = '$1::int[], $2::bigint[], $3::float8[], $4::text[], $5::int[], $6::bytea[]';
  if (news.length > 0) {
    const added = await sql.query(
      `INSERT INTO metric_state (series, last_ms, last_value, state, chunk, cells) SELECT * FROM unnest(${given})
       ON CONFLICT (series) DO NOTHING RETURNING 1`,
      columns(news),
    );
    if (added.length < news.length) throw new Overtaken();
  }
  if (olds.length > 0) {
    const updated = await sql.query(
      `UPDATE metric_state s SET last_ms = n.last_ms, last_value = n.last_value, state = n.state,
         chunk = CASE WHEN n.chunk < 0 THEN s.chunk ELSE n.chunk END,
         cells = CASE WHEN n.chunk < 0 THEN s.cells WHEN n.chunk = s.chunk THEN s.cells || n.cells ELSE n.cells END
       FROM unnest(${given}, $7::bigint[]) AS n(series, last_ms, last_value, state, chunk, cells, was_ms)
       WHERE s.series = n.series AND s.last_ms = n.was_ms RETURNING 1`,
      [...columns(olds), numbers(olds.map(({ keptMs }) => keptMs))],
    );
    if (updated.length < olds.length) throw new Overtaken();
  }
  for (const known of changed) {
    known.keptMs = known.state?.atMs ?? null;
    known.cells = [];
  }
}
