import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { ldifOf } from '../../domain/ldif.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import { groupTextInput } from '../groups/group-input.ts';
import { type EditPlan, planEdit } from '../plan-edit.ts';
import { defineUseCase } from '../use-case.ts';
import { withCurrent } from '../with-current.ts';
import { findRole, roleChange } from './find-role.ts';

const image = z.object({ description: z.array(groupTextInput.min(1)).max(10) });

const editRoleInput = z.object({ id: z.uuid(), before: image, after: image });

export const editRole = defineUseCase({
  permission: 'roles.edit',
  noun: 'role',
  what: 'The change was not saved.',
  input: editRoleInput,
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

/** What saving would do, and the LDIF that goes to the directory. */
export const previewRoleEdit = defineUseCase({
  permission: 'roles.edit',
  noun: 'role',
  what: 'The change can’t be saved.',
  input: editRoleInput,
  find: (context, { id }) => findRole(context, id),
  async act(_context, { before, after }, found): Promise<Result<{ before: Image; after: Image; ldif: string }>> {
    const { modifications, ...plan } = planEdit(before, after);
    return ok({
      ...plan,
      ldif: modifications.length ? ldifOf({ change: 'modify', dn: found.entry.dn, modifications }) : '',
    });
  },
});
