import { catalogDn } from '../../catalog/lookup.ts';
import type { Tree } from '../../config/directory.ts';
import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import type { Resource } from '../../policy/actor.ts';
import type { Portal } from '../context.ts';
import { realmAttributes } from './realm-facts.ts';

/** `ancestors`: the realms above, the nearest first. */
export type FoundRealm = { resource: Resource; entry: Entry; ancestors: Entry[] };

/** A realm by entryUUID with the realms above it, in one search as the service account: the policy decides on facts. */
export async function findRealm(portal: Portal, id: string): Promise<Result<FoundRealm>> {
  const { tree, db } = portal;
  const hint = Dn.parse((await catalogDn(db.prisma, id)) ?? '') ?? tree.realmsBase;
  return findBy(portal, id, hint, true);
}

async function findBy(portal: Portal, id: string, hint: Dn, again: boolean): Promise<Result<FoundRealm>> {
  const { tree, directory } = portal;
  const found = await directory.asService().search({
    base: tree.realmsBase,
    scope: 'sub',
    filter: or(equal('entryUUID', id), ...withinRealms(hint, tree).map((dn) => equal('entryDN', dn.toString()))),
    attributes: realmAttributes(tree),
  });
  if (!found.ok) return found;
  const realms = found.value.entries.filter((entry) => isRealm(entry, tree));
  const entry = realms.find((candidate) => candidate.id.toLowerCase() === id.toLowerCase());
  if (!entry) return notFound('realm');
  if (!entry.dn.equals(hint) && again) return findBy(portal, id, entry.dn, false);
  const above = realms.filter((other) => other !== entry && entry.dn.isWithin(other.dn));
  const ancestors = above.sort((left, right) => right.dn.rdns.length - left.dn.rdns.length);
  return ok({ resource: { realm: entry.dn }, entry, ancestors });
}

export function isRealm(entry: Entry, tree: Tree): boolean {
  return entry.is(tree.realmClass) && entry.dn.isWithin(tree.realmsBase) && !entry.dn.equals(tree.realmsBase);
}

function withinRealms(dn: Dn, tree: Tree): Dn[] {
  return dn.ancestry.filter((ancestor) => ancestor.isWithin(tree.realmsBase) && !ancestor.equals(tree.realmsBase));
}
