export type Housekeeping = { stop(): Promise<void> };

/** Runs one statement in a turn of its own, so that it never stands in somebody's transaction. */
export type InTurn = <Row>(statement: string) => Promise<Row[]>;

/**
 * Without statistics the planner takes every table for a tiny one, and sorts a log of 20,000 records for the first 50.
 * The tables that autovacuum would take, by its own measures (PostgreSQL 18, 24.1.6), each at most every ten minutes.
 * A large one is only looked at: cleaning it would keep everybody waiting, and who fills large ones cleans them.
 */
const dueTables = `
SELECT format(CASE WHEN small THEN 'VACUUM (ANALYZE) %I.%I' ELSE 'ANALYZE %I.%I' END, schemaname, relname) AS statement
FROM (
  SELECT s.*, greatest(c.reltuples, 0) AS rows, pg_table_size(s.relid) < 64 * 1024 * 1024 AS small
  FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
) t
WHERE coalesce(greatest(last_analyze, last_vacuum) < now() - interval '10 minutes', true)
  AND (n_mod_since_analyze > 50 + 0.1 * rows OR small AND n_dead_tup > 50 + 0.2 * rows)
ORDER BY n_mod_since_analyze DESC`;

/** What autovacuum does in PostgreSQL: PGlite is one process and has none. */
export function keepHouse(inTurn: InTurn, everyMs: number): Housekeeping {
  let stopped = false;
  let working: Promise<void> = Promise.resolve();
  const round = async () => {
    for (const { statement } of await inTurn<{ statement: string }>(dueTables)) if (!stopped) await inTurn(statement);
  };
  // A table that was dropped meanwhile, a full disk: the next round tries again, and who writes is told.
  const timer = setInterval(() => {
    working = working.then(() => (stopped ? undefined : round())).catch(() => {});
  }, everyMs);
  timer.unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await working;
    },
  };
}
