import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { equal, or, present } from '../../domain/filter.ts';
import { grantAttributes } from '../../domain/permission.ts';
import type { Person } from '../../policy/actor.ts';
import type { Portal } from '../context.ts';
import { readPersonWithHoldings } from '../read-holdings.ts';

/** These people with what they hold. Only those whom a grant, a role or a group with rights names are asked about one by one. */
export async function holdersAmong(portal: Portal, people: readonly Entry[]): Promise<Result<Person[]>> {
  const named = await namedAnywhere(portal);
  if (!named.ok) return named;
  const persons: Person[] = [];
  for (const { id, dn } of people) {
    const read = named.value.has(dn.key)
      ? await readPersonWithHoldings(portal.directory.asService(), portal.tree, { id, dn }, [])
      : ok({ holdings: [] });
    if (!read.ok) return read;
    persons.push({ id, dn, holdings: read.value.holdings });
  }
  return ok(persons);
}

/** Dn.keys of whoever a grant or a role names, directly or by a group of the whole system. */
async function namedAnywhere(portal: Portal): Promise<Result<Set<string>>> {
  const { directory, tree } = portal;
  const service = directory.asService();
  const naming = [...Object.values(grantAttributes), tree.roleOccupant];
  const named = new Map<string, Dn>();
  for await (const page of service.pages(
    { base: tree.base, scope: 'sub', filter: or(...naming.map(present)), attributes: naming },
    500,
  )) {
    if (!page.ok) return page;
    for (const dn of page.value
      .flatMap((entry) => naming.flatMap((name) => entry.all(name)))
      .flatMap((value) => Dn.parse(value) ?? []))
      named.set(dn.key, dn);
  }
  const groups = [...named.values()].filter((dn) => dn.isWithin(tree.groupsBase));
  if (groups.length === 0) return ok(new Set(named.keys()));
  const read = await service.search({
    base: tree.groupsBase,
    scope: 'sub',
    filter: or(...groups.map((dn) => equal('entryDN', dn.toString()))),
    attributes: [tree.groupMember],
  });
  if (!read.ok) return read;
  const members = read.value.entries
    .flatMap((group) => group.all(tree.groupMember))
    .flatMap((value) => Dn.parse(value)?.key ?? []);
  return ok(new Set([...named.keys(), ...members]));
}
