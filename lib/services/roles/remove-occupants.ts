import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import { dnInput } from '../groups/group-input.ts';
import { defineUseCase } from '../use-case.ts';
import { keepingAnAdministrator } from './administrators-left.ts';
import { findRole, roleChange } from './find-role.ts';

export const removeOccupants = defineUseCase({
  permission: 'roles.edit',
  noun: 'role',
  what: 'No occupant was removed.',
  input: z.object({
    id: z.uuid(),
    /** DNs, so that one whose entry is gone can be taken out as well. */ occupants: z.array(dnInput).min(1).max(100),
  }),
  find: (context, { id }) => findRole(context, id),
  async act(context, { occupants }, found): Promise<Result<{ removed: string[] }>> {
    const { tree, directory, actor } = context;
    const attribute = tree.roleOccupant;
    const values = occupants.map(String);
    const change = {
      ...roleChange(found),
      action: 'roles.remove-occupants',
      before: { [attribute]: values },
      after: { [attribute]: [] },
    };
    const loss = found.tier === 'systemAdministrator' ? { occupants } : null;
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
