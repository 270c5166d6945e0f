import type { AuditPhase } from './audit.ts';
import type { Json } from './audit-image.ts';
import type { Database } from './database.ts';

export type AuditFilter = {
  /** Realms (Dn.key) with what is below them; null for everything, an empty list for nothing. Never left out by accident. */
  realmKeys: readonly string[] | null;
  /** Part of either of the two below. */
  text?: string;
  /** Part of the name or DN of who did it, or of what it was done to; case doesn't matter. */
  actorText?: string;
  targetText?: string;
  targetId?: string;
  /** Done by or to this person. */
  personId?: string;
  /** 'users.edit', or 'users.' for all that begin so. */
  action?: string;
  outcome?: AuditPhase;
  /** From then, and up to before then. */
  from?: Date;
  to?: Date;
  address?: string;
};

/** A change with its outcome. `outcome` is 'pending' as long as nobody wrote one. */
export type AuditRow = {
  seq: number;
  changeId: string;
  outcome: AuditPhase;
  at: Date;
  /** When the outcome was written; null while pending, and for what is one record. */
  endedAt: Date | null;
  actorId: string | null;
  actorDn: string;
  actorName: string;
  address: string;
  sessionRef: string | null;
  action: string;
  targetKind: string;
  targetId: string | null;
  targetDn: string;
  targetName: string;
  realmKey: string | null;
  realmDn: string | null;
  before: Json;
  after: Json;
  reason: string | null;
  failure: string | null;
  reference: string | null;
};

const mostRows = 500;

/** The newest first. `total` counts what the filter lets through. */
export async function listAudit(
  db: Database,
  filter: AuditFilter,
  page: { offset: number; limit: number },
): Promise<{ rows: AuditRow[]; total: number }> {
  const where = conditionsOf(filter);
  const limit = Math.min(Math.max(page.limit, 1), mostRows);
  const offset = Math.max(page.offset, 0);
  const values = where.values;
  const listed = `${selectRows} WHERE ${where.text} ORDER BY p.seq DESC LIMIT $${values.length + 1} OFFSET $${values.length + 2}`;
  const counted = `SELECT count(*)::float8 AS total FROM audit_record p ${filter.outcome ? joinOutcome : ''} WHERE ${where.text}`;
  const [rows, count] = await Promise.all([
    db.query<AuditRow>(listed, [...values, limit, offset]),
    db.query<{ total: number }>(counted, values),
  ]);
  return { rows, total: count[0]?.total ?? 0 };
}

/** All that the filter lets through, the newest first, by 500: an export never holds the whole log in memory. */
export async function* streamAudit(db: Database, filter: AuditFilter): AsyncGenerator<AuditRow> {
  const where = conditionsOf(filter);
  const next = where.values.length + 1;
  const text = `${selectRows} WHERE ${where.text} AND p.seq < $${next} ORDER BY p.seq DESC LIMIT ${mostRows}`;
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const rows = await db.query<AuditRow>(text, [...where.values, before]);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < mostRows) return;
    before = last.seq;
  }
}

const joinOutcome = `
LEFT JOIN LATERAL (SELECT * FROM audit_record WHERE outcome_of = p.seq ORDER BY seq DESC LIMIT 1) o ON true`;

/** What the outcome knows better (the id of what was created) comes from it. */
const selectRows = `
SELECT p.seq::float8 AS seq, p.change_id AS "changeId", coalesce(o.phase, p.phase) AS outcome, p.at, o.at AS "endedAt",
  p.actor_id AS "actorId", p.actor_dn AS "actorDn", p.actor_name AS "actorName", p.address, p.session_ref AS "sessionRef",
  p.action, p.target_kind AS "targetKind", coalesce(o.target_id, p.target_id) AS "targetId", p.target_dn AS "targetDn",
  p.target_name AS "targetName", p.realm_key AS "realmKey", p.realm_dn AS "realmDn", coalesce(o.before, p.before) AS before,
  coalesce(o.after, p.after) AS after, coalesce(o.reason, p.reason) AS reason, coalesce(o.failure, p.failure) AS failure,
  coalesce(o.reference, p.reference) AS reference
FROM audit_record p ${joinOutcome}`;

type Conditions = { text: string; values: unknown[] };

function conditionsOf(filter: AuditFilter): Conditions {
  const values: unknown[] = [];
  const parts = ['p.outcome_of IS NULL'];
  /** `?` stands for the value, given to the database apart from the text. */
  const add = (part: string, value: unknown) => {
    if (value === undefined || value === null || value === '') return;
    values.push(value);
    parts.push(part.replaceAll('?', `$${values.length}`));
  };
  add(
    "EXISTS (SELECT 1 FROM unnest(?::text[]) k WHERE p.realm_key = k OR right(p.realm_key, length(k) + 1) = ',' || k)",
    filter.realmKeys,
  );
  add(
    '(p.actor_name ILIKE ? OR p.actor_dn ILIKE ? OR p.target_name ILIKE ? OR p.target_dn ILIKE ?)',
    containing(filter.text),
  );
  add('(p.actor_name ILIKE ? OR p.actor_dn ILIKE ?)', containing(filter.actorText));
  add('(p.target_name ILIKE ? OR p.target_dn ILIKE ?)', containing(filter.targetText));
  add('p.seq IN (SELECT coalesce(outcome_of, seq) FROM audit_record WHERE target_id = ?::uuid)', filter.targetId);
  add(
    'p.seq IN (SELECT coalesce(outcome_of, seq) FROM audit_record WHERE target_id = ?::uuid OR actor_id = ?::uuid)',
    filter.personId,
  );
  add(filter.action?.endsWith('.') ? 'starts_with(p.action, ?)' : 'p.action = ?', filter.action);
  add('coalesce(o.phase, p.phase) = ?', filter.outcome);
  add('p.at >= ?', filter.from);
  add('p.at < ?', filter.to);
  add('p.address = ?', filter.address);
  return { text: parts.join(' AND '), values };
}

/** A LIKE pattern in which %, _ and \ stand for themselves. */
function containing(text: string | undefined): string | undefined {
  return text ? `%${text.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%` : undefined;
}
