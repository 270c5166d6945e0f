import type { AuditRow } from '../../store/audit-list.ts';
import type { Image } from '../audited-change.ts';
import { actionWords, toldAs } from './action-words.ts';

/** A change whose outcome nobody wrote within this time is one that the portal lost sight of. */
export const unresolvedAfterMs = 60_000;

export type AuditOutcome = 'succeeded' | 'failed' | 'unknown' | 'running' | 'unresolved';

/** A record as pages show it. Times are ISO 8601. */
export type AuditEntry = {
  seq: number;
  at: string;
  outcome: AuditOutcome;
  actor: string;
  actorDn: string;
  address: string;
  action: string;
  words: string;
  /** What it was done to; null where the words say all. */
  target: string | null;
  targetKind: string;
  targetId: string | null;
  targetDn: string;
  /** Where it can be opened; null when it isn't there any more. */
  href: string | null;
  realm: string | null;
  before: Image | null;
  after: Image | null;
  reason: string | null;
  failure: string | null;
  reference: string | null;
};

const folders: Readonly<Record<string, string>> = {
  user: 'users',
  account: 'users',
  session: 'users',
  group: 'groups',
  role: 'roles',
  realm: 'realms',
};

/** `existing`: ids of targets that are still in the directory. */
export function auditEntry(row: AuditRow, existing: ReadonlySet<string>, now: Date): AuditEntry {
  const { text, alone } = actionWords(row.action);
  const folder = folders[row.targetKind];
  const outcome = outcomeOf(row, now);
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    outcome,
    actor: row.actorName,
    actorDn: row.actorDn,
    address: row.address,
    action: row.action,
    words: toldAs(text, outcome),
    target: alone ? null : row.targetName,
    targetKind: row.targetKind,
    targetId: row.targetId,
    targetDn: row.targetDn,
    href: folder && row.targetId && existing.has(row.targetId) ? `/${folder}/${row.targetId}` : null,
    realm: row.realmDn,
    before: imageOf(row.before),
    after: imageOf(row.after),
    reason: row.reason,
    failure: row.failure,
    reference: row.reference,
  };
}

function outcomeOf({ outcome, at }: AuditRow, now: Date): AuditOutcome {
  if (outcome !== 'pending') return outcome;
  return now.getTime() - at.getTime() > unresolvedAfterMs ? 'unresolved' : 'running';
}

/** Whatever a record holds as attributes with texts. */
function imageOf(image: AuditRow['before']): Image | null {
  if (image === null || typeof image !== 'object' || Array.isArray(image)) return null;
  return Object.fromEntries(
    Object.entries(image).map(([name, values]) => [name, (Array.isArray(values) ? values : [values]).map(textOf)]),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
