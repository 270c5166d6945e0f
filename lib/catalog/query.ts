import { type Flags, flagsHold, typedWords, whereAll, wordsOccur, wordsStart } from './conditions.ts';
import { type Database, join, type Sql, sql } from './database.ts';
import { realmKeys } from './realms.ts';
import type { EntryKind } from './row.ts';
import { type CatalogPhase, readState } from './state.ts';

export type CatalogSort = 'surname' | 'name' | 'uid' | 'mail' | 'lastSignIn' | 'created' | 'memberCount';

/** What is listed. `within` and `scope` are Dn.keys of realms and stand for their subtrees. */
export type CatalogFilter = Flags & {
  kind: EntryKind;
  /** What may be seen: null is everything, [] is nothing. */
  within: readonly string[] | null;
  /** The realm that the person chose. */
  scope?: string;
  text?: string;
};

export type CatalogList = CatalogFilter & {
  sort: CatalogSort;
  descending?: boolean /** From 1. */;
  page: number /** At most 200. */;
  pageSize: number;
};

/** `lagMs`: how old the last look into the directory is; null when there was none. */
export type CatalogAge = {
  lastPollAt: Date | null;
  filledAt: Date | null;
  lagMs: number | null;
  state: CatalogPhase;
  error: string | null;
};

const maxPageSize = 200;
const maxPage = 1_000_000;
const maxSelection = 10_000;

const orders = {
  surname: [sql`sort_surname`, sql`sort_name`],
  name: [sql`sort_name`],
  uid: [sql`sort_uid`],
  mail: [sql`sort_mail`],
  lastSignIn: [sql`last_sign_in_at`],
  created: [sql`created_at`],
  memberCount: [sql`member_count`],
} as const satisfies Record<CatalogSort, readonly Sql[]>;

/** The ids of one page in order, and how many there are in all. What the entries say is then read from the directory. */
export async function listCatalog(
  db: Database,
  list: CatalogList,
): Promise<{ ids: string[]; total: number; age: CatalogAge }> {
  const where = await condition(db, list);
  const size = whole(list.pageSize, maxPageSize);
  const offset = (whole(list.page, maxPage) - 1) * size;
  const [rows, counts, age] = await Promise.all([
    db.$queryRaw<{ id: string }[]>(sql`
      select entry_id::text as id from catalog_entry where ${where} order by ${orderBy(list.sort, list.descending ?? false)}
      limit ${size}::int offset ${offset}::int`),
    db.$queryRaw<{ total: number }[]>(sql`select count(*)::int as total from catalog_entry where ${where}`),
    catalogAge(db),
  ]);
  return { ids: rows.map((row) => row.id), total: counts[0]?.total ?? 0, age };
}

/** For "select all that match": by surname, at most 10,000; `more` says that there were more. */
export async function listIds(db: Database, filter: CatalogFilter): Promise<{ ids: string[]; more: boolean }> {
  const where = await condition(db, filter);
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    select entry_id::text as id from catalog_entry where ${where} order by ${orderBy('surname', false)} limit ${maxSelection + 1}::int`);
  return { ids: rows.slice(0, maxSelection).map((row) => row.id), more: rows.length > maxSelection };
}

export async function countByRealm(
  db: Database,
  within: readonly string[] | null,
): Promise<Map<string, Record<EntryKind, number>>> {
  const keys = await realmKeys(db, within);
  const rows = await db.$queryRaw<{ realmKey: string; kind: EntryKind; count: number }[]>(sql`
    select realm_key as "realmKey", kind, count(*)::int as count from catalog_entry
    where ${whereAll(['person', 'group', 'role', 'realm'], keys)} group by realm_key, kind`);
  const counts = new Map<string, Record<EntryKind, number>>();
  for (const row of rows) {
    const ofRealm = counts.get(row.realmKey) ?? { person: 0, group: 0, role: 0, realm: 0 };
    counts.set(row.realmKey, { ...ofRealm, [row.kind]: row.count });
  }
  return counts;
}

export async function catalogAge(db: Database): Promise<CatalogAge> {
  const { lastPollAt, filledAt, state, error } = await readState(db);
  return {
    lastPollAt,
    filledAt,
    state,
    error,
    lagMs: lastPollAt ? Math.max(0, Date.now() - lastPollAt.getTime()) : null,
  };
}

/** From 1 to `most`; 1 for what is no number. */
function whole(number: number, most: number): number {
  return Number.isNaN(number) ? 1 : Math.trunc(Math.min(Math.max(number, 1), most));
}

async function condition(db: Database, filter: CatalogFilter): Promise<Sql> {
  const keys = await realmKeys(db, filter.within, filter.scope);
  return whereAll([filter.kind], keys, [...flagsHold(filter), ...wordsOccur(typedWords(filter.text ?? ''))]);
}

/** Nothing (never signed in, no members) comes last either way. */
function orderBy(sort: CatalogSort, descending: boolean): Sql {
  const nullable = sort === 'lastSignIn' || sort === 'memberCount';
  const direction = descending ? (nullable ? sql` desc nulls last` : sql` desc`) : sql``;
  const last = descending ? sql`entry_id desc` : sql`entry_id`;
  return join([...orders[sort].map((column) => sql`${column}${direction}`), last]);
}

export type CatalogHit = {
  id: string;
  kind: EntryKind;
  dn: string;
  name: string;
  uid: string;
  mail: string;
  realmKey: string;
};

/** For pickers and the command palette: entries with words that start so, then those that have them anywhere. Nothing under two letters. */
export async function searchCatalog(
  db: Database,
  text: string,
  options: { kinds: readonly EntryKind[]; within: readonly string[] | null; limit: number },
): Promise<CatalogHit[]> {
  const words = typedWords(text);
  if (words.join('').length < 2) return [];
  const keys = await realmKeys(db, options.within);
  const limit = whole(options.limit, maxPageSize);
  const among = whereAll(options.kinds, keys);
  const starting = await hits(db, among, wordsStart(words), limit);
  if (starting.length === limit) return starting;
  const found = new Set(starting.map((hit) => hit.id));
  const anywhere = await hits(db, among, wordsOccur(words), limit + found.size);
  return [...starting, ...anywhere.filter((hit) => !found.has(hit.id))].slice(0, limit);
}

/** What a common word is looked for in, by name, before the index on words is asked: some ms. */
const walked = 3000;

const hitColumns = sql`
  entry_id::text as id, kind, dn, name, coalesce(uid, '') as uid, coalesce(mail, '') as mail, realm_key as "realmKey"`;

/**
 * The first by name. PostgreSQL, left to choose, walks along the names until it has enough, which is the whole table when
 * the hits stand far back (110 ms for `lee` among 100,000); all hits of the index on words are as dear when there are many.
 * So: a short walk, and for what isn't found there all hits, sorted.
 */
async function hits(db: Database, among: Sql, words: readonly Sql[], limit: number): Promise<CatalogHit[]> {
  const where = join(words, ' and ');
  const near = await db.$queryRaw<CatalogHit[]>(sql`
    select ${hitColumns} from (select * from catalog_entry where ${among} order by sort_name, entry_id limit ${walked}::int) as near
    where ${where} order by sort_name, entry_id limit ${limit}::int`);
  if (near.length === limit) return near;
  return db.$queryRaw<CatalogHit[]>(sql`
    with hit as materialized (select * from catalog_entry where ${among} and ${where})
    select ${hitColumns} from hit order by sort_name, entry_id limit ${limit}::int`);
}
