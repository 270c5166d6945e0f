import type { Dn } from '../../domain/dn.ts';
import { equal } from '../../domain/filter.ts';
import type { Context, Portal } from '../context.ts';
import { createRealm } from './create-realm.ts';

/** For integration tests: realms of the lab by name, and made ones that go again. */
export async function realmEntry(portal: Portal, name: string): Promise<{ id: string; dn: Dn }> {
  const found = await portal.directory.asService().search({
    base: portal.tree.realmsBase,
    scope: 'sub',
    filter: equal(portal.tree.realmRdn, name),
    attributes: ['entryUUID'],
  });
  const entry = found.ok ? found.value.entries[0] : undefined;
  if (!entry) throw new Error(`the lab has no realm ${name}`);
  return { id: entry.id, dn: entry.dn };
}

export async function madeRealm(
  context: Context,
  input: { parent?: Dn; name: string; domains: string[] },
): Promise<{ id: string; dn: Dn }> {
  const { parent, ...rest } = input;
  const made = await createRealm(context, { ...rest, parent: parent?.toString() ?? '' });
  if (!made.ok) throw new Error(`${made.failure.what} ${made.failure.why}`);
  return { id: made.value.id, dn: (parent ?? context.tree.realmsBase).child(context.tree.realmRdn, input.name) };
}

/** Everything at and below `dn`, whatever is left of it, as a system administrator. */
export async function clearBelow(ada: Context, dn: Dn): Promise<void> {
  const found = await ada.directory
    .asService()
    .search({ base: dn, scope: 'sub', filter: { is: 'present', attribute: 'objectClass' }, attributes: [] });
  if (!found.ok) return;
  const deepest = found.value.entries.toSorted((left, right) => right.dn.rdns.length - left.dn.rdns.length);
  for (const entry of deepest) await ada.directory.as(ada.actor.dn).delete(entry.dn);
}
