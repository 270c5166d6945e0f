import { type Chained, chainedFields, firstPrevHash, hashOf } from './audit-chain.ts';
import type { Database } from './database.ts';

/** The end of the chain as it was seen, kept outside the database: shows that the end was cut off. */
export type AuditHead = { seq: number; hash: string };

export type Verdict =
  | { ok: true; checked: number; head: AuditHead | null }
  | { ok: false; checked: number; brokenAt: { seq: number; at: Date | null; why: string } };

const batch = 1_000;

/** Reads the whole log in its order and works out every hash again. `seen` is the head of last time, if any. */
export async function verifyAudit(db: Database, seen?: AuditHead | null): Promise<Verdict> {
  let head: AuditHead = { seq: 0, hash: firstPrevHash };
  for (;;) {
    const rows = await db.query<StoredRecord>(selectBatch, [head.seq, batch]);
    for (const row of rows) {
      const why = whatIsWrong(row, head, seen);
      if (why) return { ok: false, checked: head.seq, brokenAt: { seq: row.seq, at: row.at, why } };
      head = { seq: row.seq, hash: row.hash };
    }
    if (rows.length < batch) break;
  }
  if (seen && head.seq < seen.seq) {
    const why = `the log ended at record ${seen.seq} when it was last verified, and now ends at ${head.seq}`;
    return { ok: false, checked: head.seq, brokenAt: { seq: head.seq + 1, at: null, why } };
  }
  return { ok: true, checked: head.seq, head: head.seq > 0 ? head : null };
}

type StoredRecord = Chained & { seq: number; at: Date; prevHash: string; hash: string };

function whatIsWrong(row: StoredRecord, before: AuditHead, seen?: AuditHead | null): string | null {
  if (row.seq !== before.seq + 1)
    return row.seq === before.seq + 2
      ? `record ${before.seq + 1} before it is missing`
      : `records ${before.seq + 1} to ${row.seq - 1} before it are missing`;
  if (row.prevHash !== before.hash) return 'it does not follow from the record before it';
  if (row.hash !== hashOf(row)) return 'its content was changed';
  if (seen?.seq === row.seq && seen.hash !== row.hash) return 'it is another one than when the log was last verified';
  return null;
}

/** changeId → change_id. seq and outcome_of as numbers: bigint would come as text. */
function columnOf(field: string): string {
  const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `${column}${column === 'seq' || column === 'outcome_of' ? '::float8' : ''} AS "${field}"`;
}

/** A record as it was hashed. */
export const columnsForHash = `SELECT ${[...chainedFields, 'hash'].map(columnOf).join(', ')}`;

const selectBatch = `${columnsForHash} FROM audit_record WHERE audit_record.seq > $1 ORDER BY audit_record.seq LIMIT $2`;
