import { typedWords, whereAll, wordsOccur } from './conditions.ts';
import { type Database, sql } from './database.ts';
import { type CatalogAge, catalogAge } from './query.ts';
import { realmKeys } from './realms.ts';

export type GroupFilter = {
  /** Dn.keys of realms whose subtrees may be seen; null is everything, also what lies in no realm. */
  within: readonly string[] | null;
  /** Dn.key of the realm that the person chose. */
  scope?: string;
  /** Only groups of the whole system. */
  systemWide?: boolean;
  dynamic?: boolean;
  /** Only static groups with a group among their members. */
  nested?: boolean;
  text?: string;
  sort: 'name' | 'memberCount';
  descending: boolean;
  page: number;
  pageSize: number;
};

/** `members` is null for a dynamic group: its filter would have to be asked. */
export type GroupCount = { id: string; members: number | null; nested: boolean };

const orders = {
  name: { up: sql`sort_name, entry_id`, down: sql`sort_name desc, entry_id desc` },
  memberCount: {
    up: sql`member_count, sort_name, entry_id`,
    down: sql`member_count desc nulls last, sort_name, entry_id`,
  },
} as const;

/** The ids of one page of groups in order with their member counts, and how many there are in all. */
export async function listGroupIds(
  db: Database,
  filter: GroupFilter,
): Promise<{ groups: GroupCount[]; total: number; age: CatalogAge }> {
  const keys = filter.systemWide ? systemKeys(filter) : await realmKeys(db, filter.within, filter.scope);
  const kind = filter.dynamic === undefined ? [] : [filter.dynamic ? sql`dynamic` : sql`not dynamic`];
  const nested = filter.nested ? [sql`nested`] : [];
  const where = whereAll(['group'], keys, [...kind, ...nested, ...wordsOccur(typedWords(filter.text ?? ''))]);
  const order = orders[filter.sort][filter.descending ? 'down' : 'up'];
  const offset = Math.min((filter.page - 1) * filter.pageSize, 2 ** 31 - 1);
  const [groups, counts, age] = await Promise.all([
    db.$queryRaw<GroupCount[]>(sql`
      select entry_id::text as id, member_count as members, nested from catalog_entry where ${where} order by ${order}
      limit ${filter.pageSize}::int offset ${offset}::int`),
    db.$queryRaw<{ total: number }[]>(sql`select count(*)::int as total from catalog_entry where ${where}`),
    catalogAge(db),
  ]);
  return { groups, total: counts[0]?.total ?? 0, age };
}

/** What lies outside every realm has an empty key; nobody whose sight ends at a realm sees it, and a chosen realm holds none. */
function systemKeys({ within, scope }: GroupFilter): string[] {
  return within === null && scope === undefined ? [''] : [];
}

/** One group, as the catalog last saw it. */
export async function groupCount(db: Database, id: string): Promise<GroupCount | null> {
  const rows = await db.$queryRaw<GroupCount[]>(sql`
    select entry_id::text as id, member_count as members, nested from catalog_entry where entry_id = ${id}::uuid`);
  return rows[0] ?? null;
}
