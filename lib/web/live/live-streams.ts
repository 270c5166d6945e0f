import type { Sql } from '../../store/database.ts';
import { NewsLook } from './news-look.ts';
import { LiveStreams } from './streams.ts';

/** On globalThis: one of them in a process, over the reloads of development. */
const kept = globalThis as { bailiwickStreams?: LiveStreams };

export function liveStreams(sql: Sql): LiveStreams {
  kept.bailiwickStreams ??= new LiveStreams(new NewsLook(sql));
  return kept.bailiwickStreams;
}

/** How many pages are told of news now. */
export const liveCount = () => kept.bailiwickStreams?.count ?? 0;
