import { z } from 'zod';
import { type GroupCount, listGroupIds } from '../../catalog/list-groups.ts';
import type { Entry } from '../../domain/entry.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import { realmsWhere } from '../../policy/can.ts';
import type { Context } from '../context.ts';
import { type ListAge, listAge } from '../list-age.ts';
import { realmOf } from '../realm-of.ts';
import { defineUseCase } from '../use-case.ts';
import { groupName } from './find-group.ts';

export const groupSorts = ['name', 'memberCount'] as const;
/** `nested`: static, with a group among its members. */
export const groupKinds = ['static', 'nested', 'dynamic'] as const;

export const listGroupsInput = z.object({
  text: z.string().max(200).default(''),
  /** Dn.key of a realm: its subtree. */
  realm: z.string().max(2000).optional(),
  kind: z.enum(groupKinds).optional(),
  systemWide: z.boolean().default(false),
  sort: z.enum(groupSorts).default('name'),
  descending: z.boolean().default(false),
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
});

export type GroupRow = {
  id: string;
  name: string;
  displayName: string;
  kind: (typeof groupKinds)[number];
  /** null: system-wide. */
  realm: { key: string; name: string } | null;
  /** null for a dynamic group, whose filter would have to be asked. */
  members: number | null;
  description: string;
};

export type GroupList = { rows: GroupRow[]; total: number } & ListAge;

/** One page of the groups that the signed-in person may see; ordered by the catalog, read from the directory as them. */
export const listGroups = defineUseCase({
  permission: 'groups.read',
  noun: 'list',
  what: 'The list could not be read.',
  input: listGroupsInput,
  async find(context) {
    const realms = realmsWhere(context.actor, 'groups.read');
    return ok({ resource: { realm: realms?.[0] ?? null }, within: realms?.map((realm) => realm.key) ?? null });
  },
  async act(context, input, { within }): Promise<Result<GroupList>> {
    const dynamic = input.kind && input.kind === 'dynamic';
    const nested = input.kind === 'nested';
    const { realm: scope, ...rest } = input;
    const { groups, total, age } = await listGroupIds(context.db.prisma, { ...rest, within, scope, dynamic, nested });
    const rows = await readRows(context, groups);
    return rows.ok ? ok({ rows: rows.value, total, ...listAge(age) }) : rows;
  },
});

async function readRows(context: Context, groups: readonly GroupCount[]): Promise<Result<GroupRow[]>> {
  if (groups.length === 0) return ok([]);
  const { tree, directory, actor } = context;
  const found = await directory.as(actor.dn).search({
    base: tree.base,
    scope: 'sub',
    filter: or(...groups.map(({ id }) => equal('entryUUID', id))),
    attributes: ['objectClass', 'entryUUID', 'cn', 'displayName', 'description'],
    limit: groups.length,
  });
  if (!found.ok) return found;
  const byId = new Map(found.value.entries.map((entry) => [entry.id, entry]));
  return ok(
    groups.flatMap((group) => {
      const entry = byId.get(group.id);
      return entry ? [rowOf(entry, group, context)] : [];
    }),
  );
}

function rowOf(entry: Entry, { members, nested }: GroupCount, { tree }: Context): GroupRow {
  const realm = realmOf(entry.dn, tree);
  return {
    id: entry.id,
    name: groupName(entry),
    displayName: entry.first('displayName'),
    kind: entry.is(tree.dynamicGroupClass) ? 'dynamic' : nested ? 'nested' : 'static',
    realm: realm && { key: realm.key, name: realm.name },
    members,
    description: entry.first('description'),
  };
}
