import { type Database, sql } from './database.ts';
import { fold } from './fold.ts';
import { realmKeys } from './realms.ts';

/**
 * Who may have one of these addresses (at most 500): entryUUID and first address. Addresses are found as they are folded, so the
 * caller compares them. `within`: Dn.keys of realms whose subtrees somebody may see; null is everything, [] is nothing.
 */
export async function peopleByAddress(
  db: Database,
  addresses: readonly string[],
  within: readonly string[] | null,
): Promise<{ id: string; mail: string }[]> {
  if (addresses.length === 0 || within?.length === 0) return [];
  const keys = await realmKeys(db, within);
  const folded = addresses.slice(0, 500).map(fold);
  const among = keys === null ? sql`true` : sql`realm_key = any(${keys}::text[])`;
  return db.$queryRaw<{ id: string; mail: string }[]>(sql`
    select entry_id::text as id, coalesce(mail, '') as mail from catalog_entry
    where kind = 'person' and sort_mail = any(${folded}::text[]) and ${among} limit 1000`);
}

/** People of a realm and everything below it, counted by the domain of their address; '' for those without one. */
export async function countByDomain(db: Database, realmKey: string): Promise<{ domain: string; people: number }[]> {
  const keys = (await realmKeys(db, null, realmKey)) ?? [];
  return db
    .$queryRaw<{ domain: string; people: number }[]>(sql`
    select lower(substring(coalesce(mail, '') from '@([^@]*)$')) as domain, count(*)::int as people from catalog_entry
    where kind = 'person' and realm_key = any(${keys}::text[]) group by 1 order by 2 desc, 1`)
    .then((rows) => rows.map(({ domain, people }) => ({ domain: domain ?? '', people })));
}

/** Addresses of the people of a realm and everything below it; for counting, and never shown. */
export async function addressesWithin(db: Database, realmKey: string, limit: number): Promise<string[]> {
  const keys = (await realmKeys(db, null, realmKey)) ?? [];
  const rows = await db.$queryRaw<{ mail: string }[]>(sql`
    select mail from catalog_entry where kind = 'person' and realm_key = any(${keys}::text[]) and coalesce(mail, '') <> ''
    order by entry_id limit ${limit}::int`);
  return rows.map(({ mail }) => mail);
}
