import { type Database, sql } from './database.ts';

export type CatalogRealm = { id: string; dn: string; dnKey: string; name: string };

/**
 * `within`: Dn.keys of the realms whose subtrees somebody may see; null is everything, [] is nothing.
 * Answers the realms themselves, by name.
 */
export async function realmsWithin(db: Database, within: readonly string[] | null): Promise<CatalogRealm[]> {
  if (within?.length === 0) return [];
  const realms = await db.$queryRaw<CatalogRealm[]>(sql`
    select entry_id::text as id, dn, dn_key as "dnKey", name from catalog_entry where kind = 'realm' order by sort_name, entry_id`);
  return within === null ? realms : realms.filter((realm) => within.some((root) => isWithin(realm.dnKey, root)));
}

/** Dn.keys of all realms that are both within what may be seen and below `scope`; null is everything, also what lies in no realm. */
export async function realmKeys(
  db: Database,
  within: readonly string[] | null,
  scope?: string,
): Promise<string[] | null> {
  if (within === null && scope === undefined) return null;
  const realms = await realmsWithin(db, within);
  const keys = realms.map((realm) => realm.dnKey);
  return scope === undefined ? keys : keys.filter((key) => isWithin(key, scope));
}

function isWithin(key: string, ancestor: string): boolean {
  return key === ancestor || key.endsWith(`,${ancestor}`);
}
