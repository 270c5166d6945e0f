import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from '../../config/config.ts';
import type { Alert } from '../../domain/alert.ts';
import type { RuleInput } from '../../domain/alert-rule-input.ts';
import { writeAlerts } from '../../store/alerts.ts';
import { listAuditLog } from '../audit/list-audit.ts';
import type { Context } from '../context.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { kindOf, value } from '../testing/signed-in.ts';
import { acknowledgeAlert, unacknowledgeAlert } from './acknowledge-alert.ts';
import { listAlertChannels, sendTestMessage } from './channels.ts';
import { addAlertDependency, listAlertDependencies, removeAlertDependency } from './dependencies.ts';
import { listAlertHistory, listAlerts } from './list-alerts.ts';
import { addAlertRule, editAlertRule, listAlertRules, removeAlertRule, viewAlertRule } from './rules.ts';
import { endAlertSilence, listSilences, silenceAlerts } from './silences.ts';

const portal = testPortal();
const people = {} as Record<'ada' | 'otto' | 'aud' | 'rex' | 'uma', Context>;
const name = `Sessions ${randomUUID()}`;
const rule: RuleInput = {
  ...{ name, enabled: true, severity: 'failing', target: 'portal', forSeconds: 60, grouping: 'target' },
  condition: { is: 'threshold', series: 'portal.sessions', percentOf: null, direction: 'above', limit: 100, clear: 90 },
};

beforeAll(async () => {
  for (const uid of ['ada', 'otto', 'aud', 'rex', 'uma'] as const) people[uid] = await asAccount(portal, uid);
});
beforeEach(async () => {
  for (const table of ['alert', 'alert_silence', 'alert_delivery', 'alert_dependency'])
    await portal.db.query(`DELETE FROM ${table}`);
});
afterAll(async () => {
  for (const table of ['alert', 'alert_silence', 'alert_delivery', 'alert_dependency'])
    await portal.db.query(`DELETE FROM ${table}`);
  await portal.db.prisma.alertRule.deleteMany({ where: { name: { startsWith: name } } });
});

/** As the collector writes one. */
async function firing(changes: Partial<Alert> = {}): Promise<string> {
  const id = randomUUID();
  const at = new Date();
  const alert: Alert = {
    ...{
      id,
      ruleId: randomUUID(),
      name,
      severity: 'warn',
      state: 'firing',
      target: 'portal',
      of: '',
      series: 'portal.sessions',
    },
    ...{
      unit: 'sessions',
      since: at,
      firedAt: at,
      resolvedAt: null,
      seenAt: at,
      value: 120,
      text: 'Many.',
      quiet: null,
    },
    ...{ notifiedAt: null, groupKey: 'target portal' },
    ...changes,
  };
  await writeAlerts(portal.db, { write: [alert], drop: [], tell: [], ways: [], now: at });
  return id;
}

const saidOf = async (action: string) =>
  value(await listAuditLog(people.ada, { action })).rows.filter((row) => row.action === action);

describe('alerts', () => {
  test('are written whatever devices call their parts', async () => {
    const of = String.raw`port \u0000`;
    const id = await firing({ of, text: 'Half of \ud800 and \u0000.' });
    const { rows } = value(await listAlerts(people.otto, {}));
    expect(rows.find((row) => row.id === id)).toMatchObject({ of, text: 'Half of \ufffd and .' });
  });

  test('stand in the order of what matters, each with its value, its target and its chart', async () => {
    const at = new Date();
    const pending = await firing({ state: 'pending', firedAt: null });
    const warning = await firing();
    const failing = await firing({ severity: 'failing' });
    await firing({ state: 'resolved', resolvedAt: at });
    const list = value(await listAlerts(people.otto, {}));
    expect(list.rows.map(({ id }) => id)).toEqual([failing, warning, pending]);
    expect(list.rows[0]).toMatchObject({ targetName: 'Portal', value: '120 sessions' });
    expect(list.rows[0]?.chart).toMatch(/^\/metrics\?target=portal&name=portal.sessions&from=.*&to=/);
    expect(value(await listAlertHistory(people.otto, {})).rows).toHaveLength(1);
  });

  test('are acknowledged once, and that can be taken back; both stand in the audit log', async () => {
    const id = await firing();
    expect(value(await acknowledgeAlert(people.otto, { id }))).toEqual({ name });
    expect(value(await listAlerts(people.ada, {})).rows).toMatchObject([
      { state: 'acknowledged', acknowledgedBy: people.otto.actor.name },
    ]);
    expect(kindOf(await acknowledgeAlert(people.ada, { id }))).toBe('conflict');
    value(await unacknowledgeAlert(people.ada, { id }));
    expect(value(await listAlerts(people.ada, {})).rows).toMatchObject([{ state: 'firing', acknowledgedBy: null }]);
    expect((await saidOf('alerts.acknowledge')).length).toBeGreaterThan(0);
    expect((await saidOf('alerts.unacknowledge')).length).toBeGreaterThan(0);
  });

  test('say when messages about them don’t get out', async () => {
    await portal.db.query(
      `INSERT INTO alert_delivery (id, channel, kind, message, state, next_at, created_at, error)
       VALUES (gen_random_uuid(), 'mail', 'firing', '{}', 'waiting', now(), now(), 'The server is away.')`,
    );
    expect(value(await listAlerts(people.otto, {})).partial).toBe(
      'One message about alerts waits to be sent: The server is away.',
    );
  });
});

test('a silence has an end, can be ended, and says who made it', async () => {
  const asked = { ruleId: null, target: 'portal', minutes: 30, reason: 'upgrade' };
  const { id, until } = value(await silenceAlerts(people.otto, asked));
  expect(new Date(until).getTime()).toBeGreaterThan(Date.now());
  expect(value(await listSilences(people.ada, {})).rows).toMatchObject([
    { id, what: 'All rules, Portal', reason: 'upgrade', madeBy: people.otto.actor.name },
  ]);
  value(await endAlertSilence(people.otto, { id }));
  expect(value(await listSilences(people.ada, {})).rows).toEqual([]);
  const devices = value(await silenceAlerts(people.otto, { ...asked, target: 'device:*' }));
  expect(devices.what).toBe('All rules, Every device');
  const { rules, targets } = value(await listSilences(people.ada, {}));
  expect(rules.length).toBeGreaterThan(5);
  expect(targets).toContainEqual({ value: 'portal', label: 'Portal' });
  expect(kindOf(await silenceAlerts(people.otto, { ...asked, minutes: 10 ** 9 }))).toBe('invalid');
  expect(kindOf(await silenceAlerts(people.otto, { ...asked, target: null }))).toBe('invalid');
});

test('a rule is added, edited from its last version alone, and removed by its name', async () => {
  const { id } = value(await addAlertRule(people.otto, { rule }));
  expect(kindOf(await addAlertRule(people.otto, { rule }))).toBe('taken');
  const view = value(await viewAlertRule(people.otto, { id }));
  expect(view.rule).toEqual({ id, version: 1, rule });
  const wanted = { ...rule, forSeconds: 120 };
  value(await editAlertRule(people.otto, { id, version: 1, rule: wanted }));
  expect(kindOf(await editAlertRule(people.otto, { id, version: 1, rule }))).toBe('conflict');
  const listed = value(await listAlertRules(people.otto, {})).rows.find((row) => row.id === id);
  expect(listed).toMatchObject({
    where: 'Portal',
    after: '2 minutes',
    condition: 'portal.sessions above 100 until 90',
  });
  expect(kindOf(await removeAlertRule(people.otto, { id, confirm: 'another' }))).toBe('invalid');
  value(await removeAlertRule(people.otto, { id, confirm: name }));
  expect(kindOf(await viewAlertRule(people.otto, { id }))).toBe('not-found');
});

test.each([
  ['that ends on the wrong side of its limit', { ...rule.condition, clear: 110 }],
  ['that nobody knows', { is: 'magic' }],
  ['of no number', { ...rule.condition, limit: 'many' }],
])('a condition %s is refused', async (_, condition) => {
  expect(kindOf(await addAlertRule(people.ada, { rule: { ...rule, condition } }))).toBe('invalid');
});

test('an event is expected of one target alone', async () => {
  const condition = { is: 'expected', kind: 'backup.done', withinSeconds: 3600 };
  expect(kindOf(await addAlertRule(people.ada, { rule: { ...rule, target: null, condition } }))).toBe('invalid');
});

describe('what is behind what', () => {
  const behind = (target: string, on: string) => ({ target, on });

  test('is said and taken back, stands in the audit log, and names what keeps it quiet', async () => {
    const { what } = value(await addAlertDependency(people.otto, behind('portal', 'directory')));
    expect(what).toBe('Portal is behind Directory');
    await firing({ target: 'directory', severity: 'failing', text: 'It is away.' });
    const list = value(await listAlertDependencies(people.ada, {}));
    expect(list.rows).toEqual([
      { target: 'portal', name: 'Portal', on: 'directory', onName: 'Directory', failing: 'It is away.' },
    ]);
    expect(list.targets.map(({ label }) => label)).toContain('Collector');
    expect(kindOf(await addAlertDependency(people.otto, behind('portal', 'directory')))).toBe('taken');
    value(await removeAlertDependency(people.otto, behind('portal', 'directory')));
    expect(kindOf(await removeAlertDependency(people.otto, behind('portal', 'directory')))).toBe('not-found');
    expect(value(await listAlertDependencies(people.ada, {})).rows).toEqual([]);
    for (const action of ['alerts.add-dependency', 'alerts.remove-dependency'])
      expect((await saidOf(action))[0]).toMatchObject({ target: 'Portal on Directory' });
  });

  test('closes no circle, not even when two people add to it at the same time', async () => {
    expect(kindOf(await addAlertDependency(people.otto, behind('portal', 'portal')))).toBe('invalid');
    value(await addAlertDependency(people.otto, behind('portal', 'directory')));
    const both = await Promise.all([
      addAlertDependency(people.otto, behind('directory', 'collector')),
      addAlertDependency(people.ada, behind('collector', 'portal')),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = both.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ failure: { kind: 'invalid', why: expect.stringContaining('behind the other') } });
  });

  test('is of what there is', async () => {
    expect(kindOf(await addAlertDependency(people.otto, behind('portal', `device:${randomUUID()}`)))).toBe('not-found');
  });
});

describe('channels', () => {
  const set = (context: Context): Context => ({
    ...context,
    config: parseConfig({
      ...{ ALERT_XMPP_FROM: 'north.example', ALERT_XMPP_TO: 'otto@south.example ada@north.example' },
      ...{ ALERT_WEBHOOK_URL: 'https://hooks.example/a-secret-path', ALERT_WEBHOOK_SECRET: 'sixteen characters' },
    }),
  });

  test('say where alerts go, and nothing secret', async () => {
    const { channels } = value(await listAlertChannels(set(people.otto), {}));
    expect(channels).toEqual([
      { channel: 'mail', from: null, to: [] },
      { channel: 'webhook', from: 'Signed posts', to: ['hooks.example'] },
      {
        ...{ channel: 'xmpp', from: 'Account of the portal on north.example' },
        to: ['otto@south.example', 'ada@north.example'],
      },
    ]);
  });

  test('are tried by a message that waits for the collector, one to each, and not twice at the same time', async () => {
    value(await sendTestMessage(set(people.otto), { channel: 'xmpp' }));
    const { rows } = value(await listAlertChannels(set(people.otto), {}));
    expect(rows.map(({ to, kind, state, about }) => ({ to, kind, state, about }))).toEqual(
      expect.arrayContaining([
        { to: 'otto@south.example', kind: 'test', state: 'waiting', about: 'Test message' },
        { to: 'ada@north.example', kind: 'test', state: 'waiting', about: 'Test message' },
      ]),
    );
    expect(kindOf(await sendTestMessage(set(people.otto), { channel: 'xmpp' }))).toBe('conflict');
    expect(kindOf(await sendTestMessage(set(people.otto), { channel: 'mail' }))).toBe('unavailable');
    expect((await saidOf('alerts.test'))[0]).toMatchObject({ target: 'XMPP' });
  });

  test('tell what became of a message: waits, not taken, may have arrived, taken, given up', async () => {
    const states = [
      ['waiting', null, false, 'waiting'],
      ['waiting', 'Refused.', false, 'failing'],
      ['waiting', 'Lost.', true, 'uncertain'],
      ['sent', null, false, 'sent'],
      ['given-up', 'Refused.', true, 'given-up'],
    ] as const;
    for (const [seconds, [state, error, uncertain]] of states.entries())
      await portal.db.query(
        `INSERT INTO alert_delivery (id, channel, kind, message, state, next_at, created_at, error, uncertain)
         VALUES (gen_random_uuid(), 'mail', 'firing', $1, $2, now(), now() + make_interval(secs => $5), $3, $4)`,
        [JSON.stringify({ alerts: [{ name: 'Full' }, { name: 'Away' }], more: 3 }), state, error, uncertain, seconds],
      );
    const { rows } = value(await listAlertChannels(people.otto, {}));
    expect(rows.map(({ state }) => state)).toEqual(states.map(([, , , shown]) => shown).toReversed());
    expect(rows[0]?.about).toBe('Full and 4 more');
    expect(value(await listAlerts(people.otto, {})).partial).toMatch(
      /^2 messages about alerts wait to be sent, and may have arrived all the same: /,
    );
  });
});

describe.each(['aud', 'rex', 'uma'] as const)('to %s there are no alerts', (uid) => {
  const id = randomUUID();
  test.each([
    ['listing', listAlerts, {}],
    ['history', listAlertHistory, {}],
    ['rules', listAlertRules, {}],
    ['a rule', viewAlertRule, { id }],
    ['silences', listSilences, {}],
    ['acknowledging', acknowledgeAlert, { id }],
    ['taking back', unacknowledgeAlert, { id }],
    ['silencing', silenceAlerts, { ruleId: null, target: 'portal', minutes: 1, reason: '' }],
    ['ending a silence', endAlertSilence, { id }],
    ['dependencies', listAlertDependencies, {}],
    ['adding a dependency', addAlertDependency, { target: 'portal', on: 'directory' }],
    ['removing a dependency', removeAlertDependency, { target: 'portal', on: 'directory' }],
    ['channels', listAlertChannels, {}],
    ['a test message', sendTestMessage, { channel: 'mail' }],
    ['adding a rule', addAlertRule, { rule }],
    ['editing a rule', editAlertRule, { id, version: 1, rule }],
    ['removing a rule', removeAlertRule, { id, confirm: name }],
  ] as const)('%s', async (_, useCase, input) => {
    expect(kindOf(await useCase(people[uid], input))).toBe('not-found');
  });
});
