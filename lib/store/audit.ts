import { type Chained, firstPrevHash, hashOf } from './audit-chain.ts';
import { imageOf, type Json, textOf } from './audit-image.ts';
import { isDatabaseAway } from './away.ts';
import type { Database, Sql } from './database.ts';

export type AuditPhase = 'pending' | 'succeeded' | 'failed' | 'unknown';

/**
 * One step of a change: `pending` before it, its outcome after it, both with one changeId. What can't be undone or refused
 * any more (a sign-in) is one record without `pending`.
 */
export type AuditRecord = {
  changeId: string;
  phase: AuditPhase;
  actorId: string | null;
  actorDn: string;
  actorName: string;
  address: string;
  /** The first eight characters of the hashed session id. */
  sessionRef: string | null;
  /** The use case: 'users.edit'. */
  action: string;
  targetKind: string;
  /** entryUUID; null while creating. */
  targetId: string | null;
  targetDn: string;
  targetName: string;
  /** Dn.key of the realm, for filtering, and its readable DN; null for system-wide. */
  realmKey: string | null;
  realmDn: string | null;
  before: object | null;
  after: object | null;
  reason: string | null;
  /** The public sentence of why not. */
  failure: string | null;
  reference: string | null;
};

export type Appended = { seq: number; changeId: string; hash: string };

type End = { seq: number; hash: string };
/** Where the chain ends, as far as this process knows, and its append under way. */
type Appending = { end: End | null; last: Promise<void> };

/** On globalThis, because Next's build gives pages and routes an instance each of this file. */
const shared = globalThis as { bailiwickAppending?: WeakMap<Database, Appending> };
shared.bailiwickAppending ??= new WeakMap();
const appendings = shared.bailiwickAppending;

/** Other processes append rarely, and one that is overtaken has the next chance. */
const mostTries = 100;

/**
 * Adds a record to the end of the chain and answers once it is on disk. Numbers have no gaps and each hash covers its
 * predecessor's: one statement inserts it where the chain still ends as this process saw it; else the end is read, and it is
 * tried again. (Of two at once, the number lets one in.) `pendingSeq`: the record that it is the outcome of, null for none; looked
 * up when not given. Throws when the database can't: then the change must not be made.
 */
export function appendAudit(db: Database, record: AuditRecord, pendingSeq?: number | null): Promise<Appended> {
  const appending = appendings.get(db) ?? { end: null, last: Promise.resolve() };
  appendings.set(db, appending);
  const kept = asKept(record);
  const next = appending.last.then(() => append(db, appending, kept, pendingSeq));
  const last = next.then(
    () => {},
    (cause: unknown) => {
      // Whether an insert that was cut off took place is not known.
      appending.end = null;
      // Whoever waits behind one that the database didn't answer would wait as long, one after the other.
      if (isDatabaseAway(cause)) throw cause;
    },
  );
  appending.last = last;
  last.catch(() => {
    if (appending.last === last) appending.last = Promise.resolve();
  });
  return next;
}

async function append(
  db: Database,
  appending: Appending,
  kept: ReturnType<typeof asKept>,
  pendingSeq: number | null | undefined,
): Promise<Appended> {
  const outcomeOf = kept.phase === 'pending' ? null : pendingSeq === undefined ? await pendingOf(db, kept) : pendingSeq;
  for (let tries = 0; tries < mostTries; tries++) {
    const end = appending.end ?? (await endOf(db));
    const chained = { ...kept, seq: end.seq + 1, outcomeOf, at: new Date(), prevHash: end.hash } satisfies Chained;
    const hash = hashOf(chained);
    const inserted = await insertAt(db, chained, hash);
    appending.end = inserted ? { seq: chained.seq, hash } : null;
    if (inserted) return { seq: chained.seq, changeId: chained.changeId, hash };
  }
  throw new Error('other processes append to the audit log without end');
}

async function endOf(sql: Sql): Promise<End> {
  const [last] = await sql.query<{ seq: string; hash: string }>(
    'SELECT seq, hash FROM audit_record ORDER BY seq DESC LIMIT 1',
  );
  return { seq: Number(last?.seq ?? 0), hash: last?.hash ?? firstPrevHash };
}

async function pendingOf(sql: Sql, { changeId }: { changeId: string }): Promise<number | null> {
  const [row] = await sql.query<{ seq: string }>(
    `SELECT seq FROM audit_record WHERE change_id = $1 AND phase = 'pending' LIMIT 1`,
    [changeId],
  );
  return row ? Number(row.seq) : null;
}

/** False when the chain ends elsewhere: another process appended. */
async function insertAt(sql: Sql, chained: ChainedRecord, hash: string): Promise<boolean> {
  try {
    return (await sql.query(insert, [...valuesOf(chained, hash), firstPrevHash])).length > 0;
  } catch (cause) {
    if ((cause as { code?: string }).code === uniqueViolation) return false;
    throw cause;
  }
}

/** SQLSTATE. */
const uniqueViolation = '23505';

/** As the database will give it back, or the hash would never match: uuids in lower case, texts and images bounded. */
function asKept(record: AuditRecord) {
  const text = (value: string) => textOf(value, 4_000);
  const textOrNull = (value: string | null | undefined) => (value === null || value === undefined ? null : text(value));
  return {
    changeId: record.changeId.toLowerCase(),
    phase: record.phase,
    actorId: record.actorId?.toLowerCase() ?? null,
    actorDn: text(record.actorDn),
    actorName: text(record.actorName),
    address: text(record.address),
    sessionRef: textOrNull(record.sessionRef),
    action: text(record.action),
    targetKind: text(record.targetKind),
    targetId: record.targetId?.toLowerCase() ?? null,
    targetDn: text(record.targetDn),
    targetName: text(record.targetName),
    realmKey: textOrNull(record.realmKey),
    realmDn: textOrNull(record.realmDn),
    before: imageOf(record.before),
    after: imageOf(record.after),
    reason: textOrNull(record.reason),
    failure: textOrNull(record.failure),
    reference: textOrNull(record.reference),
  };
}

const insert = {
  name: 'append to audit log',
  text: `
INSERT INTO audit_record (seq, change_id, outcome_of, phase, at, actor_id, actor_dn, actor_name, address, session_ref, action,
  target_kind, target_id, target_dn, target_name, realm_key, realm_dn, before, after, reason, failure, reference, prev_hash, hash)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18::jsonb, $19::jsonb, $20, $21, $22, $23, $24
WHERE coalesce((SELECT hash FROM audit_record ORDER BY seq DESC LIMIT 1), $25) = $23 RETURNING 1`,
};

type ChainedRecord = ReturnType<typeof asKept> & { seq: number; outcomeOf: number | null; at: Date; prevHash: string };

function valuesOf(r: ChainedRecord, hash: string): unknown[] {
  return [
    r.seq,
    r.changeId,
    r.outcomeOf,
    r.phase,
    r.at,
    r.actorId,
    r.actorDn,
    r.actorName,
    r.address,
    r.sessionRef,
    r.action,
    r.targetKind,
    r.targetId,
    r.targetDn,
    r.targetName,
    r.realmKey,
    r.realmDn,
    asJson(r.before),
    asJson(r.after),
    r.reason,
    r.failure,
    r.reference,
    r.prevHash,
    hash,
  ];
}

function asJson(image: Json): string | null {
  return image === null ? null : JSON.stringify(image);
}

export type PendingChange = AuditRecord & { seq: number; at: Date };

/** Changes whose outcome nobody wrote: the process ended in between. The oldest first, at most 1000. */
export function pendingChanges(db: Database): Promise<PendingChange[]> {
  return db.query<PendingChange>(`
SELECT p.seq::float8 AS seq, p.change_id AS "changeId", p.phase, p.at, p.actor_id AS "actorId", p.actor_dn AS "actorDn",
  p.actor_name AS "actorName", p.address, p.session_ref AS "sessionRef", p.action, p.target_kind AS "targetKind",
  p.target_id AS "targetId", p.target_dn AS "targetDn", p.target_name AS "targetName", p.realm_key AS "realmKey",
  p.realm_dn AS "realmDn", p.before, p.after, p.reason, p.failure, p.reference
FROM audit_record p
WHERE p.phase = 'pending' AND NOT EXISTS (SELECT 1 FROM audit_record o WHERE o.outcome_of = p.seq)
ORDER BY p.seq LIMIT 1000`);
}
