import { z } from 'zod';
import { parseFilterText } from '../../directory/filters.ts';
import type { Dn } from '../../domain/dn.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import type { Context } from '../context.ts';
import { realmOf } from '../realm-of.ts';
import { type EasyFilter, easyAttributes, easyFilterText, easyTests } from './easy-filter.ts';
import { dnInput } from './group-input.ts';
import { type MemberUrl, memberUrlText } from './member-url.ts';

/** Where a dynamic group looks and for whom: conditions of the builder, or the text of a filter. */
export const dynamicInput = z.object({
  base: dnInput,
  easy: z
    .object({
      match: z.enum(['all', 'any']),
      conditions: z
        .array(z.object({ attribute: z.enum(easyAttributes), test: z.enum(easyTests), value: z.string().max(200) }))
        .max(20),
    })
    .optional(),
  filter: z.string().max(2000).default(''),
});
export type DynamicInput = z.infer<typeof dynamicInput>;

/**
 * The memberURL of a dynamic group: only people below the group's own realm, or below any realm for a group of the
 * whole system, and only where the actor sees people.
 */
export function checkedMemberUrl(
  { tree, judge, actor }: Context,
  groupRealm: Dn | null,
  input: DynamicInput,
): Result<{ url: MemberUrl; text: string }> {
  const parsed = parseFilterText(input.easy ? easyFilterText(filledIn(input.easy), tree.personClass) : input.filter);
  if (!parsed.ok) return parsed;
  const outer = groupRealm ?? tree.realmsBase;
  if (!input.base.isWithin(outer)) {
    const why = groupRealm
      ? `A group of ${groupRealm.name} finds people of ${groupRealm.name} and below only.`
      : 'A dynamic group finds people of realms only.';
    return failed({ kind: 'invalid', why, todo: 'Choose where to look again.', field: 'base' });
  }
  if (!judge(actor, 'users.read', { realm: realmOf(input.base, tree) }).allowed) return notFound('realm');
  const url: MemberUrl = { base: input.base, scope: 'sub', filter: withParentheses(parsed.value.text) };
  return ok({ url, text: memberUrlText(url) });
}

/** A condition that is still being written counts for nothing. */
function filledIn({ match, conditions }: EasyFilter): EasyFilter {
  return { match, conditions: conditions.filter(({ test, value }) => test === 'present' || value.trim() !== '') };
}

function withParentheses(text: string): string {
  return text.startsWith('(') ? text : `(${text})`;
}
