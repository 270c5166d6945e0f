import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { parseConfig } from '../../config/config.ts';
import { postgresMetrics } from '../../metrics/postgres.ts';
import { readRules } from '../../store/alert-rules.ts';
import { openAlerts } from '../../store/alerts.ts';
import { openDatabase } from '../../store/database.ts';
import { appendEvents } from '../../store/events.ts';
import { evaluateAlerts } from '../alerts.ts';

/** For tests only: alerts of one managed server and of the directory, told by mail. */
export const db = openDatabase(inject('databaseUrl'), { connections: 4 });
export const metrics = postgresMetrics(db);
const mailed = { SMTP_URL: 'smtps://mail.example', ALERT_MAIL_FROM: 'p@x.example', ALERT_MAIL_TO: 'o@x.example' };
const settings = parseConfig(mailed);
export const log = pino({ level: 'silent' });
const server = randomUUID();
export const target = `server:${server}`;
const begun = Date.now() - 3_600_000;
export const at = (seconds: number) => new Date(begun + seconds * 1000);

/** As a collector that was started just now would: nothing is kept in memory. */
export const evaluateAt = (seconds: number) => evaluateAlerts({ db, metrics, settings, log }, at(seconds));
export const open = async () =>
  (await openAlerts(db)).filter((alert) => alert.target === target || alert.target === 'directory');
export const states = async () => (await open()).map(({ state }) => state);
export const messages = async () =>
  (await db.query<{ kind: string; ids: string[]; channel: string }>(
    `SELECT kind, channel, jsonb_path_query_array(message, '$.alerts[*].id') AS ids FROM alert_delivery ORDER BY created_at, kind`,
  )) as { kind: string; channel: string; ids: string[] }[];
export const tell = (state: string, seconds: number, of = target, kind = 'server.state') =>
  appendEvents(db, [
    { at: at(seconds), target: of, kind, severity: 'warn', text: `It is ${state}.`, details: { state } },
  ]);

/** The server, and before each test no alert and nothing that happened. */
export function setScene(): void {
  beforeAll(async () => {
    await db.prisma.managedServer.create({
      data: {
        ...{
          id: server,
          name: `watched-${server}`,
          domain: 'x.example',
          host: '127.0.0.1',
          port: 1,
          tls: 'direct',
          ca: '',
        },
        ...{ jid: 'a@x.example', secret: '', mechanisms: [], createdAt: new Date(), changedAt: new Date() },
      },
    });
  });
  beforeEach(clear);
  afterAll(async () => {
    await clear();
    await db.prisma.managedServer.delete({ where: { id: server } });
    await db.prisma.alertRule.deleteMany({
      where: { id: { notIn: (await readRules(db)).filter(({ id }) => id.startsWith('a1e00000')).map(({ id }) => id) } },
    });
    await db.close();
  });
}

/** The directory's events too: the next file would find them in the same database. */
async function clear(): Promise<void> {
  for (const table of ['alert', 'alert_delivery', 'alert_silence', 'alert_dependency'])
    await db.query(`DELETE FROM ${table}`);
  await db.query(`DELETE FROM event WHERE target IN ($1, 'directory')`, [target]);
}
