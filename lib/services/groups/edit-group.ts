import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { ldifOf } from '../../domain/ldif.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import { type EditPlan, planEdit } from '../plan-edit.ts';
import { defineUseCase } from '../use-case.ts';
import { withCurrent } from '../with-current.ts';
import { changeOf, type FoundGroup, findGroup, heldBack } from './find-group.ts';
import { groupTextInput } from './group-input.ts';

const image = z.object({
  displayName: z.array(groupTextInput.min(1)).max(1).optional(),
  description: z.array(groupTextInput.min(1)).max(10).optional(),
});

export const editGroupInput = z.object({ id: z.uuid(), before: image, after: image });

/** Changes how a group is shown. Answers what was changed, so that Undo can send it back the other way round. */
export const editGroup = defineUseCase({
  permission: 'groups.edit',
  noun: 'group',
  what: 'The change was not saved.',
  input: editGroupInput,
  find: (context, { id }) => findGroup(context, id),
  async act(context, { before, after }, found): Promise<Result<EditPlan>> {
    const problem = heldBack(context, found) ?? noDisplayName(found, after);
    if (problem) return problem;
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

/** What saving would do, and the LDIF that goes to the directory. */
export const previewGroupEdit = defineUseCase({
  permission: 'groups.edit',
  noun: 'group',
  what: 'The change can’t be saved.',
  input: editGroupInput,
  find: (context, { id }) => findGroup(context, id),
  async act(context, { before, after }, found): Promise<Result<{ before: Image; after: Image; ldif: string }>> {
    const problem = heldBack(context, found) ?? noDisplayName(found, after);
    if (problem) return problem;
    const { modifications, ...plan } = planEdit(before, after);
    return ok({
      ...plan,
      ldif: modifications.length ? ldifOf({ change: 'modify', dn: found.entry.dn, modifications }) : '',
    });
  },
});

/** groupOfURLs (dyngroup.schema) has no such attribute. */
function noDisplayName({ dynamic }: FoundGroup, after: z.infer<typeof image>) {
  if (!dynamic || !after.displayName?.length) return null;
  return failed({
    kind: 'invalid',
    why: 'A dynamic group has no display name.',
    todo: 'Rename it instead.',
    field: 'displayName',
  });
}
