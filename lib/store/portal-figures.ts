import type { Database } from './database.ts';
import { diedAfterSeconds } from './jobs.ts';

/** What the database knows of the portal as a whole. */
export type PortalFigures = {
  /** Sessions that can still be used. */
  sessions: number;
  /** Long work that is not over; a running job whose heart stopped counts as interrupted. */
  jobs: { running: number; interrupted: number; failed: number };
  databaseBytes: number;
};

const diedAfter = `interval '${diedAfterSeconds} s'`;

export async function portalFigures(
  db: Database,
  { idleMs, lifetimeMs }: { idleMs: number; lifetimeMs: number },
  now = new Date(),
): Promise<PortalFigures> {
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  const [row] = await db.query<{
    sessions: number;
    running: number;
    interrupted: number;
    failed: number;
    bytes: string;
  }>(
    `SELECT
       (SELECT count(*)::int FROM session
         WHERE ended_at IS NULL AND expires_at > $1 AND last_seen_at > $2 AND created_at > $3) AS sessions,
       (SELECT count(*)::int FROM job WHERE state = 'running' AND heartbeat_at >= now() - ${diedAfter}) AS running,
       (SELECT count(*)::int FROM job
         WHERE state = 'interrupted' OR state = 'running' AND heartbeat_at < now() - ${diedAfter}) AS interrupted,
       (SELECT count(*)::int FROM job WHERE state = 'failed') AS failed,
       pg_database_size(current_database())::text AS bytes`,
    [now.toISOString(), before(idleMs), before(lifetimeMs)],
  );
  if (!row) throw new Error('the database answered no row');
  const { sessions, bytes, ...jobs } = row;
  return { sessions, jobs, databaseBytes: Number(bytes) };
}
