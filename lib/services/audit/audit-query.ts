import { z } from 'zod';
import type { Dn } from '../../domain/dn.ts';
import type { AuditFilter } from '../../store/audit-list.ts';
import { unresolvedAfterMs } from './audit-entry.ts';

export const auditOutcomes = ['succeeded', 'failed', 'unknown', 'unresolved'] as const;

const short = z.string().trim().max(200).default('');
const time = z.iso.datetime({ offset: true, error: 'This is not a time.' }).optional();

/** What the list and the export are narrowed by. */
export const auditQuery = z.object({
  /** Who or what. */
  text: short,
  actor: short,
  target: short,
  /** "users.edit", or "users." for all that begin so. */
  action: z
    .string()
    .max(100)
    .regex(/^[a-z.-]*$/, 'This is not the name of an action.')
    .default(''),
  outcome: z.enum(auditOutcomes).optional(),
  /** From then, and up to before then. */
  from: time,
  to: time,
  /** Dn.key of a realm: its subtree. */
  realm: z.string().max(2000).optional(),
  address: z.string().trim().max(64).default(''),
});
export type AuditQuery = z.infer<typeof auditQuery>;

/** `visible`: the realms whose records may be seen; null is everything. */
export function auditFilter(query: AuditQuery, visible: readonly Dn[] | null, now = new Date()): AuditFilter {
  const to = query.to ? new Date(query.to) : undefined;
  const unresolvedBefore = new Date(now.getTime() - unresolvedAfterMs);
  const unresolved = query.outcome === 'unresolved';
  return {
    realmKeys: realmKeysFor(query.realm, visible),
    text: query.text,
    actorText: query.actor,
    targetText: query.target,
    action: query.action,
    outcome: query.outcome === 'unresolved' ? 'pending' : query.outcome,
    from: query.from ? new Date(query.from) : undefined,
    to: unresolved && (!to || to > unresolvedBefore) ? unresolvedBefore : to,
    address: query.address,
  };
}

/** Both what may be seen and what was chosen: never more than either. */
function realmKeysFor(chosen: string | undefined, visible: readonly Dn[] | null): string[] | null {
  const keys = visible === null ? null : visible.map(({ key }) => key);
  if (!chosen) return keys;
  if (keys === null || keys.some((key) => isWithin(chosen, key))) return [chosen];
  return keys.filter((key) => isWithin(key, chosen));
}

function isWithin(key: string, ancestor: string): boolean {
  return key === ancestor || key.endsWith(`,${ancestor}`);
}
