import { Dn } from '../../domain/dn.ts';
import { type Failure, failed } from '../../domain/failure.ts';
import type { Person } from '../../policy/actor.ts';
import type { Portal } from '../context.ts';

/** A portal that nobody can administer any more can't be mended from within: the last system administrator stays. */
export async function lastAdministrator(
  { directory, tree }: Portal,
  person: Person,
): Promise<{ ok: false; failure: Failure } | null> {
  const isOne = person.holdings.some((holding) => holding.kind === 'tier' && holding.tier === 'systemAdministrator');
  if (!isOne) return null;
  const role = await directory.asService().read(tree.tierRoles.systemAdministrator, [tree.roleOccupant]);
  if (!role.ok) return role;
  const others = (role.value?.all(tree.roleOccupant) ?? []).filter((occupant) => !Dn.parse(occupant)?.equals(person.dn));
  if (others.length > 0) return null;
  return failed({
    kind: 'constraint',
    why: 'This is the last system administrator.',
    todo: 'Give the role to somebody else first.',
  });
}
