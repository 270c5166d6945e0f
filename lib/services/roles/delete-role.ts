import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import { defineUseCase } from '../use-case.ts';
import { findRole, roleChange } from './find-role.ts';

/** Deletes a role of one's own, and with it what realms granted to it; `confirm` is its name as typed. */
export const deleteRole = defineUseCase({
  permission: 'roles.edit',
  noun: 'role',
  what: 'The role was not deleted.',
  input: z.object({ id: z.uuid(), confirm: z.string().max(200) }),
  find: (context, { id }) => findRole(context, id),
  async act(context, { confirm }, found): Promise<Result<{ name: string }>> {
    const { tree, directory, actor } = context;
    const { entry } = found;
    if (found.tier)
      return failed({
        kind: 'constraint',
        why: `The portal needs the role ${entry.dn.name}.`,
        todo: 'Remove its occupants instead.',
      });
    if (confirm !== entry.dn.name)
      return failed({
        kind: 'invalid',
        why: 'What was typed is not the name of this role.',
        todo: `Type ${entry.dn.name}.`,
        field: 'confirm',
      });
    const before: Image = {
      cn: [entry.dn.name],
      description: entry.all('description'),
      [tree.roleOccupant]: entry.all(tree.roleOccupant),
    };
    if (found.naming.length) before['named by'] = found.naming.map(({ dn }) => dn.toString());
    const change = { ...roleChange(found), action: 'roles.delete', before, after: null };
    const deleted = await auditedChange(context, change, () =>
      directory.as(actor.dn).delete(entry.dn, { unchanged: entry.first('entryCSN') }),
    );
    if (!deleted.ok) return deleted;
    await catalogRefresh(context, { ids: [entry.id] });
    return ok({ name: change.name });
  },
});
