import type { Tree } from '../config/directory.ts';
import type { Reader, Search } from '../directory/port.ts';
import type { Dn } from '../domain/dn.ts';
import type { Entry } from '../domain/entry.ts';
import { ok, type Result } from '../domain/failure.ts';
import { equal, type Filter, or } from '../domain/filter.ts';
import { grantAttributes } from '../domain/permission.ts';
import type { Holding } from '../policy/actor.ts';
import { holdingsFrom, type Standing } from '../policy/holdings.ts';

const mostAtOnce = 500;

export type PersonWithHoldings = { entry: Entry | null; holdings: Holding[] };

/**
 * A person's own entry and what they hold, in one search, or two when they hold something through a role or group;
 * for a system administrator, who holds everything, one is enough.
 * Read as the service account: what somebody holds must not depend on what they may read.
 */
export async function readPersonWithHoldings(
  service: Reader,
  tree: Tree,
  person: { id: string; dn: Dn },
  attributes: readonly string[],
): Promise<Result<PersonWithHoldings>> {
  const wanted = [...new Set([...attributes, ...holdingAttributes(tree)])];
  const first = await searchAll(service, {
    base: tree.base,
    scope: 'sub',
    filter: or(
      equal('entryUUID', person.id),
      equal(tree.groupMember, person.dn.toString()),
      ...holderFilters(tree, person.dn),
    ),
    attributes: wanted,
  });
  if (!first.ok) return first;
  const entry = first.value.find((candidate) => candidate.id === person.id) ?? null;
  if (entry && !entry.dn.equals(person.dn))
    return readPersonWithHoldings(service, tree, { id: person.id, dn: entry.dn }, attributes);
  const naming = first.value.filter((candidate) => candidate !== entry);
  const through = naming.filter((candidate) => passesOn(candidate, tree));
  const standings: Standing[] = [{ dn: person.dn }, ...through.map(({ dn }) => ({ dn, via: dn }))];
  const everything = standings.slice(1).some(({ dn }) => dn.equals(tree.tierRoles.systemAdministrator));
  if (through.length === 0 || everything) return ok({ entry, holdings: holdingsFrom(naming, standings, tree) });
  const second = await searchAll(service, {
    base: tree.base,
    scope: 'sub',
    filter: or(...through.flatMap(({ dn }) => holderFilters(tree, dn))),
    attributes: holdingAttributes(tree),
  });
  if (!second.ok) return second;
  const all = new Map([...naming, ...second.value].map((found) => [found.dn.key, found]));
  return ok({ entry, holdings: holdingsFrom([...all.values()], standings, tree) });
}

/**
 * All of it, by pages where one answer isn't enough: whoever manages groups could otherwise put somebody into so many
 * that what they hold, or they themselves, fall off the end.
 */
async function searchAll(service: Reader, search: Omit<Search, 'limit'>): Promise<Result<Entry[]>> {
  const found = await service.search({ ...search, limit: mostAtOnce, storedMembers: true });
  if (!found.ok) return found;
  if (!found.value.more) return ok(found.value.entries);
  const entries: Entry[] = [];
  for await (const page of service.pages(search, mostAtOnce)) {
    if (!page.ok) return page;
    entries.push(...page.value);
  }
  return ok(entries);
}

/** Only roles, and static groups of the whole system: a realm's own groups are edited by people who hold less. */
function passesOn(entry: Entry, tree: Tree): boolean {
  if (entry.is(tree.roleClass)) return true;
  return entry.is(tree.groupClass) && !entry.is(tree.dynamicGroupClass) && entry.dn.isWithin(tree.groupsBase);
}

function holderFilters(tree: Tree, dn: Dn): Filter[] {
  const holder = dn.toString();
  return [equal(tree.roleOccupant, holder), ...Object.values(grantAttributes).map((name) => equal(name, holder))];
}

function holdingAttributes(tree: Tree): string[] {
  return ['objectClass', 'entryUUID', tree.roleOccupant, ...Object.values(grantAttributes)];
}
