import type { Entry } from '../../domain/entry.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import type { Context } from '../context.ts';
import { isRealm } from './find-realm.ts';
import { realmAttributes } from './realm-facts.ts';

/** slapd gives ordinary people at most 500 entries a search. */
const idsPerSearch = 400;

/** Realms by their ids, as the signed-in person: one search for each 400. */
export async function readRealms(context: Context, ids: readonly string[]): Promise<Result<Entry[]>> {
  const { tree, directory, actor } = context;
  const entries: Entry[] = [];
  for (let from = 0; from < ids.length; from += idsPerSearch) {
    const batch = ids.slice(from, from + idsPerSearch);
    const found = await directory.as(actor.dn).search({
      base: tree.realmsBase,
      scope: 'sub',
      filter: or(...batch.map((id) => equal('entryUUID', id))),
      attributes: realmAttributes(tree),
      limit: batch.length,
    });
    if (!found.ok) return found;
    entries.push(...found.value.entries.filter((entry) => isRealm(entry, tree)));
  }
  return ok(entries);
}
