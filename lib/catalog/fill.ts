import type { Tree } from '../config/directory.ts';
import type { Reader } from '../directory/port.ts';
import { ok, type Result } from '../domain/failure.ts';
import { ahead } from './ahead.ts';
import type { ChangeFeed } from './change-feed.ts';
import { chooseFeed } from './choose-feed.ts';
import { basisOf, type Cursor, cursorText } from './cursor.ts';
import { type Database, sql } from './database.ts';
import { type Landscape, readLandscape } from './landscape.ts';
import { allRows } from './read-rows.ts';
import type { Source } from './source.ts';
import { forgetCursor, heartbeat, markFilled, markState } from './state.ts';
import { beginSweep, endSweep } from './sweep.ts';
import { upsertRows } from './upsert.ts';

export type Filled = { entries: number; removed: number; cursor: Cursor; landscape: Landscape };

/**
 * Reads the whole directory as the service account into the catalog and removes the rows of entries that are no more.
 * Rows of before are served meanwhile. `feed` is asked for its newest change before the read begins, so that nothing falls between the two;
 * until the end there is no cursor in the database, which makes a collector that starts after a crash begin again.
 */
export async function fill(source: Source, feed: ChangeFeed, signal?: AbortSignal): Promise<Result<Filled>> {
  const { reader, db, tree } = source;
  await markState(db, 'filling');
  await forgetCursor(db);
  const position = await feed.newest();
  if (!position.ok) return position;
  const landscape = await readLandscape(reader, tree);
  if (!landscape.ok) return landscape;
  const sweep = await beginSweep(db);
  const beat = heartbeat(db);
  for await (const page of ahead(allRows({ reader, tree, landscape: landscape.value }))) {
    signal?.throwIfAborted();
    if (!page.ok) return page;
    const rows = page.value.filter((row) => !sweep.seen.has(row.id));
    for (const row of rows) sweep.seen.add(row.id);
    await upsertRows(db, rows);
    await beat();
  }
  const removed = await endSweep(db, sweep);
  await refreshStatistics(db);
  const cursor = { feed: feed.is, basis: basisOf(landscape.value, tree), position: position.value };
  await markFilled(db, cursorText(cursor));
  return ok({ entries: sweep.seen.size, removed, cursor, landscape: landscape.value });
}

/** One fill without following, for tests and tools. */
export async function fillCatalog(reader: Reader, db: Database, tree: Tree): Promise<Result<Filled>> {
  const feed = await chooseFeed({ reader, tree });
  return feed.ok ? fill({ reader, db, tree }, feed.value) : feed;
}

/** The embedded database has no autovacuum; without statistics it sorts where an index would do. */
export async function refreshStatistics(db: Database): Promise<void> {
  await db.$executeRaw(sql`vacuum (analyze) catalog_entry`);
}
