import type { Tree } from '../../config/directory.ts';
import type { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { grantAttributes } from '../../domain/permission.ts';

/** What a realm's own entry says. */
export type RealmFacts = {
  id: string;
  dn: string;
  /** Dn.key: the realm in URLs and filters. */
  key: string;
  name: string;
  /** "north / field" */
  path: string;
  domains: string[];
  /** null: no maximum. */
  maximumUsers: number | null;
  description: string;
};

export function realmFacts(entry: Entry, tree: Tree): RealmFacts {
  return {
    id: entry.id,
    dn: entry.dn.toString(),
    key: entry.dn.key,
    name: entry.dn.name,
    path: realmPath(entry.dn, tree),
    domains: domainsOf(entry, tree),
    maximumUsers: maximumOf(entry),
    description: entry.first('description'),
  };
}

/** The names from the top down. */
export function realmNames(dn: Dn, tree: Tree): string[] {
  const below = dn.ancestry.filter(
    (ancestor) => ancestor.isWithin(tree.realmsBase) && !ancestor.equals(tree.realmsBase),
  );
  return below.map((ancestor) => ancestor.name).reverse();
}

export function realmPath(dn: Dn, tree: Tree): string {
  return realmNames(dn, tree).join(' / ');
}

/** Lower-cased, as they are compared. */
export function domainsOf(entry: Entry, tree: Tree): string[] {
  return entry.all(tree.domainAttribute).map((domain) => domain.toLowerCase());
}

export function maximumOf(entry: Entry): number | null {
  const most = Number.parseInt(entry.first('bwMaximumUsers'), 10);
  return Number.isNaN(most) ? null : most;
}

export function realmAttributes(tree: Tree): string[] {
  return [
    'objectClass',
    'entryUUID',
    'entryCSN',
    'createTimestamp',
    'modifyTimestamp',
    'description',
    'bwMaximumUsers',
    tree.realmRdn,
    tree.domainAttribute,
    ...Object.values(grantAttributes),
  ];
}
