import type { Dn } from '../../domain/dn.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { and, equal, not, or } from '../../domain/filter.ts';
import type { Portal } from '../context.ts';

const mostLevels = 16;
const mostAtOnce = 100;

/**
 * Dn.keys of every group that contains `group`, at any depth: none of them may become a member of it. Read as the
 * service account, since a circle may lead through groups that the actor doesn't see.
 */
export async function groupsAround({ directory, tree }: Portal, group: Dn): Promise<Result<Set<string>>> {
  const around = new Set<string>([group.key]);
  let level = [group];
  for (let depth = 0; depth < mostLevels && level.length > 0; depth++) {
    const found = await directory.asService().search({
      base: tree.base,
      scope: 'sub',
      filter: and(
        equal('objectClass', tree.groupClass),
        not(equal('objectClass', tree.dynamicGroupClass)),
        or(...level.map((dn) => equal(tree.groupMember, dn.toString()))),
      ),
      attributes: ['cn'],
      limit: 1000,
    });
    if (!found.ok) return found;
    level = found.value.entries
      .map(({ dn }) => dn)
      .filter((dn) => !around.has(dn.key))
      .slice(0, mostAtOnce);
    for (const dn of level) around.add(dn.key);
  }
  return ok(around);
}
