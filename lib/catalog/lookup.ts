import { type Database, sql } from './database.ts';
import { realmKeys } from './realms.ts';

/** Where an entry was when the catalog last looked: a hint that saves a search, checked by whoever uses it. */
export async function catalogDn(db: Database, id: string): Promise<string | null> {
  const rows = await db.$queryRaw<{ dn: string }[]>(sql`select dn from catalog_entry where entry_id = ${id}::uuid`);
  return rows[0]?.dn ?? null;
}

/** People in a realm and everything below it. */
export async function countPersons(db: Database, realmKey: string): Promise<number> {
  const keys = (await realmKeys(db, null, realmKey)) ?? [];
  const rows = await db.$queryRaw<{ count: number }[]>(sql`
    select count(*)::int as count from catalog_entry where kind = 'person' and realm_key = any(${keys}::text[])`);
  return rows[0]?.count ?? 0;
}
