import { ok, type Result } from '../domain/failure.ts';
import { type Database, sql } from './database.ts';
import { realmKeyOf } from './project.ts';
import { catalogFilter } from './read-rows.ts';
import { reread } from './reread.ts';
import type { SurveyedSource } from './source.ts';
import { heartbeat } from './state.ts';
import { beginSweep, endSweep } from './sweep.ts';

export type Compared = { entries: number; changed: number; removed: number };

/**
 * Compares every entry's id, name, realm and entryCSN with its row: finds what following missed, and deletions where there is no
 * accesslog. Reads three attributes of each entry; only the entries that differ are read in full.
 */
export async function compare(source: SurveyedSource, signal?: AbortSignal): Promise<Result<Compared>> {
  const { reader, db, tree, landscape } = source;
  const sweep = await beginSweep(db);
  const beat = heartbeat(db);
  let changed = 0;
  const attributes = ['entryUUID', 'entryCSN', 'modifyTimestamp'];
  for await (const page of reader.pages(
    { base: tree.base, scope: 'sub', filter: catalogFilter(tree), attributes },
    1000,
  )) {
    signal?.throwIfAborted();
    if (!page.ok) return page;
    const entries = page.value
      .filter((entry) => entry.id !== '')
      .map((entry) => ({
        id: entry.id.toLowerCase(),
        dnKey: entry.dn.key,
        realmKey: realmKeyOf(entry.dn, landscape.realms),
        entryCsn: entry.first('entryCSN') || entry.first('modifyTimestamp'),
      }));
    for (const entry of entries) sweep.seen.add(entry.id);
    const known = await knownRows(
      db,
      entries.map((entry) => entry.id),
    );
    const different = entries.filter((entry) => known.get(entry.id) !== mark(entry));
    const read = await reread(
      source,
      different.map((entry) => entry.id),
    );
    if (!read.ok) return read;
    changed += different.length;
    await beat();
  }
  return ok({ entries: sweep.seen.size, changed, removed: await endSweep(db, sweep) });
}

async function knownRows(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ id: string; dnKey: string; realmKey: string; entryCsn: string }[]>(sql`
    select entry_id::text as id, dn_key as "dnKey", realm_key as "realmKey", coalesce(entry_csn, '') as "entryCsn" from catalog_entry
    where entry_id = any(${[...ids]}::uuid[])`);
  return new Map(rows.map((row) => [row.id, mark(row)]));
}

function mark(row: { dnKey: string; realmKey: string; entryCsn: string }): string {
  return JSON.stringify([row.entryCsn, row.realmKey, row.dnKey]);
}
