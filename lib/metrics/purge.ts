import type { Database } from '#lib/store/database.ts';
import { foldJournal } from './fold.ts';
import { archives, type SeriesSpec } from './port.ts';

/** So many series in one transaction: some thousand rows each. */
const atOnce = 20;

/**
 * Deletes the series that nobody has written for longer than their longest archive reaches back, with all that belongs to them;
 * then frees the room of overwritten rows for the next ones (the embedded database has nobody else who does). For each hour.
 */
export async function purgeMetrics(db: Database, now = new Date()): Promise<{ series: number }> {
  // So that states say when each series was written last.
  await foldJournal(db);
  let series = 0;
  for (const [step, own] of Object.entries(archives)) {
    const longest = Math.max(...own.map(({ keepSeconds }) => keepSeconds));
    const before = now.getTime() - longest * 1000;
    for (let deleted = atOnce; deleted === atOnce; series += deleted)
      deleted = await deleteSome(db, Number(step) as SeriesSpec['stepSeconds'], before);
  }
  for (const table of ['metric_point', 'metric_open', 'metric_state', 'metric_journal'])
    await db.query(`VACUUM ${table}`);
  return { series };
}

async function deleteSome(db: Database, step: SeriesSpec['stepSeconds'], beforeMs: number): Promise<number> {
  return db.transaction(async (sql) => {
    const silent = await sql.query<{ id: number }>(
      `SELECT s.id FROM metric_series s LEFT JOIN metric_state t ON t.series = s.id
       WHERE s.step = $1 AND coalesce(t.last_ms, extract(epoch FROM s.created_at) * 1000) < $2 LIMIT $3`,
      [step, beforeMs, atOnce],
    );
    const ids = silent.map(({ id }) => id);
    if (ids.length === 0) return 0;
    // A writer that remembers one of them is overtaken, and reads everything again.
    await sql.query('UPDATE metric_head SET seq = seq + 1');
    await sql.query('DELETE FROM metric_state WHERE series = ANY($1)', [ids]);
    await sql.query('DELETE FROM metric_open WHERE series = ANY($1)', [ids]);
    await sql.query('DELETE FROM metric_point WHERE series = ANY($1)', [ids]);
    await sql.query('DELETE FROM metric_series WHERE id = ANY($1)', [ids]);
    return ids.length;
  });
}
