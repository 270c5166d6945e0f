import type { Database, Sql } from './database.ts';
import { appendEventsIn, type NewEvent } from './events.ts';

/** Of an engine that speaks to us: its latest message that was believed, and when it came. */
export type KeptClock = { boots: number; time: number; at: Date };
export type EngineMoment = { deviceId: string; engineId: string; boots: number; time: number };

/** One notification to be kept. `key`: of the same one that comes again; a random one where nothing tells that. */
export type NewNotification = { key: string; clock: EngineMoment | null; event: NewEvent & { at: Date } };

/** Counts of the receiver since it started. */
export type TrapCounts = { received: number; kept: number; refused: Record<string, number> };

export type KeptReceiver = { listens: string[]; startedAt: Date; beatAt: Date; counts: TrapCounts };
/** What was refused. `address` empty: from addresses that are not counted each. */
export type Refusal = { address: string; reason: string; count: number; firstAt: Date; lastAt: Date };

const row = 1;
/** What was seen is known so long; a recorded trap that is older is refused by its time. */
const seenMinutes = 60;
const refusedDays = 7;
const mostRefusals = 500;
const fullBoots = 2 ** 31 - 2;

/**
 * The name of our engine, and which start of it this is. `name`: for the first start, and for the one after which the counter
 * would be full (RFC 3414, 2.2).
 */
export async function startReceiver(
  db: Database,
  { name, listens }: { name: string; listens: readonly string[] },
): Promise<{ engineId: string; boots: number }> {
  const [own] = await db.query<{ engineId: string; boots: number }>(
    `INSERT INTO trap_receiver AS was (id, engine_id, boots, listens, started_at, beat_at, counts)
     VALUES ($1, $2, 1, $3, now(), now(), '{}')
     ON CONFLICT (id) DO UPDATE SET listens = excluded.listens, started_at = now(), beat_at = now(), counts = '{}',
       engine_id = CASE WHEN was.boots >= $4 THEN excluded.engine_id ELSE was.engine_id END,
       boots = CASE WHEN was.boots >= $4 THEN 1 ELSE was.boots + 1 END
     RETURNING engine_id AS "engineId", boots`,
    [row, name, listens, fullBoots],
  );
  if (!own) throw new Error('the database answered no row');
  return own;
}

/** All of `notifications` or none; those that were kept before make no second event. Answers how many were new. */
export async function keepNotifications(db: Database, notifications: readonly NewNotification[]): Promise<number> {
  return db.transaction(async (sql) => {
    const fresh = new Set(
      (
        await sql.query<{ key: string }>(
          `INSERT INTO trap_seen (key, at) SELECT DISTINCT key, now() FROM unnest($1::text[]) AS new (key)
           ON CONFLICT (key) DO NOTHING RETURNING key`,
          [notifications.map(({ key }) => key)],
        )
      ).map(({ key }) => key),
    );
    await keepClocks(sql, notifications);
    const events = notifications.filter(({ key }) => fresh.delete(key)).map(({ event }) => event);
    await appendEventsIn(sql, events);
    return events.length;
  });
}

/** The latest of each engine; of a device that was removed meanwhile nothing. */
async function keepClocks(sql: Sql, notifications: readonly NewNotification[]): Promise<void> {
  const told = notifications.flatMap(({ clock, event: { at } }) => (clock ? [{ ...clock, at }] : []));
  if (told.length === 0) return;
  await sql.query(
    `INSERT INTO trap_engine AS was (device_id, engine_id, boots, time, at)
     SELECT DISTINCT ON (device_id, engine_id) device_id, engine_id, boots, time, at
     FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::timestamptz[]) AS new (device_id, engine_id, boots, time, at)
     WHERE EXISTS (SELECT FROM device WHERE id = device_id)
     ORDER BY device_id, engine_id, boots DESC, time DESC
     ON CONFLICT (device_id, engine_id) DO UPDATE SET boots = excluded.boots, time = excluded.time, at = excluded.at
       WHERE (excluded.boots, excluded.time) > (was.boots, was.time)`,
    [
      told.map(({ deviceId }) => deviceId),
      told.map(({ engineId }) => engineId),
      told.map(({ boots }) => boots),
      told.map(({ time }) => time),
      told.map(({ at }) => at.toISOString()),
    ],
  );
}

export async function readClocks(db: Database): Promise<(EngineMoment & { at: Date })[]> {
  return db.query(
    `SELECT device_id AS "deviceId", engine_id AS "engineId", boots, time, at FROM trap_engine ORDER BY device_id, at`,
  );
}

/** The receiver is there, and has counted so far. `news`: refusals since the last time. */
export async function keepCounts(db: Database, counts: TrapCounts, news: readonly Refusal[]): Promise<void> {
  await db.transaction(async (sql) => {
    await sql.query('UPDATE trap_receiver SET beat_at = now(), counts = $2::jsonb WHERE id = $1', [
      row,
      JSON.stringify(counts),
    ]);
    if (news.length === 0) return;
    await sql.query(
      `INSERT INTO trap_refused AS was (address, reason, count, first_at, last_at)
       SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[], $5::timestamptz[])
       ON CONFLICT (address, reason) DO UPDATE SET count = was.count + excluded.count, last_at = excluded.last_at`,
      [
        news.map(({ address }) => address),
        news.map(({ reason }) => reason),
        news.map(({ count }) => count),
        news.map(({ firstAt }) => firstAt.toISOString()),
        news.map(({ lastAt }) => lastAt.toISOString()),
      ],
    );
  });
}

/** Rows that nobody needs any more; of refusals the last 500 of 7 days stay. `engines`: the bound of lib/traps/clocks.ts. */
export async function purgeTraps(db: Database, engines: { most: number; silentDays: number }): Promise<void> {
  await db.query(
    `DELETE FROM trap_engine WHERE at < now() - make_interval(days => $1) AND (device_id, engine_id) IN (
       SELECT device_id, engine_id FROM (SELECT device_id, engine_id,
         row_number() OVER (PARTITION BY device_id ORDER BY at DESC) AS place FROM trap_engine) AS ranked WHERE place > $2)`,
    [engines.silentDays, engines.most],
  );
  await db.query('DELETE FROM trap_seen WHERE at < now() - make_interval(mins => $1)', [seenMinutes]);
  await db.query(
    `DELETE FROM trap_refused WHERE last_at < now() - make_interval(days => $1)
       OR (address, reason) IN (SELECT address, reason FROM trap_refused ORDER BY last_at DESC OFFSET $2)`,
    [refusedDays, mostRefusals],
  );
}

/** null before the first start. */
export async function readReceiver(db: Database): Promise<KeptReceiver | null> {
  const [kept] = await db.query<KeptReceiver>(
    `SELECT listens, started_at AS "startedAt", beat_at AS "beatAt", counts FROM trap_receiver WHERE id = $1`,
    [row],
  );
  return kept ?? null;
}

/** The latest first. */
export async function readRefusals(db: Database, since: Date, limit: number): Promise<Refusal[]> {
  const rows = await db.query<Omit<Refusal, 'count'> & { count: string }>(
    `SELECT address, reason, count::text AS count, first_at AS "firstAt", last_at AS "lastAt" FROM trap_refused
     WHERE last_at >= $1 ORDER BY last_at DESC LIMIT $2`,
    [since.toISOString(), limit],
  );
  return rows.map((refusal) => ({ ...refusal, count: Number(refusal.count) }));
}
