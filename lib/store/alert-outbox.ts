import { randomUUID } from 'node:crypto';
import type { AlertMessage, Channel, WayOut } from '../domain/alert.ts';
import type { Database, Sql } from './database.ts';
import { storableJson } from './storable.ts';

export type Delivery = WayOut & {
  id: string;
  message: AlertMessage;
  tries: number;
  createdAt: Date;
  /** An earlier try began of which nobody knows how it ended. */
  mayHaveArrived: boolean;
};

/** One message over each of the ways. */
export async function enqueue(
  sql: Pick<Sql, 'query'>,
  message: AlertMessage,
  ways: readonly WayOut[],
  now: Date,
): Promise<void> {
  for (const { channel, recipient } of ways)
    await sql.query(
      `INSERT INTO alert_delivery (id, channel, recipient, kind, message, state, next_at, created_at)
       VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $6)`,
      [randomUUID(), channel, recipient, message.kind, storableJson(message), now.toISOString()],
    );
}

/** While somebody sends it, nobody else does; if they die, it is tried again after this. */
const leaseSeconds = 120;

/**
 * The next message that is due over a channel, held for two minutes; null: none is. The try is counted before it is made, so a
 * message that kills its sender isn't tried for ever; and until it is known how it ended, it may have arrived.
 */
export async function claimDelivery(db: Database, channels: readonly Channel[]): Promise<Delivery | null> {
  const [row] = await db.query<Delivery>(
    `UPDATE alert_delivery AS d SET tries = tries + 1, next_at = now() + make_interval(secs => $2), uncertain = true
     FROM (SELECT id, uncertain FROM alert_delivery
           WHERE state = 'waiting' AND next_at <= now() AND channel = ANY($1)
           ORDER BY next_at, created_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS due
     WHERE d.id = due.id
     RETURNING d.id, channel, recipient, message, tries, created_at AS "createdAt", due.uncertain AS "mayHaveArrived"`,
    [channels, leaseSeconds],
  );
  return row ?? null;
}

export async function deliverySent(db: Database, id: string): Promise<void> {
  await db.query(
    `UPDATE alert_delivery SET state = 'sent', ended_at = now(), error = NULL, uncertain = false WHERE id = $1`,
    [id],
  );
}

/** `againAt` null: it is given up. `uncertain`: it may have arrived, by this try or by an earlier one. */
export type Failing = { error: string; againAt: Date | null; uncertain: boolean };

export async function deliveryFailed(db: Database, id: string, { error, againAt, uncertain }: Failing): Promise<void> {
  await db.query(
    `UPDATE alert_delivery SET error = $2, next_at = coalesce($3, next_at), uncertain = $4,
       state = CASE WHEN $3::timestamptz IS NULL THEN 'given-up' ELSE 'waiting' END,
       ended_at = CASE WHEN $3::timestamptz IS NULL THEN now() END WHERE id = $1`,
    [id, error.slice(0, 500), againAt?.toISOString() ?? null, uncertain],
  );
}

/** `failing`: waits, and was not taken. `uncertain` of them may have arrived all the same. */
export type OutboxFigures = {
  waiting: number;
  failing: number;
  uncertain: number;
  givenUp: number;
  lastError: string | null;
};

/** For the page: whether what should go out does. */
export async function outboxFigures(db: Database): Promise<OutboxFigures> {
  const [row] = await db.query<OutboxFigures>(
    `SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting,
       count(*) FILTER (WHERE state = 'waiting' AND error IS NOT NULL)::int AS failing,
       count(*) FILTER (WHERE state = 'waiting' AND error IS NOT NULL AND uncertain)::int AS uncertain,
       count(*) FILTER (WHERE state = 'given-up' AND ended_at > now() - interval '1 day')::int AS "givenUp",
       (SELECT error FROM alert_delivery WHERE error IS NOT NULL ORDER BY next_at DESC LIMIT 1) AS "lastError"
     FROM alert_delivery`,
  );
  return row ?? { waiting: 0, failing: 0, uncertain: 0, givenUp: 0, lastError: null };
}

/** `state`: waiting (not tried, or tried and not taken), sent, given-up. */
export type SentDelivery = Omit<Delivery, 'message' | 'mayHaveArrived'> & {
  kind: AlertMessage['kind'];
  /** What it tells of: the name of its first alert, and how many there are. */
  about: string | null;
  alerts: number;
  state: string;
  nextAt: Date;
  endedAt: Date | null;
  error: string | null;
  uncertain: boolean;
};

/** The last messages, the newest first. */
export async function lastDeliveries(db: Database, limit: number): Promise<SentDelivery[]> {
  return db.query<SentDelivery>(
    `SELECT id, channel, recipient, kind, state, tries, error, uncertain, created_at AS "createdAt", next_at AS "nextAt",
       ended_at AS "endedAt", message->'alerts'->0->>'name' AS about,
       coalesce(jsonb_array_length(message->'alerts'), 0) + coalesce((message->>'more')::int, 0) AS alerts
     FROM alert_delivery ORDER BY created_at DESC, id LIMIT $1`,
    [limit],
  );
}

/** A test message of that channel is on its way. */
export async function testWaits(db: Database, channel: Channel): Promise<boolean> {
  const [row] = await db.query(
    `SELECT 1 FROM alert_delivery WHERE channel = $1 AND kind = 'test' AND state = 'waiting' LIMIT 1`,
    [channel],
  );
  return row !== undefined;
}
