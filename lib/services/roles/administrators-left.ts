import { Dn } from '../../domain/dn.ts';
import { type Failure, failed, ok, type Result } from '../../domain/failure.ts';
import { and, equal, not, or, present } from '../../domain/filter.ts';
import type { Portal } from '../context.ts';
import { inTurn } from '../in-turn.ts';

/** What a change would take away: an occupant from the role, members from a group, or a person from wherever they are. */
export type Loss = {
  occupants?: readonly Dn[];
  membersOf?: { group: Dn; members: readonly Dn[] };
  person?: Dn;
};

const mostGroups = 20;
const mostAsked = 500;

/**
 * A portal that nobody can administer any more can't be mended from within: after the change somebody who may sign in must
 * hold the role of system administrator, directly or as a direct member of a system-wide group that occupies it. Two such
 * changes are never made at once, or each could count on whom the other takes away. null: the change takes nothing of the kind.
 */
export async function keepingAnAdministrator<T>(
  portal: Portal,
  loss: Loss | null,
  change: () => Promise<Result<T>>,
): Promise<Result<T>> {
  if (!loss) return change();
  return inTurn('system administrators', async () => (await administratorsLeft(portal, loss)) ?? (await change()));
}

async function administratorsLeft(portal: Portal, loss: Loss): Promise<{ ok: false; failure: Failure } | null> {
  const { directory, tree } = portal;
  const role = await directory.asService().read(tree.tierRoles.systemAdministrator, [tree.roleOccupant]);
  if (!role.ok) return role;
  const occupants = (role.value?.all(tree.roleOccupant) ?? []).flatMap((text) => Dn.parse(text) ?? []);
  if (!concerns(loss, occupants)) return null;
  const leaving = [...(loss.occupants ?? []), ...(loss.person ? [loss.person] : [])];
  const staying = occupants.filter((dn) => !includes(leaving, dn));
  const members = await membersOf(portal, staying, loss);
  if (!members.ok) return members;
  const candidates = [...staying, ...members.value].filter(
    (dn) => dn.isWithin(tree.realmsBase) && !includes(leaving, dn),
  );
  const able = await anyAble(portal, candidates);
  if (!able.ok) return able;
  if (able.value) return null;
  return failed({
    kind: 'constraint',
    why: 'Nobody who can sign in would be system administrator any more.',
    todo: 'Give the role to somebody else first.',
  });
}

function concerns({ occupants: leaving, membersOf, person }: Loss, occupants: readonly Dn[]): boolean {
  return (
    person !== undefined || occupants.some((dn) => includes(leaving, dn) || (membersOf?.group.equals(dn) ?? false))
  );
}

/** Direct members of the static groups among the occupants, without those who leave. */
async function membersOf({ directory, tree }: Portal, occupants: readonly Dn[], loss: Loss): Promise<Result<Dn[]>> {
  const all: Dn[] = [];
  for (const dn of occupants.filter((occupant) => occupant.isWithin(tree.groupsBase)).slice(0, mostGroups)) {
    const group = await directory.asService().read(dn, ['objectClass', tree.groupMember]);
    if (!group.ok) return group;
    if (!group.value || group.value.is(tree.dynamicGroupClass)) continue;
    const out = loss.membersOf?.group.equals(dn) ? loss.membersOf.members : [];
    const members = group.value.all(tree.groupMember).flatMap((text) => Dn.parse(text) ?? []);
    all.push(...members.filter((member) => !includes(out, member)));
  }
  return ok(all);
}

/** Whether one of them exists and is neither locked nor disabled. */
async function anyAble({ directory, tree }: Portal, people: readonly Dn[]): Promise<Result<boolean>> {
  if (people.length === 0) return ok(false);
  const found = await directory.asService().search({
    base: tree.realmsBase,
    scope: 'sub',
    filter: and(
      equal('objectClass', tree.personClass),
      not(present('pwdAccountLockedTime')),
      or(...people.slice(0, mostAsked).map((dn) => equal('entryDN', dn.toString()))),
    ),
    attributes: [],
    limit: 1,
  });
  return found.ok ? ok(found.value.entries.length > 0) : found;
}

function includes(list: readonly Dn[] | undefined, dn: Dn): boolean {
  return list?.some((other) => other.equals(dn)) ?? false;
}
