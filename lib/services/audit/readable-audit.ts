import type { Dn } from '../../domain/dn.ts';
import { ok, type Result } from '../../domain/failure.ts';
import type { Resource } from '../../policy/actor.ts';
import { realmsWhere } from '../../policy/can.ts';
import type { Context } from '../context.ts';

/** The realms whose records somebody may read; null is everything, what belongs to no realm included. */
export async function readableAudit({ actor }: Context): Promise<Result<{ resource: Resource; visible: Dn[] | null }>> {
  const visible = realmsWhere(actor, 'audit.read');
  return ok({ resource: { realm: visible?.[0] ?? null }, visible });
}
