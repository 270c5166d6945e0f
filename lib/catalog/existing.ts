import { type Database, sql } from './database.ts';

/** Which of these entries the catalog knows: for links that lead somewhere. */
export async function existingIds(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    select entry_id::text as id from catalog_entry where entry_id = any(${[...new Set(ids)]}::uuid[])`);
  return new Set(rows.map(({ id }) => id));
}
