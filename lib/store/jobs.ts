import { randomUUID } from 'node:crypto';
import type { Database, Sql } from './database.ts';

export const jobStates = ['running', 'interrupted', 'failed', 'done', 'taken-back'] as const;
export type JobState = (typeof jobStates)[number];
export type Direction = 'forward' | 'back';

/** One job as it was kept last. `Plan` and `Steps` are the kind's own, as JSON. */
export type Job<Plan = unknown, Steps = unknown> = {
  id: string;
  kind: string;
  /** `interrupted` also for a running one whose process died. */
  state: JobState;
  direction: Direction;
  actorId: string;
  actorName: string;
  targetId: string;
  targetName: string;
  realmKey: string | null;
  claims: string[];
  plan: Plan;
  steps: Steps;
  runner: string;
  version: number;
  createdAt: Date;
  heartbeatAt: Date;
  changedAt: Date;
};

export type NewJob = Pick<
  Job,
  'kind' | 'actorId' | 'actorName' | 'targetId' | 'targetName' | 'realmKey' | 'claims' | 'plan' | 'steps'
>;

/** A job whose run hasn't beaten for so long is nobody's any more. By the database's clock, which all processes share. */
export const diedAfterSeconds = 15;

/** Any number; whoever adds a job takes this one, so that two don't claim the same at once. */
const addLock = 0x62616a6f;
const unfinished = `state NOT IN ('done', 'taken-back')`;
const columns = `id, kind, direction, actor_id AS "actorId", actor_name AS "actorName", target_id AS "targetId",
  target_name AS "targetName", realm_key AS "realmKey", claims, plan, steps, runner, version, created_at AS "createdAt",
  heartbeat_at AS "heartbeatAt", changed_at AS "changedAt",
  CASE WHEN state = 'running' AND heartbeat_at < now() - interval '${diedAfterSeconds} s' THEN 'interrupted' ELSE state END AS state`;

/** Running from now on, by a new run; null when an unfinished job has the same target or claims the same. */
export function addJob(db: Database, job: NewJob): Promise<Job | null> {
  return db.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock($1)', [addLock]);
    if (await inTheWay(sql, job)) return null;
    const rows = await sql.query<Job>(
      `INSERT INTO job (id, kind, state, direction, actor_id, actor_name, target_id, target_name, realm_key, claims, plan, steps,
         runner, created_at, heartbeat_at, changed_at)
       VALUES ($1, $2, 'running', 'forward', $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11, now(), now(), now())
       RETURNING ${columns}`,
      [
        randomUUID(),
        job.kind,
        job.actorId,
        job.actorName,
        job.targetId,
        job.targetName,
        job.realmKey,
        job.claims,
      ].concat([JSON.stringify(job.plan), JSON.stringify(job.steps), randomUUID()]),
    );
    return rows[0] ?? null;
  });
}

async function inTheWay(sql: Sql, { targetId, claims }: NewJob): Promise<boolean> {
  const rows = await sql.query(`SELECT 1 FROM job WHERE ${unfinished} AND (target_id = $1 OR claims && $2) LIMIT 1`, [
    targetId,
    claims,
  ]);
  return rows.length > 0;
}

/**
 * Makes an unfinished job that nobody runs one's own, in one statement: of two that try, one gets it. null when it runs, is
 * over, or has changed since `version`.
 */
export async function takeJob(
  db: Database,
  { id, version, direction, actorId, actorName }: Pick<Job, 'id' | 'version' | 'direction' | 'actorId' | 'actorName'>,
): Promise<Job | null> {
  const rows = await db.query<Job>(
    `UPDATE job SET state = 'running', direction = $3, actor_id = $4, actor_name = $5, runner = $6, version = version + 1,
       heartbeat_at = now(), changed_at = now()
     WHERE id = $1 AND version = $2 AND (state IN ('interrupted', 'failed')
       OR (state = 'running' AND heartbeat_at < now() - interval '${diedAfterSeconds} s'))
     RETURNING ${columns}`,
    [id, version, direction, actorId, actorName, randomUUID()],
  );
  return rows[0] ?? null;
}

/** Keeps what is known, and beats. False when the job is another run's by now: then nothing more may be done for it. */
export async function saveJob(
  db: Database,
  { id, runner, state, plan, steps }: Pick<Job, 'id' | 'runner' | 'state' | 'plan' | 'steps'>,
): Promise<boolean> {
  const rows = await db.query(
    `UPDATE job SET state = $3, plan = $4::jsonb, steps = $5::jsonb, version = version + 1, heartbeat_at = now(), changed_at = now()
     WHERE id = $1 AND runner = $2 AND state = 'running' RETURNING 1`,
    [id, runner, state, JSON.stringify(plan), JSON.stringify(steps)],
  );
  return rows.length > 0;
}

/** The newest of its kind for a target, over or not. */
export async function lastJobOf(db: Database, kind: string, targetId: string): Promise<Job | null> {
  const rows = await db.query<Job>(
    `SELECT ${columns} FROM job WHERE target_id = $1 AND kind = $2 ORDER BY created_at DESC LIMIT 1`,
    [targetId, kind],
  );
  return rows[0] ?? null;
}

/** The unfinished job of a target; there is at most one. */
export async function openJobOf(db: Database, targetId: string): Promise<Job | null> {
  const rows = await db.query<Job>(`SELECT ${columns} FROM job WHERE target_id = $1 AND ${unfinished} LIMIT 1`, [
    targetId,
  ]);
  return rows[0] ?? null;
}

/** Unfinished jobs, other than one for `exceptTarget`, that claim one of these. */
export function claimants(
  db: Database,
  claims: readonly string[],
  exceptTarget?: string,
): Promise<Pick<Job, 'id' | 'targetId'>[]> {
  return db.query(
    `SELECT id, target_id AS "targetId" FROM job
     WHERE ${unfinished} AND claims && $1 AND ($2::uuid IS NULL OR target_id <> $2)`,
    [claims, exceptTarget ?? null],
  );
}

/** Ends for good what can neither go on nor back, because its target is gone; not while a run beats. */
export async function abandonJob(db: Database, id: string): Promise<boolean> {
  const rows = await db.query(
    `UPDATE job SET state = 'taken-back', runner = $2, version = version + 1, changed_at = now()
     WHERE id = $1 AND ${unfinished}
       AND (state <> 'running' OR heartbeat_at < now() - interval '${diedAfterSeconds} s') RETURNING 1`,
    [id, randomUUID()],
  );
  return rows.length > 0;
}

/** How long what became of a job can be looked up; the audit log keeps it for good. */
const keptAfterEndDays = 90;

/** Only what is over: an unfinished job stays, and so do its claims. Answers how many went. */
export async function purgeJobs(db: Database): Promise<number> {
  const rows = await db.query(
    `DELETE FROM job WHERE state IN ('done', 'taken-back') AND changed_at < now() - interval '${keptAfterEndDays} days' RETURNING 1`,
  );
  return rows.length;
}
