import type { Tree } from '../config/directory.ts';
import { Dn } from '../domain/dn.ts';

/**
 * The realm that an entry lies in, told from its DN alone: what stands above its people or groups container.
 * null for entries outside every realm.
 */
export function realmOf(dn: Dn, tree: Tree): Dn | null {
  if (!dn.isWithin(tree.realmsBase) || dn.equals(tree.realmsBase)) return null;
  for (const container of [tree.peopleRdn, tree.realmGroupsRdn]) {
    const realm = aboveContainer(dn, container);
    if (realm) return realm;
  }
  return dn;
}

function aboveContainer(dn: Dn, container: Dn): Dn | null {
  const depth = container.rdns.length;
  return (
    dn.ancestry
      .map((ancestor) => ({ ancestor, realm: ancestorAt(ancestor, depth) }))
      .find(({ ancestor, realm }) => realm !== null && ancestor.equals(realm.below(container)))?.realm ?? null
  );
}

function ancestorAt(dn: Dn, depth: number): Dn | null {
  return dn.ancestry[depth] ?? Dn.of('');
}
