import { ok, type Result } from '../../domain/failure.ts';
import type { Resource } from '../../policy/actor.ts';
import type { Context } from '../context.ts';
import { type FoundRealm, findRealm } from '../realms/find-realm.ts';
import type { Recipients } from './announcement.ts';

/** A server belongs to the whole system, a realm to whoever has a right over it. `realm` null: the people of a server. */
export async function findRecipients(
  context: Context,
  to: Recipients,
): Promise<Result<{ resource: Resource; realm: FoundRealm | null }>> {
  if (to.is === 'server') return ok({ resource: { realm: null }, realm: null });
  const found = await findRealm(context, to.realm);
  return found.ok ? ok({ resource: { realm: found.value.entry.dn }, realm: found.value }) : found;
}
