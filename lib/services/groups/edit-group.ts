import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import { type EditPlan, planEdit } from '../plan-edit.ts';
import { defineUseCase } from '../use-case.ts';
import { withCurrent } from '../with-current.ts';
import { changeOf, findGroup, heldBack } from './find-group.ts';
import { groupTextInput } from './group-input.ts';

const image = z.object({
  displayName: z.array(groupTextInput.min(1)).max(1).optional(),
  description: z.array(groupTextInput.min(1)).max(10).optional(),
});

/** Changes how a group is shown. Answers what was changed, so that Undo can send it back the other way round. */
export const editGroup = defineUseCase({
  permission: 'groups.edit',
  noun: 'group',
  what: 'The change was not saved.',
  input: z.object({ id: z.uuid(), before: image, after: image }),
  find: (context, { id }) => findGroup(context, id),
  async act(context, { before, after }, found): Promise<Result<EditPlan>> {
    const held = heldBack(context, found);
    if (held) return held;
    if (found.dynamic && after.displayName?.length)
      return failed({ kind: 'invalid', why: 'A dynamic group has no display name.', todo: 'Rename it instead.', field: 'displayName' });
    const plan = planEdit(before, after);
    if (plan.modifications.length === 0) return ok(plan);
    const { dn, id } = found.entry;
    const change = { ...changeOf(found), action: 'groups.edit', before: plan.before, after: plan.after };
    const saved = await auditedChange(context, change, async () => {
      const writer = context.directory.as(context.actor.dn);
      return withCurrent(writer, dn, Object.keys(plan.after), await writer.modify(dn, plan.modifications));
    });
    if (!saved.ok) return saved;
    await catalogRefresh(context, { ids: [id] });
    return ok(plan);
  },
});
