import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { parseConfig } from '../config/config.ts';
import type { RuleInput } from '../domain/alert-rule-input.ts';
import { postgresMetrics } from '../metrics/postgres.ts';
import { deleteRule, insertRule, newRuleId } from '../store/alert-rules.ts';
import { openAlerts } from '../store/alerts.ts';
import { openDatabase } from '../store/database.ts';
import { appendEvents } from '../store/events.ts';
import { evaluateAlerts } from './alerts.ts';

const db = openDatabase(inject('databaseUrl'), { connections: 2 });
const parts = { db, metrics: postgresMetrics(db), settings: parseConfig({}), log: pino({ level: 'silent' }) };
const device = randomUUID();
const target = `device:${device}`;
const begun = Date.now() - 3_600_000;
const at = (seconds: number) => new Date(begun + seconds * 1000);
const rules: string[] = [];

/** As lib/traps tells of them. */
const trap = (kind: string, seconds: number, details: Record<string, unknown> = {}) =>
  appendEvents(db, [{ at: at(seconds), target, kind, severity: 'warn', text: `It said ${kind}.`, details }]);
const link = (index: number, state: 'down' | 'up', seconds: number) =>
  trap(state === 'down' ? 'trap.linkDown' : 'trap.linkUp', seconds, { of: `interface ${index}`, state });
const open = async () =>
  (await openAlerts(db)).filter((alert) => alert.target === target).map(({ of, text }) => ({ of, text }));

async function rule(condition: RuleInput['condition'], made: Date): Promise<void> {
  const id = newRuleId();
  const input: RuleInput = {
    ...{ name: `of traps ${id}`, enabled: true, severity: 'failing', target, forSeconds: 0, grouping: 'target' },
    condition,
  };
  await insertRule(db, id, input);
  await db.query('UPDATE alert_rule SET created_at = $2 WHERE id = $1::uuid', [id, made.toISOString()]);
  rules.push(id);
}

beforeAll(async () => {
  const now = new Date();
  const settings = {
    name: `switch-${device}`,
    host: '127.0.0.1',
    port: 1,
    snmp: '2c',
    userName: '',
    level: 'authPriv',
  };
  const more = {
    auth: '',
    priv: '',
    context: '',
    secret: '',
    profiles: [],
    pollSeconds: 60,
    createdAt: now,
    changedAt: now,
  };
  await db.prisma.device.create({ data: { id: device, ...settings, ...more } });
});
beforeEach(async () => {
  await db.query('DELETE FROM event WHERE target = $1', [target]);
  for (const id of rules.splice(0)) await deleteRule(db, id);
});
afterAll(async () => {
  for (const id of rules) await deleteRule(db, id);
  await db.query('DELETE FROM alert WHERE target = $1', [target]);
  await db.query('DELETE FROM event WHERE target = $1', [target]);
  await db.prisma.device.delete({ where: { id: device } });
  await db.close();
});

test('a rule of state follows links by their traps: one alert for each that is down, over when that one comes up', async () => {
  await rule({ is: 'state', kind: 'trap.linkDown', states: ['down'] }, at(0));
  await link(3, 'down', 10);
  await link(4, 'down', 20);
  await evaluateAlerts(parts, at(30));
  expect((await open()).map(({ of }) => of).sort()).toEqual(['interface 3', 'interface 4']);
  await link(3, 'up', 40);
  await evaluateAlerts(parts, at(50));
  expect(await open()).toEqual([{ of: 'interface 4', text: 'It said trap.linkDown.' }]);
  await link(4, 'up', 60);
  await evaluateAlerts(parts, at(70));
  expect(await open()).toEqual([]);
});

test('a rule of an expected trap fires when it did not come in time, and is over when it comes', async () => {
  await rule({ is: 'expected', kind: 'trap.other', withinSeconds: 600 }, at(0));
  await trap('trap.other', 100);
  await evaluateAlerts(parts, at(600));
  expect(await open()).toEqual([]);
  await evaluateAlerts(parts, at(710));
  expect(await open()).toHaveLength(1);
  await trap('trap.other', 800);
  await evaluateAlerts(parts, at(810));
  expect(await open()).toEqual([]);
});
