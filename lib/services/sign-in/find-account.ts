import type { Entry } from '../../domain/entry.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { and, equal, or } from '../../domain/filter.ts';
import type { Portal } from '../context.ts';
import { actorAttributes } from '../load-actor.ts';

/** By uid or JID. Two entries of one name are as none: nobody may sign in as one of several. */
export async function findAccount({ directory, tree }: Portal, username: string): Promise<Result<Entry | null>> {
  const found = await directory.asService().search({
    base: tree.realmsBase,
    scope: 'sub',
    filter: and(equal('objectClass', tree.personClass), or(equal('uid', username), equal(tree.jidAttribute, username))),
    attributes: [...actorAttributes, tree.jidAttribute, 'pwdPolicySubentry', 'pwdReset'],
    limit: 2,
  });
  if (!found.ok) return found;
  const [entry, second] = found.value.entries;
  return ok(entry && !second ? entry : null);
}
