import { z } from 'zod';
import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Portal } from '../context.ts';
import { memberRow } from '../groups/member-row.ts';
import { resolveMembers } from '../groups/resolve-members.ts';
import { defineUseCase } from '../use-case.ts';
import { type FoundRole, findRole, roleChange } from './find-role.ts';
import { groupsMayOccupy } from './occupant-kinds.ts';

export const addOccupants = defineUseCase({
  permission: 'roles.edit',
  noun: 'role',
  what: 'No occupant was added.',
  input: z.object({
    id: z.uuid(),
    /** entryUUIDs of people and groups. */ occupants: z.array(z.uuid()).min(1, 'Somebody must be chosen.').max(100),
  }),
  find: (context, { id }) => findRole(context, id),
  async act(context, input, found): Promise<Result<{ added: { dn: string; name: string }[] }>> {
    const { tree, directory, actor } = context;
    const resolved = await resolveMembers(context, { ids: input.occupants, names: [] });
    if (!resolved.ok) return resolved;
    if (resolved.value.missing.length)
      return failed({
        kind: 'not-found',
        why: 'Somebody who was chosen is not there any more.',
        todo: 'Choose again.',
        field: 'occupants',
      });
    const held = new Set(found.entry.all(tree.roleOccupant).flatMap((text) => Dn.parse(text)?.key ?? []));
    const adding = resolved.value.entries.filter(({ dn }) => !held.has(dn.key));
    const problem = adding.map((entry) => unfit(entry, found, context)).find((why) => why !== null);
    if (problem) return failed({ kind: 'constraint', ...problem, field: 'occupants' });
    const named = adding.map((entry) => ({ dn: entry.dn.toString(), name: memberRow(entry, context).name }));
    if (adding.length === 0) return ok({ added: named });
    const attribute = tree.roleOccupant;
    const values = named.map(({ dn }) => dn);
    const change = {
      ...roleChange(found),
      action: 'roles.add-occupants',
      before: { [attribute]: [] },
      after: { [attribute]: values },
    };
    const added = await auditedChange(context, change, () =>
      directory.as(actor.dn).modify(found.entry.dn, [{ op: 'add', attribute, values }]),
    );
    if (!added.ok) return added;
    await catalogRefresh(context, { ids: [found.entry.id] });
    return ok({ added: named });
  },
});

/** A realm's group is edited by people who hold less than the role; a dynamic one by whoever edits people. */
function unfit(entry: Entry, { tier }: FoundRole, { tree }: Portal): { why: string; todo: string } | null {
  if (entry.is(tree.personClass)) return null;
  if (!groupsMayOccupy(tier))
    return {
      why: 'Only people can be in this role: the directory passes it on to no group’s members.',
      todo: 'Choose people, or let a realm grant to the group itself.',
    };
  if (entry.is(tree.dynamicGroupClass))
    return {
      why: 'A dynamic group can’t be in a role: whoever edits people could let themselves in.',
      todo: 'Choose people or a static group of the whole system.',
    };
  if (!entry.dn.isWithin(tree.groupsBase))
    return {
      why: 'A realm’s group can’t be in a role: whoever manages that group could let themselves in.',
      todo: 'Choose people or a static group of the whole system.',
    };
  return null;
}
