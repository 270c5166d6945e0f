import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { evaluate } from '../alerts/evaluate.ts';
import { sendMail } from '../alerts/out/mail.ts';
import { sendDue, type Way } from '../alerts/out/send-due.ts';
import { waysOut } from '../alerts/out/ways.ts';
import { sendWebhook } from '../alerts/out/webhook.ts';
import type { Config } from '../config/config.ts';
import { type Channel, channels } from '../domain/alert.ts';
import type { MetricStore } from '../metrics/port.ts';
import { metricTargets, targetNames } from '../services/metrics/targets.ts';
import type { Connections } from '../services/servers/connections.ts';
import { readDependencies } from '../store/alert-dependencies.ts';
import type { Delivery } from '../store/alert-outbox.ts';
import { readRules } from '../store/alert-rules.ts';
import { readSilences } from '../store/alert-silences.ts';
import { openAlerts, purgeAlerts, writeAlerts } from '../store/alerts.ts';
import type { Database } from '../store/database.ts';
import { latestEvents, readEvents } from '../store/events.ts';
import { sendXmpp } from './alerts-by-xmpp.ts';
import type { Job } from './schedule.ts';

export type AlertParts = {
  db: Database;
  metrics: Pick<MetricStore, 'series' | 'range'>;
  settings: Pick<Config, 'alerts' | 'publicUrl'>;
  log: Pick<Logger, 'warn' | 'info'>;
  connections: Connections;
};

/** Every ten seconds all rules; every two seconds what is to go out, by channel; every hour what is too old. */
export function alertJobs(parts: AlertParts): Job[] {
  const { db } = parts;
  return [
    {
      name: 'evaluate alerts',
      everyMs: 10_000,
      // Samples that were missed while the collector was away come first.
      firstAfterMs: 30_000,
      deadlineMs: 60_000,
      run: () => evaluateAlerts(parts),
    },
    { name: 'purge alerts', everyMs: 3_600_000, firstAfterMs: 90_000, deadlineMs: 300_000, run: () => purgeAlerts(db) },
    ...sendingJobs(parts),
  ];
}

/** One look at everything, from what the database says and into it, so that it makes no difference who looked before. */
export async function evaluateAlerts(
  { db, metrics, settings, log }: Omit<AlertParts, 'connections'>,
  now = new Date(),
): Promise<void> {
  const targets = await metricTargets({ db });
  const evaluated = await evaluate({
    rules: await readRules(db),
    open: await openAlerts(db),
    silences: await readSilences(db, now),
    dependencies: await readDependencies(db),
    sight: {
      metrics,
      targets: new Set(targets.map(({ target }) => target)),
      latestEvents: (kinds) => latestEvents(db, kinds),
      async lastEvent(kind, target) {
        const [last] = await readEvents(db, { kinds: [kind], targets: [target], limit: 1 });
        return last?.at ?? null;
      },
    },
    words: { baseUrl: settings.publicUrl, nameOf: targetNames(targets) },
    now,
    newId: randomUUID,
    failed: ({ name }, cause) => log.warn({ rule: name, err: cause }, 'a rule was not evaluated'),
  });
  await writeAlerts(db, { ...evaluated, ways: waysOut(settings.alerts) });
}

/** A mail server that doesn't answer holds up no webhook. */
export function sendingJobs({ db, settings, log, connections }: Omit<AlertParts, 'metrics'>): Job[] {
  const { mail, webhook, xmpp, caFile } = settings.alerts;
  const ca = () => (caFile ? { ca: readFileSync(caFile, 'utf8') } : {});
  const ways: Record<Channel, Way['send'] | null> = {
    mail: mail && ((delivery) => forGood(sendMail({ ...mail, ...ca() }, delivery))),
    webhook: webhook && ((delivery) => forGood(sendWebhook({ ...webhook, ...ca() }, delivery))),
    xmpp: xmpp && ((delivery) => sendXmpp({ db, connections, settings: xmpp }, delivery)),
  };
  return channels.flatMap((channel) => {
    const send = ways[channel];
    if (!send) return [];
    const unnoted = new Set<string>();
    const failed = ({ id, tries }: Delivery, cause: unknown) =>
      log.warn({ channel, id, tries, why: cause instanceof Error ? cause.message : cause }, 'an alert was not sent');
    return {
      name: `send alerts by ${channel}`,
      everyMs: 2_000,
      longestRetryMs: 10_000,
      deadlineMs: 120_000,
      run: async (signal: AbortSignal) => {
        await sendDue(db, { channel, send, failed, unnoted }, signal);
      },
    };
  });
}

/** What was taken there doesn't come back to us. */
async function forGood(sent: Promise<void>): Promise<null> {
  await sent;
  return null;
}
