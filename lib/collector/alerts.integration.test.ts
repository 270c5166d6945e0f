import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { sendDue } from '../alerts/out/send-due.ts';
import { parseConfig } from '../config/config.ts';
import type { RuleInput } from '../domain/alert-rule-input.ts';
import type { SeriesSpec } from '../metrics/port.ts';
import { postgresMetrics } from '../metrics/postgres.ts';
import { connections } from '../services/servers/connections.ts';
import { nowhere } from '../services/testing/fake-connector.ts';
import { claimDelivery, type Delivery } from '../store/alert-outbox.ts';
import { deleteRule, insertRule, newRuleId, readRules } from '../store/alert-rules.ts';
import { insertSilence } from '../store/alert-silences.ts';
import { acknowledge, alertHistory, openAlerts, purgeAlerts } from '../store/alerts.ts';
import { openDatabase } from '../store/database.ts';
import { appendEvents } from '../store/events.ts';
import { secretBox } from '../store/secret-box.ts';
import { alertJobs, evaluateAlerts } from './alerts.ts';

const db = openDatabase(inject('databaseUrl'), { connections: 4 });
const metrics = postgresMetrics(db);
const mailed = { SMTP_URL: 'smtps://mail.example', ALERT_MAIL_FROM: 'p@x.example', ALERT_MAIL_TO: 'o@x.example' };
const settings = parseConfig(mailed);
const log = pino({ level: 'silent' });
const nobody = connections(nowhere, secretBox({ file: join(tmpdir(), `key-${randomUUID()}`), made: true }));
const server = randomUUID();
const target = `server:${server}`;
const begun = Date.now() - 3_600_000;
const at = (seconds: number) => new Date(begun + seconds * 1000);

/** As a collector that was started just now would: nothing is kept in memory. */
const evaluateAt = (seconds: number) => evaluateAlerts({ db, metrics, settings, log }, at(seconds));
const open = async () =>
  (await openAlerts(db)).filter((alert) => alert.target === target || alert.target === 'directory');
const states = async () => (await open()).map(({ state }) => state);
const messages = async () =>
  (await db.query<{ kind: string; ids: string[]; channel: string }>(
    `SELECT kind, channel, jsonb_path_query_array(message, '$.alerts[*].id') AS ids FROM alert_delivery ORDER BY created_at, kind`,
  )) as { kind: string; channel: string; ids: string[] }[];
const tell = (state: string, seconds: number, of = target, kind = 'server.state') =>
  appendEvents(db, [
    { at: at(seconds), target: of, kind, severity: 'warn', text: `It is ${state}.`, details: { state } },
  ]);

const threshold: RuleInput = {
  ...{ name: 'Full', enabled: true, severity: 'warn', target: 'directory', forSeconds: 0, grouping: 'target' },
  condition: { is: 'threshold', series: 'test.used', percentOf: 'test.most', direction: 'above', limit: 80, clear: 70 },
};

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
beforeEach(async () => {
  await db.query('DELETE FROM alert');
  await db.query('DELETE FROM alert_delivery');
  await db.query('DELETE FROM alert_silence');
  await db.query('DELETE FROM alert_dependency');
  await db.query(`DELETE FROM event WHERE target IN ($1, 'directory')`, [target]);
});
afterAll(async () => {
  for (const table of ['alert', 'alert_delivery', 'alert_silence', 'alert_dependency'])
    await db.query(`DELETE FROM ${table}`);
  await db.prisma.managedServer.delete({ where: { id: server } });
  await db.prisma.alertRule.deleteMany({
    where: { id: { notIn: (await readRules(db)).filter(({ id }) => id.startsWith('a1e00000')).map(({ id }) => id) } },
  });
  await db.close();
});

test('every portal begins with rules that can be evaluated', async () => {
  const first = (await readRules(db)).filter(({ id }) => id.startsWith('a1e00000'));
  expect(first).toHaveLength(10);
  expect(first.every(({ enabled }) => enabled)).toBe(true);
});

describe('a server that goes away', () => {
  test('is pending, fires once after a minute, and is resolved once, whichever collector looks', async () => {
    await tell('away', 0);
    await evaluateAt(10);
    expect(await states()).toEqual(['pending']);
    expect(await messages()).toEqual([]);
    await evaluateAt(59);
    expect(await states()).toEqual(['pending']);
    for (const seconds of [60, 70, 70, 80]) await evaluateAt(seconds);
    const [alert] = await open();
    expect(alert).toMatchObject({ state: 'firing', since: at(0), firedAt: at(60), text: 'It is away.', target });
    expect(await messages()).toEqual([{ kind: 'firing', channel: 'mail', ids: [alert?.id] }]);
    await tell('online', 90);
    for (const seconds of [100, 110]) await evaluateAt(seconds);
    expect(await open()).toEqual([]);
    expect((await alertHistory(db, { limit: 10, skip: 0 })).alerts).toMatchObject([
      { id: alert?.id, resolvedAt: at(100) },
    ]);
    expect((await messages()).map(({ kind }) => kind)).toEqual(['firing', 'resolved']);
  });

  test('and comes back within the minute is nothing', async () => {
    await tell('away', 0);
    await evaluateAt(10);
    await tell('online', 30);
    await evaluateAt(70);
    expect(await open()).toEqual([]);
    expect((await alertHistory(db, { limit: 10, skip: 0 })).total).toBe(0);
    expect(await messages()).toEqual([]);
  });

  test('fires once when two collectors look at the same time', async () => {
    await tell('away', 0);
    await Promise.allSettled([evaluateAt(70), evaluateAt(70), evaluateAt(70)]);
    await evaluateAt(80);
    expect(await states()).toEqual(['firing']);
    expect(await messages()).toHaveLength(1);
  });

  test('stays acknowledged, and is not forgotten, when a look is under way meanwhile', async () => {
    await tell('away', 0);
    await evaluateAt(70);
    const [alert] = await open();
    expect(await acknowledge(db, alert?.id as string, 'otto')).toBe('done');
    await evaluateAt(80);
    expect(await open()).toMatchObject([{ state: 'acknowledged', acknowledgedBy: 'otto' }]);
    expect(await acknowledge(db, alert?.id as string, 'otto')).toBe('gone');
    await tell('online', 90);
    await evaluateAt(100);
    expect(await open()).toEqual([]);
  });

  test('is over when nobody manages it any more', async () => {
    const gone = `server:${randomUUID()}`;
    await tell('away', 0, gone);
    await evaluateAt(70);
    expect((await openAlerts(db)).filter((alert) => alert.target === gone)).toEqual([]);
  });
});

describe('nobody is told', () => {
  test('while it is silenced; then they are, once, if it still fires', async () => {
    await insertSilence(db, {
      ...{ id: randomUUID(), ruleId: null, target, reason: 'upgrade', madeBy: 'otto', until: at(200) },
    });
    await tell('away', 0);
    for (const seconds of [70, 150]) await evaluateAt(seconds);
    expect(await open()).toMatchObject([{ state: 'firing', quiet: expect.stringContaining('upgrade') }]);
    expect(await messages()).toEqual([]);
    for (const seconds of [201, 210]) await evaluateAt(seconds);
    expect(await open()).toMatchObject([{ quiet: null }]);
    expect(await messages()).toHaveLength(1);
  });

  test('of what is behind something that fails, and not of its end either', async () => {
    await db.prisma.alertDependency.create({ data: { target, onTarget: 'directory' } });
    await tell('away', 0, 'directory', 'directory.state');
    await tell('away', 0);
    await evaluateAt(70);
    const told = (await messages()).flatMap(({ ids }) => ids);
    const [behind] = (await open()).filter((alert) => alert.target === target);
    expect(behind).toMatchObject({ state: 'firing', quiet: 'Quiet: Directory: It is away.' });
    expect(told).not.toContain(behind?.id);
    await tell('online', 80);
    await evaluateAt(90);
    expect((await messages()).flatMap(({ ids }) => ids)).not.toContain(behind?.id);
  });
});

describe('what is measured', () => {
  const series = (name: string): SeriesSpec => ({
    ...{
      target: 'directory',
      name,
      labels: { database: name === 'x' ? 'y' : 'dc=example' },
      kind: 'gauge',
      unit: 'pages',
    },
    ...{ stepSeconds: 10, heartbeatSeconds: 60, min: 0, max: null },
  });
  const measure = (values: number[]) =>
    metrics.write(
      values.flatMap((value, index) => [
        { series: series('test.used'), at: at(10 * index), value },
        { series: series('test.most'), at: at(10 * index), value: 200 },
      ]),
    );

  test('fires with its value in parts of a hundred and a link to its chart, and ends past the other border', async () => {
    const id = newRuleId();
    expect(await insertRule(db, id, { ...threshold, name: `Full ${id}` })).toBe('done');
    await measure([...Array(10).fill(100), ...Array(10).fill(180), ...Array(10).fill(150), ...Array(10).fill(130)]);
    const look = async (seconds: number) => {
      await evaluateAt(seconds);
      return (await open()).filter(({ ruleId }) => ruleId === id);
    };
    expect(await look(90)).toEqual([]);
    expect(await look(190)).toMatchObject([
      { state: 'firing', value: 90, unit: '%', of: 'database dc=example', series: 'test.used' },
    ]);
    // 75 %: between the borders.
    expect(await look(290)).toMatchObject([{ state: 'firing', value: 75 }]);
    expect(await look(380)).toEqual([]);
    const [row] = await db.query<{ message: { alerts: { link: string; text: string }[] } }>(
      `SELECT message FROM alert_delivery WHERE kind = 'firing'`,
    );
    const link = new URL(row?.message.alerts[0]?.link ?? '');
    expect(link.pathname).toBe('/metrics');
    expect(Object.fromEntries(link.searchParams)).toMatchObject({ target: 'directory', name: 'test.used' });
    expect(row?.message.alerts[0]?.text).toBe('test.used of test.most (database dc=example) is 90 %, above 80 %.');
    await deleteRule(db, id);
  });

  test('and is not measured any more fires when samples are missing, and an expected event when it is late', async () => {
    const [absence, expected] = [newRuleId(), newRuleId()];
    const missing = { is: 'absence', series: 'test.used', seconds: 300 } as const;
    await insertRule(db, absence, { ...threshold, name: `Missing ${absence}`, condition: missing });
    const late = { is: 'expected', kind: 'backup.done', withinSeconds: 100 } as const;
    await insertRule(db, expected, { ...threshold, name: `Late ${expected}`, condition: late });
    await db.prisma.alertRule.update({ where: { id: expected }, data: { createdAt: at(0) } });
    const mine = async () =>
      (await open()).map(({ ruleId }) => ruleId).filter((id) => [absence, expected].includes(id));
    await appendEvents(db, [
      { at: at(650), target: 'directory', kind: 'backup.done', severity: 'info', text: 'Backup done.' },
    ]);
    await evaluateAt(680);
    expect(await mine()).toEqual([]);
    await evaluateAt(751);
    expect((await mine()).sort()).toEqual([absence, expected].sort());
    await deleteRule(db, expected);
    await deleteRule(db, absence);
    await evaluateAt(760);
    expect(await mine()).toEqual([]);
  });
});

describe('the outbox', () => {
  const away = async () => {
    await tell('away', 0);
    await evaluateAt(70);
  };
  const way = (send: (delivery: Delivery) => Promise<void>) => ({
    ...{ channel: 'mail' as const, failed: () => {}, unnoted: new Set<string>() },
    send: async (delivery: Delivery) => {
      await send(delivery);
      return null;
    },
  });
  const due = () => db.query(`UPDATE alert_delivery SET next_at = now() - interval '1 second'`);

  test('sends what is in it once, however many look', async () => {
    await away();
    const sent: string[] = [];
    const send = way(async ({ id }) => void sent.push(id));
    await Promise.all([sendDue(db, send), sendDue(db, send), sendDue(db, send)]);
    expect(sent).toHaveLength(1);
    await due();
    await sendDue(db, send);
    expect(sent).toHaveLength(1);
  });

  test('tries again what was not taken, also after a restart, under the same id', async () => {
    await away();
    const tried: string[] = [];
    const refused = way(async ({ id }) => {
      tried.push(id);
      throw new Error('not now');
    });
    expect(await sendDue(db, refused)).toEqual({ sent: 0, failures: 1 });
    expect(await sendDue(db, refused)).toEqual({ sent: 0, failures: 0 });
    await due();
    expect(
      await sendDue(
        db,
        way(async ({ id }) => void tried.push(id)),
      ),
    ).toEqual({ sent: 1, failures: 0 });
    expect(tried).toHaveLength(2);
    expect(new Set(tried).size).toBe(1);
  });

  test('of a sender that was killed is taken up by the next one, not by another at the same time', async () => {
    await away();
    const held = await claimDelivery(db, ['mail']);
    expect(await claimDelivery(db, ['mail'])).toBeNull();
    await due();
    expect(await claimDelivery(db, ['mail'])).toMatchObject({ id: held?.id, tries: 2 });
  });

  test('that could not note what it sent does not send it again', async () => {
    await away();
    let sent = 0;
    const send = way(async () => {
      sent += 1;
    });
    let broken = true;
    const flaky = {
      ...db,
      query: ((text: string, values?: readonly unknown[]) => {
        if (broken && text.includes(`'sent'`)) throw new Error('away');
        return db.query(text, values);
      }) as typeof db.query,
    };
    await expect(sendDue(flaky, send)).rejects.toThrow('away');
    broken = false;
    await due();
    await sendDue(flaky, send);
    expect(sent).toBe(1);
    expect(await db.query(`SELECT state FROM alert_delivery`)).toEqual([{ state: 'sent' }]);
  });

  test('stays empty where nothing is set, and old alerts and messages are deleted', async () => {
    await tell('away', 0);
    await evaluateAlerts({ db, metrics, settings: parseConfig({}), log }, at(70));
    expect(await messages()).toEqual([]);
    expect(alertJobs({ db, metrics, settings: parseConfig({}), log, connections: nobody })).toHaveLength(2);
    await tell('online', 80);
    await evaluateAt(90);
    await db.query(`UPDATE alert SET resolved_at = now() - interval '366 days'`);
    await purgeAlerts(db);
    expect((await alertHistory(db, { limit: 10, skip: 0 })).total).toBe(0);
  });
});
