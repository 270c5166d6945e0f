import { ok, type Result } from '../domain/failure.ts';
import { accesslogFeed, hasAccesslog } from './accesslog-feed.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Source } from './source.ts';
import { timestampFeed } from './timestamp-feed.ts';

/** The accesslog where there is one that the portal's account may read; else modifyTimestamp. */
export async function chooseFeed({ reader, tree }: Pick<Source, 'reader' | 'tree'>): Promise<Result<ChangeFeed>> {
  if (!tree.accesslogBase) return ok(timestampFeed(reader, tree.base));
  const readable = await hasAccesslog(reader, tree.accesslogBase);
  if (!readable.ok) return readable;
  return ok(readable.value ? accesslogFeed(reader, tree.accesslogBase) : timestampFeed(reader, tree.base));
}
