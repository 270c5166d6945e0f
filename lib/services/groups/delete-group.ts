import { z } from 'zod';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import { keepingAnAdministrator } from '../roles/administrators-left.ts';
import { defineUseCase } from '../use-case.ts';
import { changeOf, findGroup, heldBack } from './find-group.ts';

const mostKept = 1000;

/** Deletes a group; `confirm` is its name as typed. What it said stays in the audit log, a thousand members of it at most. */
export const deleteGroup = defineUseCase({
  permission: 'groups.delete',
  noun: 'group',
  what: 'The group was not deleted.',
  input: z.object({ id: z.uuid(), confirm: z.string().max(200) }),
  find: (context, { id }) => findGroup(context, id),
  async act(context, { confirm }, found): Promise<Result<{ name: string }>> {
    const { tree, directory, actor } = context;
    const { entry } = found;
    const held = heldBack(context, found);
    if (held) return held;
    if (confirm !== entry.dn.name)
      return failed({
        kind: 'invalid',
        why: 'What was typed is not the name of this group.',
        todo: `Type ${entry.dn.name}.`,
        field: 'confirm',
      });
    const writer = directory.as(actor.dn);
    const read = await writer.read(
      entry.dn,
      found.dynamic ? ['description', 'memberURL'] : ['displayName', 'description', tree.groupMember],
    );
    if (!read.ok) return read;
    if (!read.value) return notFound('group');
    const before: Image = { cn: [entry.dn.name] };
    for (const name of read.value.attributeNames) before[name] = shortened(read.value.all(name));
    if (found.naming.length) before['named by'] = found.naming.map(({ dn }) => dn.toString());
    const change = { ...changeOf(found), action: 'groups.delete', before, after: null };
    const loss = found.naming.length ? { occupants: [entry.dn] } : null;
    const deleted = await keepingAnAdministrator(context, loss, () =>
      auditedChange(context, change, () => writer.delete(entry.dn, { unchanged: entry.first('entryCSN') })),
    );
    if (!deleted.ok) return deleted;
    await catalogRefresh(context, { ids: [entry.id] });
    return ok({ name: change.name });
  },
});

function shortened(values: string[]): string[] {
  return values.length > mostKept ? [...values.slice(0, mostKept), `(and ${values.length - mostKept} more)`] : values;
}
