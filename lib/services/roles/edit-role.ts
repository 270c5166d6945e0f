import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { groupTextInput } from '../groups/group-input.ts';
import { type EditPlan, planEdit } from '../plan-edit.ts';
import { defineUseCase } from '../use-case.ts';
import { withCurrent } from '../with-current.ts';
import { findRole, roleChange } from './find-role.ts';

const image = z.object({ description: z.array(groupTextInput.min(1)).max(10) });

export const editRole = defineUseCase({
  permission: 'roles.edit',
  noun: 'role',
  what: 'The change was not saved.',
  input: z.object({ id: z.uuid(), before: image, after: image }),
  find: (context, { id }) => findRole(context, id),
  async act(context, { before, after }, found): Promise<Result<EditPlan>> {
    const plan = planEdit(before, after);
    if (plan.modifications.length === 0) return ok(plan);
    const { dn } = found.entry;
    const change = { ...roleChange(found), action: 'roles.edit', before: plan.before, after: plan.after };
    const saved = await auditedChange(context, change, async () => {
      const writer = context.directory.as(context.actor.dn);
      return withCurrent(writer, dn, ['description'], await writer.modify(dn, plan.modifications));
    });
    return saved.ok ? ok(plan) : saved;
  },
});
