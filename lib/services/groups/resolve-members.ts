import type { Entry } from '../../domain/entry.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { and, equal, type Filter, or } from '../../domain/filter.ts';
import type { Context } from '../context.ts';
import { realmOf } from '../realm-of.ts';
import { isGroup } from './find-group.ts';
import { memberAttributes } from './member-row.ts';

export type Wanted = { ids: readonly string[] /** Usernames or JIDs. */; names: readonly string[] };
export type Resolved = { entries: Entry[] /** What nothing was found for, as it was typed. */; missing: string[] };

const perSearch = 100;

/**
 * People and groups by entryUUID, and people by username or JID, as the signed-in person and only where they may see
 * them: what they may not see is answered like what isn't there.
 */
export async function resolveMembers(context: Context, { ids, names }: Wanted): Promise<Result<Resolved>> {
  const { tree, directory, actor } = context;
  const wanted = [...new Set(ids)].map((id) => ({ text: id, filter: equal('entryUUID', id) }));
  const typed = uniqueNames(names).map((text) => ({ text, filter: nameFilter(context, text) }));
  const all = [...wanted, ...typed];
  const entries = new Map<string, Entry>();
  for (let start = 0; start < all.length; start += perSearch) {
    const some = all.slice(start, start + perSearch);
    const found = await directory.as(actor.dn).search({
      base: tree.base,
      scope: 'sub',
      filter: or(...some.map(({ filter }) => filter)),
      attributes: memberAttributes(context),
      limit: 2 * perSearch,
    });
    if (!found.ok) return found;
    for (const entry of found.value.entries) if (mayBeMember(context, entry)) entries.set(entry.dn.key, entry);
  }
  const list = [...entries.values()];
  const missing = [
    ...wanted.filter(({ text }) => !list.some((entry) => entry.id === text)),
    ...typed.filter(({ text }) => !list.some((entry) => goesBy(context, entry, text))),
  ];
  return ok({ entries: list, missing: missing.map(({ text }) => text) });
}

function nameFilter({ tree }: Context, text: string): Filter {
  return and(equal('objectClass', tree.personClass), or(equal('uid', text), equal(tree.jidAttribute, text)));
}

function goesBy({ tree }: Context, entry: Entry, text: string): boolean {
  const same = (value: string) => value.toLowerCase() === text.toLowerCase();
  return entry.is(tree.personClass) && (entry.all('uid').some(same) || entry.all(tree.jidAttribute).some(same));
}

function mayBeMember({ tree, judge, actor }: Context, entry: Entry): boolean {
  const realm = realmOf(entry.dn, tree);
  if (entry.is(tree.personClass) && realm) return judge(actor, 'users.read', { realm }).allowed;
  return isGroup(entry, tree) && judge(actor, 'groups.read', { realm }).allowed;
}

function uniqueNames(names: readonly string[]): string[] {
  const byKey = new Map(names.map((name) => [name.trim().toLowerCase(), name.trim()]));
  byKey.delete('');
  return [...byKey.values()];
}
