import { parseFilterText } from '../../directory/filters.ts';
import type { Dn } from '../../domain/dn.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import type { Context } from '../context.ts';
import { realmOf } from '../realm-of.ts';
import { type MemberUrl, memberUrlText } from './member-url.ts';

/**
 * The memberURL of a dynamic group: only people below the group's own realm, or below any realm for a group of the
 * whole system, and only where the actor sees people.
 */
export function checkedMemberUrl({ tree, judge, actor }: Context, groupRealm: Dn | null, base: Dn, filter: string): Result<{ url: MemberUrl; text: string }> {
  const parsed = parseFilterText(filter);
  if (!parsed.ok) return parsed;
  const outer = groupRealm ?? tree.realmsBase;
  if (!base.isWithin(outer)) {
    const why = groupRealm ? `A group of ${groupRealm.name} finds people of ${groupRealm.name} and below only.` : 'A dynamic group finds people of realms only.';
    return failed({ kind: 'invalid', why, todo: 'Choose where to look again.', field: 'base' });
  }
  if (!judge(actor, 'users.read', { realm: realmOf(base, tree) }).allowed) return notFound('realm');
  const url: MemberUrl = { base, scope: 'sub', filter: withParentheses(parsed.value.text) };
  return ok({ url, text: memberUrlText(url) });
}

function withParentheses(text: string): string {
  return text.startsWith('(') ? text : `(${text})`;
}
