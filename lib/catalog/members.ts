import { typedWords, wordsOccur } from './conditions.ts';
import { type Database, join, sql } from './database.ts';
import { realmKeys } from './realms.ts';

/** Dn.keys of realms whose subtrees may be seen, by kind; null is everything. */
export type Sight = { persons: readonly string[] | null; groups: readonly string[] | null };

export type MemberPage = {
  ids: string[];
  /** Visible ones that match `text`. */
  total: number;
  /** Visible ones in all. */
  visible: number;
};

/**
 * Orders and searches the members of a group, given as Dn.keys (ten thousand are fine): people and groups by name,
 * those only that may be seen. A name that no entry has any more is in no row.
 */
export async function pageOfMembers(
  db: Database,
  dnKeys: readonly string[],
  sight: Sight,
  { text = '', page, pageSize }: { text?: string; page: number; pageSize: number },
): Promise<MemberPage> {
  const [persons, groups] = await Promise.all([realmKeys(db, sight.persons), realmKeys(db, sight.groups)]);
  const seen = sql`dn_key = any(${[...dnKeys]}::text[]) and (${kindWithin('person', persons)} or ${kindWithin('group', groups)})`;
  const words = join([sql`true`, ...wordsOccur(typedWords(text))], ' and ');
  const rows = await db.$queryRaw<{ id: string; total: number; visible: number }[]>(sql`
    with seen as (select entry_id, kind, sort_name, search from catalog_entry where ${seen}),
      matching as (select * from seen where ${words})
    select s.id, counts.total, counts.visible from
      (select (select count(*)::int from matching) as total, (select count(*)::int from seen) as visible) as counts
      left join lateral (select entry_id::text as id, kind, sort_name from matching order by kind, sort_name, entry_id
        limit ${pageSize}::int offset ${(page - 1) * pageSize}::int) as s on true
    order by s.kind, s.sort_name, s.id`);
  return { ids: rows.flatMap((row) => row.id ?? []), total: rows[0]?.total ?? 0, visible: rows[0]?.visible ?? 0 };
}

function kindWithin(kind: 'person' | 'group', keys: readonly string[] | null) {
  return keys === null ? sql`kind = ${kind}` : sql`(kind = ${kind} and realm_key = any(${[...keys]}::text[]))`;
}

/** entryUUIDs of entries by Dn.key, as the catalog last saw them. */
export async function idsByDnKey(db: Database, dnKeys: readonly string[]): Promise<Map<string, string>> {
  if (dnKeys.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; dnKey: string }[]>(sql`
    select entry_id::text as id, dn_key as "dnKey" from catalog_entry where dn_key = any(${[...dnKeys]}::text[])`);
  return new Map(rows.map((row) => [row.dnKey, row.id]));
}
