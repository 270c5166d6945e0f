import type { Database } from './database.ts';

const most = 200;

/** Kinds of which there are events, by name: what a rule can wait for. */
export async function eventKinds(db: Database): Promise<string[]> {
  const rows = await db.query<{ kind: string }>(`SELECT DISTINCT kind FROM event ORDER BY kind LIMIT ${most}`);
  return rows.map(({ kind }) => kind);
}
