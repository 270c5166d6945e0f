import { z } from 'zod';
import { existingIds } from '../../catalog/existing.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { type AuditRow, listAudit } from '../../store/audit-list.ts';
import type { Context } from '../context.ts';
import { defineUseCase } from '../use-case.ts';
import { type AuditEntry, auditEntry } from './audit-entry.ts';
import { auditFilter, auditQuery } from './audit-query.ts';
import { readableAudit } from './readable-audit.ts';

export type AuditList = { rows: AuditEntry[]; total: number; asOf: string };

/** Who did what, the newest first: everything for system administrators and auditors, the own realms for the delegated. */
export const listAuditLog = defineUseCase({
  permission: 'audit.read',
  noun: 'log',
  what: 'The audit log could not be read.',
  input: auditQuery.extend({
    page: z.number().int().min(1).max(1_000_000).default(1),
    pageSize: z.number().int().min(1).max(200).default(50),
  }),
  find: readableAudit,
  async act(context, input, { visible }): Promise<Result<AuditList>> {
    const page = { offset: (input.page - 1) * input.pageSize, limit: input.pageSize };
    const { rows, total } = await listAudit(context.db, auditFilter(input, visible), page);
    return ok({ rows: await entriesOf(context, rows), total, asOf: new Date().toISOString() });
  },
});

export async function entriesOf({ db }: Context, rows: readonly AuditRow[]): Promise<AuditEntry[]> {
  const existing = await existingIds(
    db.prisma,
    rows.flatMap(({ targetId }) => targetId ?? []),
  );
  const now = new Date();
  return rows.map((row) => auditEntry(row, existing, now));
}
