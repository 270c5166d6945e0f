import { type Database, sql } from './database.ts';
import type { CatalogRow } from './row.ts';

/** Rows in one statement. 1000 rows are about 600 kB of JSON. */
export const batchSize = 1000;

/**
 * Inserts or updates rows; one that would stay the same is not written, so that a refill costs little.
 * The rows go as one JSON parameter, which every driver carries alike. An id may come once per call.
 */
export async function upsertRows(db: Database, rows: readonly CatalogRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += batchSize) {
    await upsertBatch(db, rows.slice(start, start + batchSize));
  }
}

async function upsertBatch(db: Database, rows: readonly CatalogRow[]): Promise<void> {
  const json = JSON.stringify(rows);
  await db.$executeRaw(sql`
    insert into catalog_entry as old (
      entry_id, kind, dn, dn_key, realm_key, name, uid, mail, sort_surname, sort_name, sort_uid, sort_mail, search, disabled, locked,
      locked_until, must_change, dynamic, nested, password_expires_at, last_sign_in_at, created_at, member_count, entry_csn, refreshed_at)
    select id, kind, dn, "dnKey", "realmKey", name, uid, mail, "sortSurname", "sortName", "sortUid", "sortMail", search, disabled, locked,
      "lockedUntil", "mustChange", dynamic, nested, "passwordExpiresAt", "lastSignInAt", "createdAt", "memberCount", "entryCsn", now()
    from json_to_recordset(${json}::json) as new (
      id uuid, kind text, dn text, "dnKey" text, "realmKey" text, name text, uid text, mail text, "sortSurname" text, "sortName" text,
      "sortUid" text, "sortMail" text, search text, disabled boolean, locked boolean, "lockedUntil" timestamptz, "mustChange" boolean,
      dynamic boolean, nested boolean, "passwordExpiresAt" timestamptz, "lastSignInAt" timestamptz, "createdAt" timestamptz, "memberCount" integer, "entryCsn" text)
    on conflict (entry_id) do update set
      kind = excluded.kind, dn = excluded.dn, dn_key = excluded.dn_key, realm_key = excluded.realm_key, name = excluded.name,
      uid = excluded.uid, mail = excluded.mail, sort_surname = excluded.sort_surname, sort_name = excluded.sort_name,
      sort_uid = excluded.sort_uid, sort_mail = excluded.sort_mail, search = excluded.search, disabled = excluded.disabled,
      locked = excluded.locked, locked_until = excluded.locked_until, must_change = excluded.must_change, dynamic = excluded.dynamic, nested = excluded.nested,
      password_expires_at = excluded.password_expires_at, last_sign_in_at = excluded.last_sign_in_at, created_at = excluded.created_at,
      member_count = excluded.member_count, entry_csn = excluded.entry_csn, refreshed_at = excluded.refreshed_at
    where (old.kind, old.dn, old.dn_key, old.realm_key, old.name, old.uid, old.mail, old.sort_surname, old.sort_name, old.sort_uid,
        old.sort_mail, old.search, old.disabled, old.locked, old.locked_until, old.must_change, old.dynamic, old.nested, old.password_expires_at,
        old.last_sign_in_at, old.created_at, old.member_count, old.entry_csn)
      is distinct from (excluded.kind, excluded.dn, excluded.dn_key, excluded.realm_key, excluded.name, excluded.uid, excluded.mail,
        excluded.sort_surname, excluded.sort_name, excluded.sort_uid, excluded.sort_mail, excluded.search, excluded.disabled, excluded.locked,
        excluded.locked_until, excluded.must_change, excluded.dynamic, excluded.nested, excluded.password_expires_at, excluded.last_sign_in_at,
        excluded.created_at, excluded.member_count, excluded.entry_csn)`);
}

/** Answers how many rows went. */
export async function deleteRows(db: Database, ids: readonly string[]): Promise<number> {
  let removed = 0;
  for (let start = 0; start < ids.length; start += batchSize) {
    removed += await db.$executeRaw(
      sql`delete from catalog_entry where entry_id = any(${ids.slice(start, start + batchSize)}::uuid[])`,
    );
  }
  return removed;
}

/**
 * Drops rows that claim a DN which another entry has now: the old entry was deleted or moved, and its own change is still to be read.
 */
export async function dropUsurped(db: Database, rows: readonly CatalogRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = rows.slice(start, start + batchSize);
    const [keys, ids] = [batch.map((row) => row.dnKey), batch.map((row) => row.id)];
    await db.$executeRaw(
      sql`delete from catalog_entry where dn_key = any(${keys}::text[]) and entry_id <> all(${ids}::uuid[])`,
    );
  }
}
