import { notFound, ok, type Result } from '../../domain/failure.ts';
import type { Context } from '../context.ts';
import { readRealm } from '../realm-domains.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { checkedMemberUrl, dynamicInput } from './dynamic-members.ts';
import { type EasyFilter, parseEasyFilter } from './easy-filter.ts';
import { dnInput } from './group-input.ts';
import { byName, type MemberRow, memberAttributes, memberRow } from './member-row.ts';
import type { MemberUrl } from './member-url.ts';

const mostCounted = 500;
const mostShown = 20;

export const previewFilterInput = dynamicInput.extend({
  /** DN of the group's realm; null for a group of the whole system. */
  realm: dnInput.nullable(),
});

export type FilterPreview = {
  /** RFC 4515 text that the group would have. */
  filter: string;
  /** The same as conditions; null for a filter that the builder can't show. */
  easy: EasyFilter | null;
  count: number;
  /** true: there are more than `count`. */
  more: boolean;
  first: MemberRow[];
  /** Among the counted ones, how many are no people. */
  others: number;
};

/** Who would be in a dynamic group, of those whom the signed-in person may see. */
export const previewFilter = defineUseCase({
  permission: 'groups.edit',
  noun: 'realm',
  what: 'The preview could not be made.',
  input: previewFilterInput,
  async find(context, { realm }) {
    if (!realm) return wholeSystem();
    const read = await readRealm(context, realm);
    return read.ok ? ok({ resource: { realm } }) : read;
  },
  async act(context, input): Promise<Result<FilterPreview>> {
    const checked = checkedMemberUrl(context, input.realm, input);
    if (!checked.ok) return checked;
    const { url } = checked.value;
    const found = await searchMembers(context, url, mostCounted);
    if (!found.ok) return found.failure.kind === 'not-found' ? notFound('realm') : found;
    const rows = found.value.rows.sort(byName);
    return ok({
      filter: url.filter,
      easy: parseEasyFilter(url.filter, context.tree.personClass),
      count: rows.length,
      more: found.value.more,
      first: rows.slice(0, mostShown),
      others: rows.filter((row) => row.kind !== 'person').length,
    });
  },
});

/** Whom a member URL finds, as the signed-in person. */
export async function searchMembers(
  context: Context,
  { base, scope, filter }: MemberUrl,
  limit: number,
): Promise<Result<{ rows: MemberRow[]; more: boolean }>> {
  const { directory, actor } = context;
  const found = await directory
    .as(actor.dn)
    .search({ base, scope, filter: { is: 'text', text: filter }, attributes: memberAttributes(context), limit });
  return found.ok
    ? ok({ rows: found.value.entries.map((entry) => memberRow(entry, context)), more: found.value.more })
    : found;
}
