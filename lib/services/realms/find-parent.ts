import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import type { Resource } from '../../policy/actor.ts';
import type { Portal } from '../context.ts';
import { readRealm } from '../realm-domains.ts';

/** Where a realm is made: below the realm of this DN, or at the top (an empty text), where `parent` is null. */
export async function findParent(
  portal: Portal,
  text: string,
): Promise<Result<{ resource: Resource; parent: Entry | null }>> {
  const dn = Dn.parse(text);
  if (!dn) return notFound('realm');
  if (text.trim() === '' || dn.equals(portal.tree.realmsBase)) return ok({ resource: { realm: null }, parent: null });
  const realm = await readRealm(portal, dn);
  return realm.ok ? ok({ resource: { realm: realm.value.dn }, parent: realm.value }) : realm;
}
