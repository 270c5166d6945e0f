import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import { groupNameInput, groupTextInput } from '../groups/group-input.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

/** A role of one's own: it carries what realms grant to it, and nothing until then. */
export const createRole = defineUseCase({
  permission: 'roles.edit',
  noun: 'list',
  what: 'The role was not created.',
  input: z.object({ name: groupNameInput, description: groupTextInput.default('') }),
  find: wholeSystem,
  async act(context, { name, description }): Promise<Result<{ id: string; name: string }>> {
    const { tree, directory, actor } = context;
    const dn = tree.rolesBase.child('cn', name);
    const facts = { cn: [name], ...(description ? { description: [description] } : {}) };
    const writer = directory.as(actor.dn);
    const change = {
      action: 'roles.create',
      kind: 'role' as const,
      id: null,
      dn,
      name,
      realm: null,
      before: null,
      after: facts,
    };
    const added = await auditedChange(context, change, () =>
      writer.add(dn, { objectClass: [tree.roleClass], ...facts }),
    );
    if (!added.ok)
      return added.failure.kind === 'taken'
        ? { ok: false, failure: { ...added.failure, why: 'There is already a role of this name.', field: 'name' } }
        : added;
    await catalogRefresh(context, { dns: [dn] });
    const read = await writer.read(dn, ['entryUUID']);
    return ok({ id: read.ok ? (read.value?.id ?? '') : '', name });
  },
});
