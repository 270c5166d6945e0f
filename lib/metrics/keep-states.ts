import type { Sql } from '#lib/store/database.ts';
import { bytes, numbers, words } from './literals.ts';
import type { Piece } from './rings.ts';
import { stateText } from './state-text.ts';
import type { Advanced } from './write.ts';

/** Another process wrote one of the series since it was read. */
export class Overtaken extends Error {}

/** True when keepStates will be one statement, and so all or nothing without a transaction around it. */
export function isOneStatement(advanced: readonly Advanced[]): boolean {
  return advanced.every(({ before }) => before.state !== null);
}

const noBytes = Buffer.alloc(0);

/** `pieces`: by series, of the finest archive's row. Throws Overtaken unless each series is still where this batch began. */
export async function keepStates(
  sql: Sql,
  advanced: readonly Advanced[],
  pieces: ReadonlyMap<number, Piece>,
): Promise<void> {
  const news = advanced.filter(({ before }) => before.state === null);
  const olds = advanced.filter(({ before }) => before.state !== null);
  const columns = (of: readonly Advanced[]) => {
    const own = of.map(({ after }) => pieces.get(after.id));
    return [
      numbers(of.map(({ after }) => after.id)),
      numbers(of.map(({ after }) => after.state?.atMs)),
      numbers(of.map(({ after }) => after.lastValue)),
      words(of.map(({ after }) => (after.state ? stateText(after.state) : ''))),
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
  if (olds.length === 0) return;
  await sql
    .query(
      `WITH changed AS (
       UPDATE metric_state s SET last_ms = n.last_ms, last_value = n.last_value, state = n.state,
         chunk = CASE WHEN n.chunk < 0 THEN s.chunk ELSE n.chunk END,
         cells = CASE WHEN n.chunk < 0 THEN s.cells WHEN n.chunk = s.chunk THEN s.cells || n.cells ELSE n.cells END
       FROM unnest(${given}, $7::bigint[]) AS n(series, last_ms, last_value, state, chunk, cells, was_ms)
       WHERE s.series = n.series AND s.last_ms = n.was_ms RETURNING 1)
     SELECT CASE WHEN count(*) = $8::int THEN 1 ELSE 1 / (count(*) * 0) END FROM changed`,
      [...columns(olds), numbers(olds.map(({ before }) => before.state?.atMs)), olds.length],
    )
    .catch((cause: { code?: string }) => {
      throw cause.code === divisionByZero ? new Overtaken() : cause;
    });
}

/** SQLSTATE. How the statement undoes itself when it met fewer series than it should: alone, it is a whole transaction. */
const divisionByZero = '22012';
