import type { Tree } from '../config/directory.ts';
import type { Reader } from '../directory/port.ts';
import type { Dn } from '../domain/dn.ts';
import { ok, type Result } from '../domain/failure.ts';
import type { Database } from './database.ts';
import { readLandscape } from './landscape.ts';
import { type Reread, reread } from './reread.ts';
import { idsWithin } from './rows-below.ts';

/** More than this is left to the collector, which sees the same change within seconds. */
const mostAtOnce = 2000;

/**
 * Right after a change of our own, so that a list read next shows it. Give what you have: `ids` (entryUUID) for entries that are
 * known, `dns` for one that was just added, for an old name after a rename or a delete. Everything below a renamed or deleted
 * entry is brought up to date as well. `reader` is the service account: the catalog doesn't depend on who changed something.
 */
export async function refreshEntries(
  reader: Reader,
  db: Database,
  tree: Tree,
  changed: { ids?: readonly string[]; dns?: readonly Dn[] },
): Promise<Result<Reread>> {
  const landscape = await readLandscape(reader, tree);
  if (!landscape.ok) return landscape;
  const ids = new Set(changed.ids ?? []);
  for (const dn of changed.dns ?? []) {
    const there = await reader.read(dn, ['entryUUID']);
    if (!there.ok) return there;
    const known = await idsWithin(db, dn.key);
    const id = there.value?.id.toLowerCase();
    if (id) ids.add(id);
    if (!id || !known.includes(id)) for (const each of known) ids.add(each);
  }
  if (ids.size === 0) return ok({ read: 0, removed: 0, complete: true });
  return reread({ reader, db, tree, landscape: landscape.value }, ids, { limit: mostAtOnce });
}
