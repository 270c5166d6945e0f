import { failed, ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import type { Portal } from '../context.ts';
import { notThePortals } from './portal-accounts.ts';
import { notClaimedByRename } from './rename/guard.ts';

/**
 * Looked up over all realms, since names are unique over all of them; says that it is taken, and not by whom. `except`: the
 * person who is to get the name, who may have it already as a second address.
 */
export async function nameTaken(
  portal: Portal,
  wanted: { uid?: string; mail?: string },
  except?: string,
): Promise<Result<void>> {
  const { tree, directory } = portal;
  const own = await notThePortals(portal, wanted.mail ? [wanted.mail] : []);
  if (!own.ok) return own;
  const filters = [
    ...(wanted.uid ? [equal('uid', wanted.uid)] : []),
    ...(wanted.mail ? [equal('mail', wanted.mail), equal(tree.jidAttribute, wanted.mail)] : []),
  ];
  if (filters.length === 0) return ok(undefined);
  const found = await directory.asService().search({
    base: tree.base,
    scope: 'sub',
    filter: or(...filters),
    attributes: ['entryUUID', 'uid', 'mail'],
    limit: 3,
  });
  if (!found.ok) return found;
  const others = found.value.entries.filter(({ id }) => id !== except);
  if (others.length === 0) return unclaimed(portal, wanted, except);
  const byUid = others.some((entry) => wanted.uid && entry.first('uid').toLowerCase() === wanted.uid.toLowerCase());
  return failed({
    kind: 'taken',
    why: byUid ? `The username ${wanted.uid} is taken.` : `The address ${wanted.mail} is taken.`,
    todo: 'Choose another one.',
    field: byUid ? 'uid' : 'mail',
  });
}

async function unclaimed(portal: Portal, { uid, mail }: { uid?: string; mail?: string }, except?: string) {
  const byUid = await notClaimedByRename(portal, { uids: uid ? [uid] : [] }, except);
  return byUid.ok ? notClaimedByRename(portal, { jids: mail ? [mail] : [] }, except) : byUid;
}
