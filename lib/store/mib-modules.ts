import { randomUUID } from 'node:crypto';
import type { Database, Sql } from './database.ts';

/** `parsed` is JSON of the room that reads modules. */
export type KeptMib = { id: string; name: string; uploadedAt: Date; uploadedBy: string; uploadedByName: string };
export type NewMib = {
  id: string;
  name: string;
  text: string;
  parsed: unknown;
  uploadedBy: string;
  uploadedByName: string;
};

export const mibBounds = { modules: 500, characters: 100_000_000, removed: 100, removedDays: 30 } as const;

const columns = `id, name, uploaded_at AS "uploadedAt", uploaded_by AS "uploadedBy", uploaded_by_name AS "uploadedByName"`;
const here = 'active_name IS NOT NULL';

/** In the order of their coming, with what they say. A module never changes: its id stands for its text. */
export async function readMibs(db: Sql): Promise<(KeptMib & { parsed: unknown })[]> {
  return db.query(
    `SELECT ${columns}, parsed FROM mib_module WHERE ${here} ORDER BY uploaded_at, id LIMIT ${mibBounds.modules}`,
  );
}

/** The same as long as the same modules are here. */
export async function mibsFingerprint(db: Sql): Promise<string> {
  const [row] = await db.query<{ print: string | null }>(
    `SELECT md5(string_agg(id::text, ',' ORDER BY id)) AS print FROM mib_module WHERE ${here}`,
  );
  return row?.print ?? '';
}

export async function readMib(db: Sql, id: string): Promise<(KeptMib & { text: string; isHere: boolean }) | null> {
  const [row] = await db.query<KeptMib & { text: string; isHere: boolean }>(
    `SELECT ${columns}, text, ${here} AS "isHere" FROM mib_module WHERE id = $1::uuid`,
    [id],
  );
  return row ?? null;
}

export async function activeMib(db: Sql, name: string): Promise<(KeptMib & { text: string }) | null> {
  const [row] = await db.query<KeptMib & { text: string }>(
    `SELECT ${columns}, text FROM mib_module WHERE active_name = $1`,
    [name],
  );
  return row ?? null;
}

export async function countMibs(db: Sql): Promise<{ modules: number; characters: number }> {
  const [row] = await db.query<{ modules: number; characters: number }>(
    `SELECT count(*)::int AS modules, coalesce(sum(length(text)), 0)::float8 AS characters FROM mib_module WHERE ${here}`,
  );
  return row ?? { modules: 0, characters: 0 };
}

/** Before it is written, so that the audit row names it. */
export function newMibId(): string {
  return randomUUID();
}

/** Takes the place of the one that has its name, which can be brought back. */
export async function insertMib(
  db: Database,
  { id, name, text, parsed, uploadedBy, uploadedByName }: NewMib,
): Promise<void> {
  await db.transaction(async (sql) => {
    await makeRoom(sql, name);
    await sql.query(
      `INSERT INTO mib_module (id, name, active_name, text, parsed, uploaded_at, uploaded_by, uploaded_by_name)
       VALUES ($1::uuid, $2, $2, $3, $4::jsonb, now(), $5, $6)`,
      [id, name, text, JSON.stringify(parsed), uploadedBy, uploadedByName],
    );
    await forgetOldest(sql);
  });
}

/** False when it was gone already. */
export async function removeMib(db: Database, id: string): Promise<boolean> {
  return db.transaction(async (sql) => {
    const removed = await sql.query(
      `UPDATE mib_module SET active_name = NULL, removed_at = now() WHERE id = $1::uuid AND ${here} RETURNING id`,
      [id],
    );
    await forgetOldest(sql);
    return removed.length > 0;
  });
}

/** What has its name meanwhile goes. False when it is here, or nowhere any more. */
export async function restoreMib(db: Database, id: string): Promise<boolean> {
  return db.transaction(async (sql) => {
    const [row] = await sql.query<{ name: string }>(
      'SELECT name FROM mib_module WHERE id = $1::uuid AND removed_at IS NOT NULL FOR UPDATE',
      [id],
    );
    if (!row) return false;
    await makeRoom(sql, row.name);
    await sql.query('UPDATE mib_module SET active_name = name, removed_at = NULL WHERE id = $1::uuid', [id]);
    return true;
  });
}

async function makeRoom(sql: Sql, name: string): Promise<void> {
  await sql.query('UPDATE mib_module SET active_name = NULL, removed_at = now() WHERE active_name = $1', [name]);
}

async function forgetOldest(sql: Sql): Promise<void> {
  await sql.query(
    `DELETE FROM mib_module WHERE removed_at < now() - interval '${mibBounds.removedDays} days' OR id IN
       (SELECT id FROM mib_module WHERE removed_at IS NOT NULL ORDER BY removed_at DESC, id OFFSET ${mibBounds.removed})`,
  );
}
