import { type Database, sql } from './database.ts';
import { deleteRows } from './upsert.ts';

const idsPerLook = 5000;

/** The ids that a full read of the directory met. 100,000 of them take about 10 MB. */
export type Sweep = { seen: Set<string>; startedAt: Date };

/** By the clock of the database, which also stamps the rows. */
export async function beginSweep(db: Database): Promise<Sweep> {
  const rows = await db.$queryRaw<{ now: Date }[]>(sql`select date_trunc('milliseconds', now()) as now`);
  return { seen: new Set(), startedAt: rows[0]?.now ?? new Date(0) };
}

/** Removes the rows of entries that were not met; those written since the beginning are younger than the read, and stay. */
export async function endSweep(db: Database, sweep: Sweep): Promise<number> {
  let removed = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await db.$queryRaw<{ id: string }[]>(sql`
      select entry_id::text as id from catalog_entry
      where entry_id > ${after}::uuid and refreshed_at < ${sweep.startedAt}::timestamptz order by entry_id limit ${idsPerLook}::int`);
    const last = rows.at(-1);
    if (!last) return removed;
    after = last.id;
    removed += await deleteRows(
      db,
      rows.map((row) => row.id).filter((id) => !sweep.seen.has(id)),
    );
  }
}
