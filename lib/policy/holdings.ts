import type { Tree } from '../config/directory.ts';
import type { Dn } from '../domain/dn.ts';
import { Dn as DnValue } from '../domain/dn.ts';
import type { Entry } from '../domain/entry.ts';
import { grantAttributes, grants, type Tier, tiers } from '../domain/permission.ts';
import type { Holding } from './actor.ts';

/** A name that somebody acts under: themselves, a role they occupy, a group they are a direct member of. */
export type Standing = { dn: Dn; via?: Dn };

/**
 * What follows from the entries that name a person: roles, realms with grants.
 * `standings` are the person and the roles and groups they belong to directly; a group's group passes nothing on,
 * so that whoever may edit one group can't reach into another one's rights.
 */
export function holdingsFrom(entries: readonly Entry[], standings: readonly Standing[], tree: Tree): Holding[] {
  const holdings: Holding[] = [];
  for (const entry of entries) {
    for (const tier of tiersOf(entry, tree)) {
      const standing = standingIn(entry.all(tree.roleOccupant), standings);
      if (standing) holdings.push({ kind: 'tier', tier, via: standing.via ?? entry.dn });
    }
    if (!entry.is(tree.realmClass)) continue;
    for (const grant of grants) {
      const standing = standingIn(entry.all(grantAttributes[grant]), standings);
      if (standing) holdings.push({ kind: 'grant', grant, realm: entry.dn, via: standing.via });
    }
  }
  return holdings;
}

export function tiersOf(role: Entry, tree: Tree): Tier[] {
  return tiers.filter((tier) => tree.tierRoles[tier].equals(role.dn));
}

function standingIn(holders: readonly string[], standings: readonly Standing[]): Standing | undefined {
  const keys = new Set(holders.flatMap((holder) => DnValue.parse(holder)?.key ?? []));
  return standings.find((standing) => keys.has(standing.dn.key));
}
