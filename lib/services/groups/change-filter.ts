import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import { planEdit } from '../plan-edit.ts';
import { defineUseCase } from '../use-case.ts';
import { withCurrent } from '../with-current.ts';
import { checkedMemberUrl } from './dynamic-members.ts';
import { changeOf, findGroup, heldBack } from './find-group.ts';
import { dnInput } from './group-input.ts';

/** Decides anew who is in a dynamic group. */
export const changeFilter = defineUseCase({
  permission: 'groups.edit',
  noun: 'group',
  what: 'The filter was not saved.',
  input: z.object({ id: z.uuid(), /** The URL that was shown. */ before: z.string().max(8000), base: dnInput, filter: z.string().max(2000) }),
  find: (context, { id }) => findGroup(context, id),
  async act(context, input, found): Promise<Result<{ before: string; after: string }>> {
    const held = heldBack(context, found);
    if (held) return held;
    if (!found.dynamic) return failed({ kind: 'constraint', why: 'This group has no filter: its members are chosen one by one.', todo: 'Add members instead.' });
    const checked = checkedMemberUrl(context, found.realm, input.base, input.filter);
    if (!checked.ok) return checked;
    const after = checked.value.text;
    const plan = planEdit({ memberURL: input.before ? [input.before] : [] }, { memberURL: [after] });
    if (plan.modifications.length === 0) return ok({ before: input.before, after });
    const { dn, id } = found.entry;
    const saved = await auditedChange(context, { ...changeOf(found), action: 'groups.change-filter', before: plan.before, after: plan.after }, async () => {
      const writer = context.directory.as(context.actor.dn);
      return withCurrent(writer, dn, ['memberURL'], await writer.modify(dn, plan.modifications));
    });
    if (!saved.ok) return saved;
    await catalogRefresh(context, { ids: [id] });
    return ok({ before: input.before, after });
  },
});
