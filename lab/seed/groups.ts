import { ldifRecord } from '../slapd/ldif.ts';
import type { Random } from './random.ts';
import { personDn } from './skeleton.ts';
import { fieldLeads, type SeedRealm, type SeedTree } from './tree.ts';

/** From so many people on, one group has `largeGroup` members. */
const largeGroup = 10_000;

/** Static, nested and dynamic groups, of the realms and of the whole system. `peopleOf` gives the DNs of the generated people. */
export function* groups(
  tree: SeedTree,
  peopleOf: (realm: SeedRealm) => readonly string[],
  random: Random,
): Generator<string> {
  const realms = Object.values(tree.realms) as SeedRealm[];
  for (const realm of realms) yield* realmGroups(tree, realm, peopleOf(realm), random);
  const everybody = realms.flatMap(peopleOf);
  yield staticGroup(tree.groupsBase, fieldLeads, [personDn(tree, 'fay')], 'Manage the users of field');
  yield staticGroup(
    tree.groupsBase,
    'Newsletter',
    everybody.length >= largeGroup ? everybody.slice(0, largeGroup) : peopleOf(tree.realms.north),
    'Everyone who gets the newsletter',
  );
  yield staticGroup(tree.groupsBase, 'Safety board', pick(everybody, 7, random), 'Meets on Mondays');
  yield staticGroup(
    tree.groupsBase,
    'Everyone by branch',
    realms.map((realm) => `cn=All teams,${realm.groups}`),
    'Nested: the teams of every realm',
  );
  yield staticGroup(tree.groupsBase, 'Empty for now', [], 'Has no members yet');
  yield dynamicGroup(
    tree.groupsBase,
    'Heads of section in Łódź',
    `ldap:///${tree.realmsBase}??sub?(&(title=Head of section)(l=Łódź))`,
  );
}

function* realmGroups(tree: SeedTree, realm: SeedRealm, people: readonly string[], random: Random): Generator<string> {
  const teams = Math.max(3, Math.min(60, Math.round(people.length / 40)));
  const teamDns: string[] = [];
  for (let number = 1; number <= teams; number++) {
    const cn = `Team ${String(number).padStart(2, '0')}`;
    teamDns.push(`cn=${cn},${realm.groups}`);
    yield staticGroup(realm.groups, cn, pick(people, 4 + random.below(9), random), `A team of ${realm.name}`);
  }
  yield staticGroup(realm.groups, 'All teams', teamDns, 'Nested: its members are groups');
  yield dynamicGroup(
    realm.groups,
    'Designers in Bergen',
    `ldap:///${realm.people}??one?(&(departmentNumber=Design)(l=Bergen))`,
  );
  if (realm.name !== 'north') return;
  yield staticGroup(
    realm.groups,
    'R&D, "skunk works" <labs>',
    [...pick(people, 5, random), personDn(tree, 'uma')],
    'A name with everything in it 🧪',
    'R&D\\2C \\22skunk works\\22 \\3Clabs\\3E',
  );
}

function staticGroup(
  parent: string,
  cn: string,
  members: readonly string[],
  description: string,
  escaped = cn,
): string {
  return ldifRecord(`cn=${escaped},${parent}`, { objectClass: 'groupOfMembers', cn, description, member: members });
}

/** The URL is one of RFC 4516: what isn't ASCII goes percent-encoded. */
function dynamicGroup(parent: string, cn: string, memberUrl: string): string {
  return ldifRecord(`cn=${cn},${parent}`, {
    objectClass: 'groupOfURLs',
    cn,
    description: 'Dynamic: whoever the filter finds',
    memberURL: encodeURI(memberUrl),
  });
}

function pick(people: readonly string[], count: number, random: Random): string[] {
  const picked = new Set<string>();
  for (let tries = 0; picked.size < Math.min(count, people.length) && tries < count * 10; tries++)
    picked.add(random.of(people));
  return [...picked];
}
