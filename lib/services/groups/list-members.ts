import { z } from 'zod';
import { pageOfMembers } from '../../catalog/members.ts';
import { parseFilterText } from '../../directory/filters.ts';
import { Dn } from '../../domain/dn.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { and, contains, equal, type Filter, or } from '../../domain/filter.ts';
import { realmsWhere } from '../../policy/can.ts';
import type { Context } from '../context.ts';
import { defineUseCase } from '../use-case.ts';
import { type FoundGroup, findGroup } from './find-group.ts';
import { byName, type MemberRow, memberAttributes, memberRow } from './member-row.ts';
import { parseMemberUrl } from './member-url.ts';

const mostOfDynamic = 1000;

export const listMembersInput = z.object({
  id: z.uuid(),
  text: z.string().max(200).default(''),
  page: z.number().int().min(1).max(10_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
});
type Input = z.infer<typeof listMembersInput>;

export type MemberList = {
  rows: MemberRow[];
  /** Those that match the text and may be seen. */
  total: number;
  /** true: there are more than `total` (a dynamic group that finds very many). */
  more: boolean;
  /** Members that exist for others only, or not any more. */
  hidden: number;
};

/**
 * Members of a group, fifty at a time. A static group's ten thousand names are read once as the signed-in person,
 * ordered and searched by the catalog, and only one page of entries is read. A dynamic group's filter is asked.
 */
export const listMembers = defineUseCase({
  permission: 'groups.read',
  noun: 'group',
  what: 'The members could not be read.',
  input: listMembersInput,
  find: (context, { id }) => findGroup(context, id),
  act: (context, input, found) =>
    found.dynamic ? dynamicPage(context, input, found) : staticPage(context, input, found),
});

async function staticPage(context: Context, input: Input, { entry }: FoundGroup): Promise<Result<MemberList>> {
  const { tree, directory, actor, db } = context;
  const reader = directory.as(actor.dn);
  const read = await reader.read(entry.dn, [tree.groupMember]);
  if (!read.ok) return read;
  if (!read.value) return notFound('group');
  const names = read.value.all(tree.groupMember);
  const keys = names.flatMap((name) => Dn.parse(name)?.key ?? []);
  const sight = { persons: keysWhere(context, 'users.read'), groups: keysWhere(context, 'groups.read') };
  const { ids, total, visible } = await pageOfMembers(db.prisma, keys, sight, input);
  const rows = await readRows(context, ids);
  return rows.ok ? ok({ rows: rows.value, total, more: false, hidden: Math.max(0, names.length - visible) }) : rows;
}

function keysWhere({ actor }: Context, permission: 'users.read' | 'groups.read'): string[] | null {
  return realmsWhere(actor, permission)?.map((realm) => realm.key) ?? null;
}

async function readRows(context: Context, ids: readonly string[]): Promise<Result<MemberRow[]>> {
  if (ids.length === 0) return ok([]);
  const { tree, directory, actor } = context;
  const filter = or(...ids.map((id) => equal('entryUUID', id)));
  const found = await directory
    .as(actor.dn)
    .search({ base: tree.base, scope: 'sub', filter, attributes: memberAttributes(context), limit: ids.length });
  if (!found.ok) return found;
  const byId = new Map(found.value.entries.map((entry) => [entry.id, memberRow(entry, context)]));
  return ok(ids.flatMap((id) => byId.get(id) ?? []));
}

async function dynamicPage(
  context: Context,
  { text, page, pageSize }: Input,
  { entry }: FoundGroup,
): Promise<Result<MemberList>> {
  const url = parseMemberUrl(entry.first('memberURL'));
  const parsed = url && parseFilterText(url.filter);
  if (!url || !parsed?.ok)
    return failed({
      kind: 'constraint',
      why: 'The portal can’t read the filter of this group.',
      todo: 'Give the group a new filter.',
    });
  const filter = text.trim() ? and(parsed.value, ...wordFilters(context, text)) : parsed.value;
  const { directory, actor } = context;
  const found = await directory
    .as(actor.dn)
    .search({ base: url.base, scope: url.scope, filter, attributes: memberAttributes(context), limit: mostOfDynamic });
  if (!found.ok) return found.failure.kind === 'not-found' ? ok({ rows: [], total: 0, more: false, hidden: 0 }) : found;
  const rows = found.value.entries.map((member) => memberRow(member, context)).sort(byName);
  const start = (page - 1) * pageSize;
  return ok({ rows: rows.slice(start, start + pageSize), total: rows.length, more: found.value.more, hidden: 0 });
}

function wordFilters({ tree }: Context, text: string): Filter[] {
  const words = text.trim().split(/\s+/).slice(0, 8);
  return words.map((word) =>
    or(...['cn', 'displayName', 'uid', tree.jidAttribute].map((name) => contains(name, word))),
  );
}
