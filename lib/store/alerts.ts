import { type Alert, type AlertMessage, alertStates, subjectKey, type WayOut } from '../domain/alert.ts';
import { alertSeverities } from '../domain/alert-rule.ts';
import { enqueue } from './alert-outbox.ts';
import type { Database, Sql } from './database.ts';
import type { Alert as AlertRow } from './generated/client.ts';
import { storableJson } from './storable.ts';

export type KeptAlert = Alert & { acknowledgedAt: Date | null; acknowledgedBy: string | null };

/** Everything that is not over. */
export async function openAlerts(db: Database): Promise<KeptAlert[]> {
  const rows = await db.prisma.alert.findMany({
    where: { state: { not: 'resolved' } },
    orderBy: [{ since: 'desc' }, { id: 'asc' }],
  });
  return rows.map(keptOf);
}

export async function readAlert(db: Database, id: string): Promise<KeptAlert | null> {
  const row = await db.prisma.alert.findUnique({ where: { id } });
  return row && keptOf(row);
}

/** What is over, the last first. */
export async function alertHistory(
  db: Database,
  { limit, skip }: { limit: number; skip: number },
): Promise<{ alerts: KeptAlert[]; total: number }> {
  const where = { state: 'resolved' };
  const orderBy = [{ resolvedAt: 'desc' as const }, { id: 'asc' as const }];
  const rows = await db.prisma.alert.findMany({ where, orderBy, take: limit, skip });
  return { alerts: rows.map(keptOf), total: await db.prisma.alert.count({ where }) };
}

/** What one evaluation found out. `message` goes each of the ways, once, with the alerts that it tells of. */
export type AlertChanges = {
  write: readonly Alert[];
  /** Pending ones of which nothing is left. */
  drop: readonly string[];
  tell: readonly { message: AlertMessage; ids: readonly string[] }[];
  ways: readonly WayOut[];
  now: Date;
};

/**
 * All of it or nothing, so that an evaluation that was killed is made again from the same state: what is told stands in the
 * outbox together with the alert that says that it was told. Somebody may acknowledge meanwhile: that stays.
 */
export async function writeAlerts(db: Database, { write, drop, tell, ways, now }: AlertChanges): Promise<void> {
  if (write.length + drop.length + tell.length === 0) return;
  await db.transaction(async (sql) => {
    await upsert(sql, write);
    if (drop.length > 0) await sql.query(`DELETE FROM alert WHERE id = ANY($1) AND state = 'pending'`, [drop]);
    for (const { message, ids } of tell) {
      const firing = message.kind === 'firing';
      // The condition holds even if two collectors should run: only one finds rows that nobody was told of.
      const told = await sql.query<{ id: string }>(
        firing
          ? 'UPDATE alert SET notified_at = $2 WHERE id = ANY($1) AND notified_at IS NULL RETURNING id'
          : `SELECT id FROM alert WHERE id = ANY($1) AND state = 'resolved' AND resolved_at = $2`,
        [ids, now.toISOString()],
      );
      const alerts = message.alerts.filter(({ id }) => told.some((one) => one.id === id));
      if (alerts.length > 0) await enqueue(sql, { ...message, alerts }, ways, now);
    }
  });
}

async function upsert(sql: Sql, alerts: readonly Alert[]): Promise<void> {
  if (alerts.length === 0) return;
  const rows = alerts.map((alert) => ({ ...alert, subject: subjectKey(alert) }));
  await sql.query(
    `INSERT INTO alert (id, rule_id, subject, name, severity, target, of, series, unit, state, since, fired_at, resolved_at,
       seen_at, value, text, quiet, group_key)
     SELECT r.id, r."ruleId", r.subject, r.name, r.severity, r.target, r.of, r.series, r.unit, r.state, r.since, r."firedAt",
       r."resolvedAt", r."seenAt", r.value, r.text, r.quiet, r."groupKey"
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "ruleId" uuid, subject text, name text, severity text, target text,
       of text, series text, unit text, state text, since timestamptz, "firedAt" timestamptz, "resolvedAt" timestamptz,
       "seenAt" timestamptz, value float8, text text, quiet text, "groupKey" text)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, severity = excluded.severity, unit = excluded.unit,
       state = CASE WHEN excluded.state = 'firing' AND alert.state = 'acknowledged' THEN alert.state
                    WHEN excluded.state = 'acknowledged' AND alert.state = 'firing' THEN alert.state ELSE excluded.state END,
       fired_at = excluded.fired_at, resolved_at = excluded.resolved_at, seen_at = excluded.seen_at, value = excluded.value,
       text = excluded.text, quiet = excluded.quiet
     WHERE alert.state <> 'resolved'`,
    [storableJson(rows)],
  );
}

/** 'gone' when it is not firing any more. */
export async function acknowledge(db: Database, id: string, by: string): Promise<'done' | 'gone'> {
  const data = { state: 'acknowledged', acknowledgedAt: new Date(), acknowledgedBy: by };
  const { count } = await db.prisma.alert.updateMany({ where: { id, state: 'firing' }, data });
  return count > 0 ? 'done' : 'gone';
}

/** Undo of it. */
export async function unacknowledge(db: Database, id: string): Promise<'done' | 'gone'> {
  const data = { state: 'firing', acknowledgedAt: null, acknowledgedBy: null };
  const { count } = await db.prisma.alert.updateMany({ where: { id, state: 'acknowledged' }, data });
  return count > 0 ? 'done' : 'gone';
}

export const keptAlerts = { days: 365, rows: 100_000 } as const;

/** What is over for a year, or beyond 100,000 rows; silences that ended and messages that went out a month ago. */
export async function purgeAlerts(db: Database): Promise<void> {
  await db.query(
    `DELETE FROM alert WHERE state = 'resolved' AND (resolved_at < now() - make_interval(days => $1)
       OR resolved_at <= (SELECT resolved_at FROM alert WHERE state = 'resolved' ORDER BY resolved_at DESC OFFSET $2 LIMIT 1))`,
    [keptAlerts.days, keptAlerts.rows],
  );
  await db.query(`DELETE FROM alert_silence WHERE until < now() - interval '30 days'`);
  await db.query(`DELETE FROM alert_delivery WHERE state <> 'waiting' AND ended_at < now() - interval '30 days'`);
}

function keptOf({ subject: _, state, severity, ...row }: AlertRow): KeptAlert {
  return {
    ...row,
    state: alertStates.find((one) => one === state) ?? 'firing',
    severity: alertSeverities.find((one) => one === severity) ?? 'warn',
  };
}
