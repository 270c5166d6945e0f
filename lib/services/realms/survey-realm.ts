import { kindOf } from '../../catalog/project.ts';
import type { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { anyEntry } from '../../domain/filter.ts';
import type { Portal } from '../context.ts';
import { domainsOf, realmAttributes } from './realm-facts.ts';

/** A realm with more than this below it is not deleted in one go. */
export const mostEntriesBelow = 500;

/** What goes with a realm. `all` has everything below it, the deepest first, and the realm itself last. */
export type Survey = {
  all: Entry[];
  people: Entry[];
  groups: Entry[];
  /** Below it. */
  realms: Entry[];
  /** Neither people, groups, realms nor their containers. */
  others: Entry[];
  domains: string[];
  /** There is more than can be deleted in one go; the lists are then cut. */
  tooLarge: boolean;
};

/** Read as the service account: what is deleted must not depend on what the actor may see. */
export async function surveyRealm({ directory, tree }: Portal, realm: Entry): Promise<Result<Survey>> {
  const found = await directory.asService().search({
    base: realm.dn,
    scope: 'sub',
    filter: anyEntry,
    attributes: [...realmAttributes(tree), 'uid', 'cn', 'displayName'],
    limit: mostEntriesBelow + 1,
  });
  if (!found.ok) return found;
  const all = found.value.entries.toSorted((left, right) => right.dn.rdns.length - left.dn.rdns.length);
  const ofKind = (kind: string) => all.filter((entry) => kindOf(entry, tree) === kind);
  const realms = ofKind('realm');
  const containers = new Set(realms.flatMap(({ dn }) => containersOf(dn, tree)).map((dn) => dn.key));
  return ok({
    all,
    people: ofKind('person'),
    groups: ofKind('group'),
    realms: realms.filter(({ dn }) => !dn.equals(realm.dn)),
    others: all.filter(
      (entry) => !['person', 'group', 'realm'].includes(kindOf(entry, tree) ?? '') && !containers.has(entry.dn.key),
    ),
    domains: realms.flatMap((entry) => domainsOf(entry, tree)),
    tooLarge: found.value.more,
  });
}

function containersOf(realm: Dn, { peopleRdn, realmGroupsRdn }: Portal['tree']): Dn[] {
  return [peopleRdn, realmGroupsRdn].flatMap((relative) => relative.ancestry.map((part) => realm.below(part)));
}

export function isEmpty({ people, groups, realms, others }: Survey): boolean {
  return people.length + groups.length + realms.length + others.length === 0;
}
