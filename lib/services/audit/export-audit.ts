import { stringify } from 'csv-stringify/sync';
import type { Dn } from '../../domain/dn.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { type AuditRow, streamAudit } from '../../store/audit-list.ts';
import { auditedEvent, type Image } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { defineUseCase } from '../use-case.ts';
import { type AuditEntry, auditEntry } from './audit-entry.ts';
import { type AuditQuery, auditFilter, auditQuery } from './audit-query.ts';
import { readableAudit } from './readable-audit.ts';

export const mostExported = 100_000;
const rowsAtOnce = 500;

/** What the filter lets through, as CSV (RFC 4180) in pieces: an export never stands in memory. It is itself on the record. */
export const exportAudit = defineUseCase({
  permission: 'audit.read',
  noun: 'log',
  what: 'The audit log was not exported.',
  input: auditQuery,
  find: readableAudit,
  async act(context, query, { visible }): Promise<Result<AsyncIterable<string>>> {
    await recordExport(context, query, visible);
    return ok(csvOf(streamAudit(context.db, auditFilter(query, visible))));
  },
});

async function recordExport(context: Context, query: AuditQuery, visible: readonly Dn[] | null): Promise<void> {
  const { actor } = context;
  const chosen = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const after: Image = Object.fromEntries(chosen.map(([name, value]) => [name, [String(value)]]));
  await auditedEvent(context, {
    action: 'audit.export',
    kind: 'account',
    id: actor.id,
    dn: actor.dn,
    name: actor.name,
    realm: visible?.[0] ?? null,
    before: null,
    after,
  });
}

const columns: readonly [header: string, cell: (entry: AuditEntry) => string | number][] = [
  ['Record', ({ seq }) => seq],
  ['When (UTC)', ({ at }) => at],
  ['Who', ({ actor }) => actor],
  ['Who (DN)', ({ actorDn }) => actorDn],
  ['From', ({ address }) => address],
  ['Action', ({ action }) => action],
  ['What', ({ words }) => words],
  ['Target kind', ({ targetKind }) => targetKind],
  ['Target', ({ target }) => target ?? ''],
  ['Target (DN)', ({ targetDn }) => targetDn],
  ['Realm', ({ realm }) => realm ?? ''],
  ['Outcome', ({ outcome }) => outcome],
  ['Why', ({ failure, reason }) => failure ?? reason ?? ''],
  ['Reference', ({ reference }) => reference ?? ''],
  ['Before', ({ before }) => (before ? JSON.stringify(before) : '')],
  ['After', ({ after }) => (after ? JSON.stringify(after) : '')],
];

/** `most` rows, and then a sentence that says that it was cut. */
export async function* csvOf(rows: AsyncIterable<AuditRow>, most = mostExported): AsyncGenerator<string> {
  // The mark at the start tells spreadsheets that this is UTF-8.
  yield `\ufeff${lines([columns.map(([header]) => header)])}`;
  let count = 0;
  let piece: (string | number)[][] = [];
  for await (const row of rows) {
    if (count === most) {
      yield lines(piece);
      return yield lines([
        [`Cut after ${most} records. Narrow the filter, or export the rest by an earlier end of the time range.`],
      ]);
    }
    count += 1;
    const entry = auditEntry(row, new Set(), new Date());
    piece.push(columns.map(([, cell]) => cell(entry)));
    if (piece.length < rowsAtOnce) continue;
    yield lines(piece);
    piece = [];
  }
  if (piece.length > 0) yield lines(piece);
}

/** A cell that starts with = + - @, tab or return would be a formula to a spreadsheet: an apostrophe makes it text. */
function lines(cells: (string | number)[][]): string {
  return stringify(cells, { escape_formulas: true, record_delimiter: 'windows' });
}
