import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import type { Permission } from '../../domain/permission.ts';
import type { Person } from '../../policy/actor.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../load-actor.ts';
import { realmOf } from '../realm-of.ts';
import { holdersAmong } from './holders-among.ts';
import { isSystemAdministrator } from './is-system-administrator.ts';
import { mostEntriesBelow, type Survey } from './survey-realm.ts';

/** Deleting a realm deletes its people and groups, so it needs the right to each of them: looked at before anything goes. */
export async function mayDeleteBelow(context: Context, realm: Entry, survey: Survey): Promise<Result<void>> {
  const { actor, tree, judge } = context;
  if (actor.dn.isWithin(realm.dn))
    return refuse('Your own account lies in this realm.', 'Have somebody else delete it, or move your account first.');
  if (survey.tooLarge)
    return failed({
      kind: 'constraint',
      why: `There are more than ${mostEntriesBelow} entries below this realm.`,
      todo: 'Delete or move its users and groups first.',
    });
  const may = (permission: Permission, entry: Entry, person?: Person) =>
    judge(actor, permission, { realm: realmOf(entry.dn, tree), person });
  const subRealm = survey.realms.find((entry) => !may('realms.delete', entry).allowed);
  if (subRealm) return refuse(`You have no right to delete the realm ${subRealm.dn.name} below it.`);
  const group = survey.groups.find((entry) => !may('groups.delete', entry).allowed);
  if (group) return refuse(`There are groups in it, such as ${group.dn.name}, that you have no right to delete.`);
  if (survey.others.length > 0 && !isSystemAdministrator(actor))
    return refuse(
      `There are entries in it, such as ${survey.others[0]?.dn.name}, that only system administrators delete.`,
    );
  return mayDeletePeople(context, realm, survey.people);
}

async function mayDeletePeople(context: Context, realm: Entry, people: readonly Entry[]): Promise<Result<void>> {
  if (people.length === 0) return ok(undefined);
  const { actor, tree, judge } = context;
  const persons = await holdersAmong(context, people);
  if (!persons.ok) return persons;
  for (const [index, person] of persons.value.entries()) {
    const verdict = judge(actor, 'users.delete', { realm: realmOf(person.dn, tree), person });
    if (verdict.allowed) continue;
    const why = verdict.hidden
      ? 'There are people in it whom you have no right to delete.'
      : `${nameOf(people[index] as Entry)} is in it. ${verdict.reason}`;
    return refuse(why);
  }
  return persons.value.some(isSystemAdministrator) ? keepsAnAdministrator(context, realm) : ok(undefined);
}

/** A portal that nobody can administer any more can't be mended from within. */
async function keepsAnAdministrator({ directory, tree }: Context, realm: Entry): Promise<Result<void>> {
  const role = await directory.asService().read(tree.tierRoles.systemAdministrator, [tree.roleOccupant]);
  if (!role.ok) return role;
  const elsewhere = role.value
    ?.all(tree.roleOccupant)
    .some((occupant) => Dn.parse(occupant)?.isWithin(realm.dn) === false);
  return elsewhere
    ? ok(undefined)
    : refuse('All system administrators are in this realm.', 'Give the role to somebody in another realm first.');
}

function refuse(why: string, todo = 'Ask a system administrator, or move those away first.'): Result<never> {
  return failed({ kind: 'refused', why, todo });
}
