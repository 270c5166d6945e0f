import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { equal } from '../../domain/filter.ts';
import { tiersOf } from '../../policy/holdings.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

export type RoleRow = {
  id: string;
  name: string;
  description: string;
  occupants: number /** One of the three that the portal itself knows. */;
  builtIn: boolean;
};

export const listRolesInput = z.object({
  text: z.string().max(200).default(''),
  sort: z.enum(['name', 'occupants']).default('name'),
  descending: z.boolean().default(false),
});

const mostRoles = 1000;
const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** All roles, in one search: there are few. The built-in ones come first when sorted by name. */
export const listRoles = defineUseCase({
  permission: 'roles.read',
  noun: 'list',
  what: 'The list could not be read.',
  input: listRolesInput,
  find: wholeSystem,
  async act(
    { tree, directory, actor },
    { text, sort, descending },
  ): Promise<Result<{ rows: RoleRow[]; total: number }>> {
    const found = await directory.as(actor.dn).search({
      base: tree.rolesBase,
      scope: 'sub',
      filter: equal('objectClass', tree.roleClass),
      attributes: ['objectClass', 'entryUUID', 'cn', 'description', tree.roleOccupant],
      limit: mostRoles,
    });
    if (!found.ok) return found;
    const wanted = text.trim().toLowerCase();
    const rows = found.value.entries
      .map((entry) => ({
        id: entry.id,
        name: entry.first('cn'),
        description: entry.first('description'),
        occupants: entry.all(tree.roleOccupant).length,
        builtIn: tiersOf(entry, tree).length > 0,
      }))
      .filter((row) => `${row.name}\n${row.description}`.toLowerCase().includes(wanted))
      .sort(
        (left, right) =>
          (descending ? -1 : 1) * (sort === 'occupants' ? left.occupants - right.occupants : 0) ||
          byName(left, right) * (descending && sort === 'name' ? -1 : 1),
      );
    return ok({ rows, total: rows.length });
  },
});

function byName(left: RoleRow, right: RoleRow): number {
  return Number(right.builtIn) - Number(left.builtIn) || collator.compare(left.name, right.name);
}
