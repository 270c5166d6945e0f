import { failed, ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import type { Portal } from '../context.ts';

/** Looked up over all realms, since names are unique over all of them; says that it is taken, and not by whom. */
export async function nameTaken(portal: Portal, wanted: { uid?: string; mail?: string }): Promise<Result<void>> {
  const { tree, directory } = portal;
  const filters = [
    ...(wanted.uid ? [equal('uid', wanted.uid)] : []),
    ...(wanted.mail ? [equal('mail', wanted.mail), equal(tree.jidAttribute, wanted.mail)] : []),
  ];
  if (filters.length === 0) return ok(undefined);
  const found = await directory.asService().search({
    base: tree.base,
    scope: 'sub',
    filter: or(...filters),
    attributes: ['uid', 'mail'],
    limit: 2,
  });
  if (!found.ok) return found;
  if (found.value.entries.length === 0) return ok(undefined);
  const byUid = found.value.entries.some(
    (entry) => wanted.uid && entry.first('uid').toLowerCase() === wanted.uid.toLowerCase(),
  );
  return failed({
    kind: 'taken',
    why: byUid ? `The username ${wanted.uid} is taken.` : `The address ${wanted.mail} is taken.`,
    todo: 'Choose another one.',
    field: byUid ? 'uid' : 'mail',
  });
}
