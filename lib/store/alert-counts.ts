import { alertStates } from '../domain/alert.ts';
import { alertSeverities } from '../domain/alert-rule.ts';
import type { Database } from './database.ts';

export type AlertCount = { state: string; severity: string; count: number };

/** How many alerts are open, by state and severity; those that none is in are told as 0. */
export async function countAlerts(db: Pick<Database, 'query'>): Promise<AlertCount[]> {
  const rows = await db.query<AlertCount>(
    `SELECT state, severity, count(*)::int AS count FROM alert WHERE state <> 'resolved' GROUP BY state, severity`,
  );
  return alertStates
    .filter((state) => state !== 'resolved')
    .flatMap((state) =>
      alertSeverities.map((severity) => ({
        state,
        severity,
        count: rows.find((row) => row.state === state && row.severity === severity)?.count ?? 0,
      })),
    );
}
