import { readFileSync } from 'node:fs';
import pino from 'pino';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { parseConfig } from '../config/config.ts';
import { postgresMetrics } from '../metrics/postgres.ts';
import { alertHistory, openAlerts } from '../store/alerts.ts';
import { evaluateAlerts } from './alerts.ts';
import { SamplingUnderTest, settingsOf } from './sampling-under-test.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 });

const settings = parseConfig({
  ...{ SMTP_URL: 'smtps://mail.example', ALERT_MAIL_FROM: 'p@x.example', ALERT_MAIL_TO: 'o@x.example' },
});
const log = pino({ level: 'silent' });
const ejabberd = inject('xmpp').servers.find(({ kind }) => kind === 'ejabberd');
if (!ejabberd) throw new Error('no ejabberd');
const patient = { timeout: 60_000, interval: 200 };
const member = 'a1e00000-0000-4000-8000-000000000002';
let sampling: SamplingUnderTest;
let target = '';

beforeAll(async () => {
  sampling = await SamplingUnderTest.begin({ fastMs: 1_000, slowMs: 3_000 });
  target = await sampling.manage(settingsOf(ejabberd), ejabberd.admin.password);
});
afterAll(() => sampling.end());

/** Each look is that of a collector that has just been started. */
const evaluate = () => evaluateAlerts({ db: sampling.db, metrics: postgresMetrics(sampling.db), settings, log });
const told = () =>
  sampling.db.query(`SELECT kind FROM alert_delivery WHERE message->'alerts'->0->>'target' = $1 ORDER BY created_at`, [
    target,
  ]);

test('a node that is killed makes one alert, which is told once and ends once, over restarts of the collector', async () => {
  const killed = ejabberd.nodes[1];
  if (!killed) throw new Error('no second node');
  await expect.poll(() => sampling.value(target, 'xmpp.cluster.members', { state: 'running' }), patient).toBe(2);
  // Held for a second, so that pending is seen.
  await sampling.db.query('UPDATE alert_rule SET for_seconds = 1 WHERE id = $1', [member]);
  await sampling.db.query('DELETE FROM alert_rule WHERE id <> $1', [member]);
  process.kill(Number(readFileSync(killed.pidFile, 'utf8')), 'SIGKILL');
  const seen = new Set<string>();
  const look = async () => {
    await evaluate();
    const [alert] = await openAlerts(sampling.db);
    if (alert) seen.add(alert.state);
    return alert?.state ?? 'none';
  };
  await expect.poll(look, patient).toBe('firing');
  const [alert] = await openAlerts(sampling.db);
  expect(alert).toMatchObject({ target, of: killed.name, text: expect.stringContaining(killed.name) });
  await expect.poll(look, patient).toBe('none');
  for (let again = 0; again < 3; again++) await evaluate();
  expect([...seen].filter((state) => state !== 'pending')).toEqual(['firing']);
  expect((await alertHistory(sampling.db, { limit: 10, skip: 0 })).alerts).toMatchObject([{ id: alert?.id }]);
  expect(await told()).toEqual([{ kind: 'firing' }, { kind: 'resolved' }]);
});
