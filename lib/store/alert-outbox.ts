import type { AlertMessage, Channel } from '../domain/alert.ts';
import type { Database } from './database.ts';

export type Delivery = { id: string; channel: Channel; message: AlertMessage; tries: number; createdAt: Date };

/** While somebody sends it, nobody else does; if they die, it is tried again after this. */
const leaseSeconds = 120;

/**
 * The next message that is due over a channel, held for two minutes; null: none is. The try is counted before it is made, so a
 * message that kills its sender isn't tried for ever.
 */
export async function claimDelivery(db: Database, channels: readonly Channel[]): Promise<Delivery | null> {
  const [row] = await db.query<Delivery>(
    `UPDATE alert_delivery SET tries = tries + 1, next_at = now() + make_interval(secs => $2)
     WHERE id = (SELECT id FROM alert_delivery WHERE state = 'waiting' AND next_at <= now() AND channel = ANY($1)
                 ORDER BY next_at, created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, channel, message, tries, created_at AS "createdAt"`,
    [channels, leaseSeconds],
  );
  return row ?? null;
}

export async function deliverySent(db: Database, id: string): Promise<void> {
  await db.query(`UPDATE alert_delivery SET state = 'sent', ended_at = now(), error = NULL WHERE id = $1`, [id]);
}

/** `again` null: it is given up. */
export async function deliveryFailed(db: Database, id: string, error: string, againAt: Date | null): Promise<void> {
  await db.query(
    `UPDATE alert_delivery SET error = $2, next_at = coalesce($3, next_at), state = CASE WHEN $3::timestamptz IS NULL
       THEN 'given-up' ELSE 'waiting' END, ended_at = CASE WHEN $3::timestamptz IS NULL THEN now() END WHERE id = $1`,
    [id, error.slice(0, 500), againAt?.toISOString() ?? null],
  );
}

export type OutboxFigures = { waiting: number; failing: number; givenUp: number; lastError: string | null };

/** For the page: whether what should go out does. */
export async function outboxFigures(db: Database): Promise<OutboxFigures> {
  const [row] = await db.query<OutboxFigures>(
    `SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting,
       count(*) FILTER (WHERE state = 'waiting' AND error IS NOT NULL)::int AS failing,
       count(*) FILTER (WHERE state = 'given-up' AND ended_at > now() - interval '1 day')::int AS "givenUp",
       (SELECT error FROM alert_delivery WHERE error IS NOT NULL ORDER BY next_at DESC LIMIT 1) AS "lastError"
     FROM alert_delivery`,
  );
  return row ?? { waiting: 0, failing: 0, givenUp: 0, lastError: null };
}
