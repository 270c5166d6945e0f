import { createHash, randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import type { Session } from './generated/client.ts';

/** `id` is the hash of what stands in the cookie; its first eight characters are the `sessionRef` of the audit log. */
export type LiveSession = Session;

export type NewSession = {
  personId: string;
  dn: string;
  address: string;
  userAgent: string;
  holdings: readonly string[];
  passwordChangedAt: string;
  lifetimeMs: number;
};

/** Most often: lastSeenAt is written once a minute, not with each request. */
const touchEveryMs = 60_000;
/** How long ended sessions can still be looked up. */
const keptAfterEndMs = 30 * 86_400_000;

/** Answers the raw id: 256 random bits, for the cookie alone. Only their hash is kept. */
export async function createSession(db: Database, session: NewSession, now = new Date()): Promise<string> {
  const { lifetimeMs, holdings, ...row } = session;
  const rawId = randomBytes(32).toString('base64url');
  await db.prisma.session.create({
    data: {
      ...row,
      id: sessionIdOf(rawId),
      holdings: [...holdings],
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + lifetimeMs),
    },
  });
  return rawId;
}

/** null when there is none, or it was ended, lay idle, or outlived its lifetime (the shorter of then and now). One statement. */
export async function findLiveSession(
  db: Database,
  rawId: string,
  now: Date,
  { idleMs, lifetimeMs }: { idleMs: number; lifetimeMs: number },
): Promise<LiveSession | null> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const rows = await db.query<LiveSession>(findAndTouch, [
    sessionIdOf(rawId),
    now,
    before(idleMs),
    before(lifetimeMs),
    before(Math.min(touchEveryMs, idleMs / 4)),
  ]);
  return rows[0] ?? null;
}

const columns = `
  id, person_id AS "personId", dn, address, user_agent AS "userAgent", holdings, password_changed_at AS "passwordChangedAt",
  created_at AS "createdAt", last_seen_at AS "lastSeenAt", expires_at AS "expiresAt", ended_at AS "endedAt", end_reason AS "endReason"`;

const findAndTouch = {
  name: 'find and touch session',
  text: `
WITH live AS (
  SELECT ${columns} FROM session
  WHERE id = $1 AND ended_at IS NULL AND expires_at > $2 AND last_seen_at > $3 AND created_at > $4
), touched AS (
  UPDATE session SET last_seen_at = $2 FROM live WHERE session.id = live.id AND session.last_seen_at < $5
)
SELECT * FROM live`,
};

/** `id` is the hashed one. Of no effect on a session that has ended already: the first reason stays. */
export async function endSession(db: Database, id: string, reason: string, now = new Date()): Promise<void> {
  await db.prisma.session.updateMany({ where: { id, endedAt: null }, data: { endedAt: now, endReason: reason } });
}

/** Ends one of somebody's own; false when they have no such session open. */
export async function endSessionOf(
  db: Database,
  personId: string,
  id: string,
  reason: string,
  now = new Date(),
): Promise<boolean> {
  const { count } = await db.prisma.session.updateMany({
    where: { id, personId, endedAt: null },
    data: { endedAt: now, endReason: reason },
  });
  return count > 0;
}

/** Answers how many were ended. `except` is the hashed id of the one that stays. */
export async function endSessionsOf(
  db: Database,
  personId: string,
  { reason, except }: { reason: string; except?: string },
  now = new Date(),
): Promise<number> {
  const { count } = await db.prisma.session.updateMany({
    where: { personId, endedAt: null, ...(except === undefined ? {} : { id: { not: except } }) },
    data: { endedAt: now, endReason: reason },
  });
  return count;
}

/** What somebody's sessions could still be used for, the newest first; at most 100. */
export function listSessions(
  db: Database,
  personId: string,
  { idleMs }: { idleMs: number },
  now = new Date(),
): Promise<LiveSession[]> {
  return db.prisma.session.findMany({
    where: { personId, endedAt: null, expiresAt: { gt: now }, lastSeenAt: { gt: new Date(now.getTime() - idleMs) } },
    orderBy: { createdAt: 'desc' },
    take: 100,
  });
}

/** What the person holds has grown: from now on, losing it ends the session. */
export async function updateHoldings(db: Database, id: string, holdings: readonly string[]): Promise<void> {
  await db.prisma.session.updateMany({ where: { id }, data: { holdings: [...holdings] } });
}

/** After the person changed their own password: this session goes on with the new one. */
export async function updatePasswordChangedAt(db: Database, id: string, passwordChangedAt: string): Promise<void> {
  await db.prisma.session.updateMany({ where: { id }, data: { passwordChangedAt } });
}

/** Deletes what ended or expired over 30 days ago. Answers how many. */
export async function purgeSessions(db: Database, now = new Date()): Promise<number> {
  const { count } = await db.prisma.session.deleteMany({
    where: { expiresAt: { lt: new Date(now.getTime() - keptAfterEndMs) } },
  });
  return count;
}

export function sessionIdOf(rawId: string): string {
  return createHash('sha256').update(rawId).digest('hex');
}
