import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { listAudit } from '../../store/audit-list.ts';
import { defineUseCase } from '../use-case.ts';
import type { AuditEntry } from './audit-entry.ts';
import { entriesOf } from './list-audit.ts';
import { readableAudit } from './readable-audit.ts';

export type History = { rows: AuditEntry[]; total: number };

const page = {
  offset: z.number().int().min(0).max(1_000_000).default(0),
  limit: z.number().int().min(1).max(100).default(10),
};
export const historyPage = z.object(page);

/**
 * What was done to one entry. A record is shown by the realm that it was made in: of a person who was moved here, what
 * happened elsewhere stays with those who may read it there. An entry that was never seen has an empty history,
 * and so has a foreign one.
 */
export const entryHistory = defineUseCase({
  permission: 'audit.read',
  noun: 'log',
  what: 'The history could not be read.',
  input: historyPage.extend({ id: z.uuid() }),
  find: readableAudit,
  async act(context, { id, offset, limit }, { visible }): Promise<Result<History>> {
    const filter = { realmKeys: visible === null ? null : visible.map(({ key }) => key), targetId: id };
    const { rows, total } = await listAudit(context.db, filter, { offset, limit });
    return ok({ rows: await entriesOf(context, rows), total });
  },
});
