import { closesCircle, type Dependency } from '../domain/alert-dependency.ts';
import type { Database, Sql } from './database.ts';

export const mostDependencies = 5_000;
/** Of transactions that add one: two that are added at the same time could close a circle together. */
const addLock = 0x6465_7065;

export async function readDependencies(db: Pick<Sql, 'query'>): Promise<Dependency[]> {
  return db.query<Dependency>(
    `SELECT target, on_target AS "on" FROM alert_dependency ORDER BY on_target, target LIMIT ${mostDependencies}`,
  );
}

export async function addDependency(
  db: Database,
  { target, on }: Dependency,
): Promise<'done' | 'there' | 'circle' | 'too-many'> {
  return db.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock($1)', [addLock]);
    const all = await readDependencies(sql);
    if (all.some((one) => one.target === target && one.on === on)) return 'there';
    if (all.length >= mostDependencies) return 'too-many';
    if (closesCircle({ target, on }, all)) return 'circle';
    await sql.query('INSERT INTO alert_dependency (target, on_target) VALUES ($1, $2)', [target, on]);
    return 'done';
  });
}

/** False when it was gone already. */
export async function removeDependency(db: Database, { target, on }: Dependency): Promise<boolean> {
  const gone = await db.query('DELETE FROM alert_dependency WHERE target = $1 AND on_target = $2 RETURNING target', [
    target,
    on,
  ]);
  return gone.length > 0;
}
