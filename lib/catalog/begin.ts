import { ok, type Result } from '../domain/failure.ts';
import type { ChangeFeed } from './change-feed.ts';
import { chooseFeed } from './choose-feed.ts';
import { basisOf, parseCursor } from './cursor.ts';
import { sql } from './database.ts';
import { type Landscape, readLandscape } from './landscape.ts';
import type { Source } from './source.ts';
import { readState } from './state.ts';

/** What has to be done before changes can be followed, and by which feed they are. */
export type Beginning =
  | { first: 'fill'; feed: ChangeFeed }
  | { first: 'compare'; feed: ChangeFeed; landscape: Landscape }
  | { first: 'nothing'; feed: ChangeFeed; landscape: Landscape; position: string };

/**
 * After start-up and after every failure: fill what was never filled, broken off, emptied or made in another way; compare when
 * changes may have been missed; else go on at the cursor.
 */
export async function findBeginning(source: Source): Promise<Result<Beginning>> {
  const feed = await chooseFeed(source);
  if (!feed.ok) return feed;
  const landscape = await readLandscape(source.reader, source.tree);
  if (!landscape.ok) return landscape;
  const { filledAt, cursor: text } = await readState(source.db);
  const cursor = parseCursor(text);
  const usable = filledAt && cursor?.basis === basisOf(landscape.value, source.tree) && (await hasRows(source));
  if (!usable || !cursor) return ok({ first: 'fill', feed: feed.value });
  if (cursor.feed !== feed.value.is) return ok({ first: 'compare', feed: feed.value, landscape: landscape.value });
  const reaches = await feed.value.reachesBackTo(cursor.position);
  if (!reaches.ok) return reaches;
  if (!reaches.value) return ok({ first: 'compare', feed: feed.value, landscape: landscape.value });
  return ok({ first: 'nothing', feed: feed.value, landscape: landscape.value, position: cursor.position });
}

async function hasRows({ db }: Source): Promise<boolean> {
  const rows = await db.$queryRaw<{ any: boolean }[]>(sql`select exists (select 1 from catalog_entry) as any`);
  return rows[0]?.any ?? false;
}
