import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import { defineUseCase } from '../use-case.ts';
import { withNameField } from './create-group.ts';
import { changeOf, findGroup, heldBack } from './find-group.ts';
import { groupNameInput } from './group-input.ts';

/** Gives a group another name; grants, roles and groups that name it follow by refint. */
export const renameGroup = defineUseCase({
  permission: 'groups.edit',
  noun: 'group',
  what: 'The group was not renamed.',
  input: z.object({ id: z.uuid(), name: groupNameInput }),
  find: (context, { id }) => findGroup(context, id),
  async act(context, { name }, found): Promise<Result<{ from: string; to: string }>> {
    const held = heldBack(context, found);
    if (held) return held;
    const { entry } = found;
    const from = entry.dn.name;
    if (name === from) return ok({ from, to: name });
    const change = { ...changeOf(found), action: 'groups.rename', before: { cn: [from] }, after: { cn: [name] } };
    const renamed = await auditedChange(context, change, () =>
      context.directory
        .as(context.actor.dn)
        .rename(entry.dn, { attribute: 'cn', value: name }, undefined, { unchanged: entry.first('entryCSN') }),
    );
    if (!renamed.ok) return withNameField(renamed);
    await catalogRefresh(context, { ids: [entry.id] });
    return ok({ from, to: name });
  },
});
