import { z } from 'zod';
import type { Database } from './database.ts';

const count = z.number().int().min(0);
const byWord = <T extends z.ZodType>(of: T) => z.record(z.string().max(40), of);

/** What the web process says of itself. Counts begin anew with it; the longest and the 95% are of the time since it last said. */
const webFigures = z.object({
  /** By kind of route (lib/web/request-counts.ts). */
  requests: byWord(count),
  /** Answered with 500 or more. */
  failed: byWord(count),
  /** Milliseconds within which 95% were answered; kinds that nobody asked for are missing. */
  p95Ms: byWord(z.number().min(0)),
  /** Server actions by outcome: done, or the kind of failure. */
  actions: byWord(count),
  /** Pages that are told of news. */
  live: count,
  rssBytes: count,
  heapBytes: count,
  cpuMs: count,
  /** Longest that the event loop was held up. */
  loopMs: z.number().min(0).nullable(),
});
export type WebFigures = z.infer<typeof webFigures>;

/** One row a process: what is said replaces what was said before. */
export async function writeWebFigures(db: Pick<Database, 'query'>, figures: WebFigures): Promise<void> {
  await db.query(
    `INSERT INTO process_figures (process, at, figures) VALUES ('web', now(), $1::jsonb)
     ON CONFLICT (process) DO UPDATE SET at = excluded.at, figures = excluded.figures`,
    [JSON.stringify(figures)],
  );
}

/** null when there is nothing of the last 30 seconds: the process is away, or has not said anything yet. */
export async function readWebFigures(db: Pick<Database, 'query'>): Promise<{ at: Date; figures: WebFigures } | null> {
  const [row] = await db.query<{ at: Date; figures: unknown }>(
    `SELECT at, figures FROM process_figures WHERE process = 'web' AND at > now() - interval '30 seconds'`,
  );
  // Another version of the web process may say something else: that is not known then.
  const parsed = webFigures.safeParse(row?.figures);
  return row && parsed.success ? { at: row.at, figures: parsed.data } : null;
}
