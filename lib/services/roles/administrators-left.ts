import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { type Failure, failed, ok, type Result } from '../../domain/failure.ts';
import type { Portal } from '../context.ts';

/** What a change would take away: an occupant from the role, members from a group, or a person from wherever they are. */
export type Loss = { occupants?: readonly Dn[]; membersOf?: { group: Dn; members: readonly Dn[] }; person?: Dn };

/**
 * A portal that nobody can administer any more can't be mended from within: after the change somebody must hold the
 * role of system administrator, directly or as a direct member of a system-wide group that occupies it.
 */
export async function administratorsLeft(portal: Portal, loss: Loss): Promise<{ ok: false; failure: Failure } | null> {
  const { directory, tree } = portal;
  const role = await directory.asService().read(tree.tierRoles.systemAdministrator, [tree.roleOccupant]);
  if (!role.ok) return role;
  const occupants = (role.value?.all(tree.roleOccupant) ?? []).flatMap((text) => Dn.parse(text) ?? []);
  if (!concerns(loss, occupants)) return null;
  const leaving = [...(loss.occupants ?? []), ...(loss.person ? [loss.person] : [])];
  const staying = occupants.filter((dn) => !includes(leaving, dn));
  if (staying.some((dn) => !dn.isWithin(tree.groupsBase))) return null;
  const groups = await readGroups(portal, staying);
  if (!groups.ok) return groups;
  const members = groups.value.flatMap((group) => {
    const out = loss.membersOf && group.dn.equals(loss.membersOf.group) ? loss.membersOf.members : [];
    return group
      .all(tree.groupMember)
      .flatMap((text) => Dn.parse(text) ?? [])
      .filter((dn) => !includes([...out, ...leaving], dn));
  });
  if (members.some((dn) => dn.isWithin(tree.realmsBase))) return null;
  return failed({
    kind: 'constraint',
    why: 'Nobody would be system administrator any more.',
    todo: 'Give the role to somebody else first.',
  });
}

function concerns({ occupants: leaving, membersOf, person }: Loss, occupants: readonly Dn[]): boolean {
  return (
    person !== undefined || occupants.some((dn) => includes(leaving, dn) || (membersOf?.group.equals(dn) ?? false))
  );
}

async function readGroups({ directory, tree }: Portal, groups: readonly Dn[]): Promise<Result<Entry[]>> {
  const read: Entry[] = [];
  for (const dn of groups.slice(0, 20)) {
    const group = await directory.asService().read(dn, ['objectClass', tree.groupMember]);
    if (!group.ok) return group;
    if (group.value && !group.value.is(tree.dynamicGroupClass)) read.push(group.value);
  }
  return ok(read);
}

function includes(list: readonly Dn[] | undefined, dn: Dn): boolean {
  return list?.some((other) => other.equals(dn)) ?? false;
}
