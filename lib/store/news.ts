import type { Database, Sql } from './database.ts';

/**
 * What is new, seen from outside: one mark a topic, which differs when something of it does. Topics: `events`, `alerts` (open
 * ones), `devices` (their states; what they were polled last at most every 10 s), and `metrics/<target> <step>` for each
 * target and step of series that had samples lately.
 */
export type Marks = ReadonlyMap<string, string>;
export const markedTopics = ['events', 'alerts', 'devices', 'metrics'] as const;
export type MarkedTopic = (typeof markedTopics)[number];

/** What is older was told; a look comes every few seconds. */
const lately = `interval '1 minute'`;

/** One statement for whoever listens; what nobody listens to isn't looked at. */
export async function readMarks(sql: Sql, topics: readonly MarkedTopic[]): Promise<Marks> {
  const rows = await sql.query<{ topic: string; mark: string }>(look, [topics]);
  return new Map(rows.map(({ topic, mark }) => [topic, mark]));
}

const look = `
  SELECT 'events' AS topic, coalesce(max(id), 0)::text AS mark FROM event WHERE 'events' = ANY($1::text[])
  UNION ALL
  SELECT 'alerts', coalesce(md5(string_agg(concat_ws(' ', id, state, severity, value, quiet), ',' ORDER BY id)), '')
    FROM alert WHERE state <> 'resolved' AND 'alerts' = ANY($1)
  UNION ALL
  SELECT 'devices', concat_ws(' ', md5(string_agg(concat_ws(' ', d.id, d.version, s.state, s.since), ',' ORDER BY d.id)),
      floor(extract(epoch FROM max(s.polled_at)) / 10))
    FROM device d LEFT JOIN device_state s ON s.device_id = d.id WHERE 'devices' = ANY($1)
  UNION ALL
  SELECT concat('metrics/', target, ' ', step), extract(epoch FROM told_at)::text
    FROM metric_news WHERE told_at > now() - ${lately} AND 'metrics' = ANY($1)`;

/** Samples of these targets and steps were written just now. Each of them once. */
export async function tellSamples(
  db: Pick<Database, 'query'>,
  told: readonly { target: string; step: number }[],
): Promise<void> {
  if (told.length === 0) return;
  await db.query(
    `INSERT INTO metric_news (target, step, told_at) SELECT t, s, now() FROM unnest($1::text[], $2::int[]) AS n(t, s)
     ORDER BY t, s ON CONFLICT (target, step) DO UPDATE SET told_at = excluded.told_at`,
    [told.map(({ target }) => target), told.map(({ step }) => step)],
  );
}

/** Targets that are gone tell nothing any more. */
export async function purgeNews(db: Pick<Database, 'query'>): Promise<void> {
  await db.query(`DELETE FROM metric_news WHERE told_at < now() - interval '1 day'`);
}
