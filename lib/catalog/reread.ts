import { ok, type Result } from '../domain/failure.ts';
import { type Database, sql } from './database.ts';
import { idsPerSearch, rowsById } from './read-rows.ts';
import { idsWithin } from './rows-below.ts';
import type { SurveyedSource } from './source.ts';
import { deleteRows, dropUsurped, upsertRows } from './upsert.ts';

export type Reread = { read: number; removed: number /** false when `limit` ended it early. */; complete: boolean };

/**
 * Reads entries again by their ids, 200 in one search, and brings their rows up to date: changed, added, or removed when the
 * entry is gone. An entry that has moved takes along what the catalog has below its old name.
 */
export async function reread(
  source: SurveyedSource,
  ids: Iterable<string>,
  { limit = Number.POSITIVE_INFINITY, signal }: { limit?: number; signal?: AbortSignal } = {},
): Promise<Result<Reread>> {
  const waiting = new Set([...ids].map((id) => id.toLowerCase()));
  const done = new Set<string>();
  let removed = 0;
  while (waiting.size > 0) {
    signal?.throwIfAborted();
    if (done.size >= limit) return ok({ read: done.size, removed, complete: false });
    const batch = firstOf(waiting, idsPerSearch);
    for (const id of batch) {
      waiting.delete(id);
      done.add(id);
    }
    const rows = await rowsById(source, batch);
    if (!rows.ok) return rows;
    for (const id of await idsLeftBehind(source.db, batch, new Map(rows.value.map((row) => [row.id, row.dnKey])))) {
      if (!done.has(id)) waiting.add(id);
    }
    const found = new Set(rows.value.map((row) => row.id));
    await dropUsurped(source.db, rows.value);
    await upsertRows(source.db, rows.value);
    removed += await deleteRows(
      source.db,
      batch.filter((id) => !found.has(id)),
    );
  }
  return ok({ read: done.size, removed, complete: true });
}

/** What the catalog has below the old names of entries that are called otherwise now, or are gone. */
async function idsLeftBehind(
  db: Database,
  batch: readonly string[],
  dnKeys: ReadonlyMap<string, string>,
): Promise<Set<string>> {
  const before = await db.$queryRaw<{ id: string; dnKey: string }[]>(sql`
    select entry_id::text as id, dn_key as "dnKey" from catalog_entry where entry_id = any(${[...batch]}::uuid[])`);
  const left = new Set<string>();
  for (const row of before) {
    if (dnKeys.get(row.id) === row.dnKey) continue;
    for (const id of await idsWithin(db, row.dnKey)) left.add(id);
  }
  return left;
}

function firstOf(ids: ReadonlySet<string>, count: number): string[] {
  const first: string[] = [];
  for (const id of ids) {
    if (first.length === count) break;
    first.push(id);
  }
  return first;
}
