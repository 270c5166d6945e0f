import { z } from 'zod';
import type { Dn } from '../../domain/dn.ts';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Context } from '../context.ts';
import { realmOf } from '../realm-of.ts';
import { keepingAnAdministrator } from '../roles/administrators-left.ts';
import { defineUseCase } from '../use-case.ts';
import { notByHand } from './add-members.ts';
import { changeOf, findGroup, heldBack } from './find-group.ts';
import { dnInput } from './group-input.ts';

export const removeMembersInput = z.object({
  id: z.uuid(),
  /** DNs, so that one whose entry is gone can be taken out as well. */
  members: z.array(dnInput).min(1).max(500),
});

export const removeMembers = defineUseCase({
  permission: 'groups.edit',
  noun: 'group',
  what: 'No member was removed.',
  input: removeMembersInput,
  find: (context, { id }) => findGroup(context, id),
  async act(context, { members }, found): Promise<Result<{ removed: string[] }>> {
    const { tree, directory, actor } = context;
    const problem = heldBack(context, found) ?? notByHand(found);
    if (problem) return problem;
    if (members.some((dn) => !mayBeSeen(context, dn))) return notFound('member');
    const attribute = tree.groupMember;
    const values = members.map(String);
    const change = {
      ...changeOf(found),
      action: 'groups.remove-members',
      before: { [attribute]: values },
      after: { [attribute]: [] },
    };
    const loss = found.naming.length ? { membersOf: { group: found.entry.dn, members } } : null;
    const removed = await keepingAnAdministrator(context, loss, () =>
      auditedChange(context, change, () =>
        directory.as(actor.dn).modify(found.entry.dn, [{ op: 'delete', attribute, values }]),
      ),
    );
    if (!removed.ok) return removed;
    await catalogRefresh(context, { ids: [found.entry.id] });
    return ok({ removed: values });
  },
});

/** Both ends: what somebody may not see they don't take out either. */
function mayBeSeen({ tree, judge, actor }: Context, dn: Dn): boolean {
  const resource = { realm: realmOf(dn, tree) };
  return judge(actor, 'users.read', resource).allowed || judge(actor, 'groups.read', resource).allowed;
}
