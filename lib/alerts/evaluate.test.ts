import { describe, expect, test } from 'vitest';
import type { Alert } from '../domain/alert.ts';
import type { Condition, Rule } from '../domain/alert-rule.ts';
import type { KnownSeries } from '../metrics/port.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import type { Sight } from './look.ts';

/** What is played here is what the store and the events would say; both are tested with the database. */
const begun = Date.parse('2026-11-21T12:00:00Z');
const at = (seconds: number) => new Date(begun + 1000 * seconds);
const day = 86_400;

function rule(condition: Condition, more: Partial<Rule> = {}): Rule {
  const id = more.id ?? 'rule-1';
  return {
    ...{ id, name: `Rule ${id}`, enabled: true, severity: 'warn', target: null, condition, forSeconds: 0 },
    ...{ grouping: 'target', createdAt: at(-day) },
    ...more,
  };
}

/** Series `name` of each target, with these values ten minutes apart, the last one now. */
function measured(name: string, unit: string, byTarget: Record<string, number[]>, nowSeconds: number): Sight {
  const all = Object.entries(byTarget).map(([target, values], index) => {
    const points = values.map((value, place) => ({
      ...{
        at: at(nowSeconds - 600 * (values.length - 1 - place)),
        average: value,
        min: value,
        max: value,
        last: value,
      },
    }));
    const series: KnownSeries = {
      ...{ id: index, target, name, labels: {}, kind: 'gauge', unit, stepSeconds: 300, heartbeatSeconds: 1200 },
      ...{ min: null, max: null, lastAt: at(nowSeconds), lastValue: values.at(-1) ?? null },
    };
    return { series, points };
  });
  return {
    metrics: {
      series: async () => all.map(({ series }) => series),
      range: async ({ ids }) =>
        all.flatMap(({ series, points }) =>
          ids.includes(series.id) ? [{ id: series.id, stepSeconds: 300, points }] : [],
        ),
    },
    latestEvents: async () => [],
    lastEvent: async () => null,
    targets: new Set(Object.keys(byTarget)),
  };
}

let ids = 0;
const look = (evaluation: Partial<Evaluation> & Pick<Evaluation, 'rules' | 'sight'>, nowSeconds: number) =>
  evaluate({
    ...{ open: [], silences: [], dependencies: [], now: at(nowSeconds), newId: () => `alert-${++ids}` },
    words: { baseUrl: 'https://portal.example', nameOf: (target) => `The ${target}` },
    failed: (_, cause) => {
      throw cause;
    },
    ...evaluation,
  });

describe('what is told', () => {
  const full = { is: 'threshold', series: 'disk', percentOf: null, direction: 'above', limit: 80, clear: 70 } as const;
  const sight = measured('disk', '%', { 'device:1': [93.5], 'device:2': [91], 'device:3': [10] }, 60);

  test('goes out as one message for each target, or one for all of a rule', async () => {
    const two = [rule(full), rule({ ...full, limit: 85 }, { id: 'rule-2' })];
    const byTarget = await look({ rules: two, sight }, 60);
    expect(byTarget.tell.map(({ message }) => message.alerts.map(({ target }) => target))).toEqual([
      ['device:1', 'device:1'],
      ['device:2', 'device:2'],
    ]);
    const byRule = await look({ rules: two.map((one) => ({ ...one, grouping: 'rule' })), sight }, 60);
    expect(byRule.tell.map(({ message }) => message.alerts.map(({ target }) => target))).toEqual([
      ['device:1', 'device:2'],
      ['device:1', 'device:2'],
    ]);
  });

  test('says what, of what, since when, the value, and where its chart of that moment is', async () => {
    const { tell } = await look({ rules: [rule(full)], sight }, 60);
    const [alert] = tell[0]?.message.alerts ?? [];
    expect(alert).toMatchObject({
      ...{
        name: 'Rule rule-1',
        targetName: 'The device:1',
        text: 'disk is 93.5 %, above 80 %.',
        value: 93.5,
        unit: '%',
      },
      since: at(60).toISOString(),
    });
    const link = new URL(alert?.link ?? '');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      ...{ target: 'device:1', name: 'disk' },
      ...{ from: at(60 - 1800).toISOString(), to: at(60 + 1800).toISOString() },
    });
  });

  test('of an event leads to all charts of its target at that moment', async () => {
    const event = { target: 'device:1', kind: 'device.state', at: at(0), text: 'Away.', details: { state: 'away' } };
    const away = rule({ is: 'state', kind: 'device.state', states: ['away'] });
    const { tell } = await look({ rules: [away], sight: { ...sight, latestEvents: async () => [event] } }, 60);
    const link = new URL(tell[0]?.message.alerts[0]?.link ?? '');
    expect(link.pathname).toBe('/metrics');
    expect(link.searchParams.get('target')).toBe('device:1');
    expect(link.searchParams.has('from')).toBe(true);
  });
});

test('a certificate that runs out fires below thirty days, with the days that are left', async () => {
  const certificate = rule({
    ...{ is: 'threshold', series: 'xmpp.certificate.days', percentOf: null, direction: 'below', limit: 30, clear: 31 },
  });
  const days = (left: number) => measured('xmpp.certificate.days', 'days', { 'server:1': [left] }, 60);
  expect((await look({ rules: [certificate], sight: days(30) }, 60)).tell).toEqual([]);
  const { tell } = await look({ rules: [certificate], sight: days(29) }, 60);
  expect(tell[0]?.message.alerts[0]).toMatchObject({ value: 29, unit: 'days' });
});

test('a value that rises fast fires by how much it rose, one that rises slowly does not', async () => {
  const fast = rule({
    ...{ is: 'change', series: 'sessions', percentOf: null, direction: 'above', limit: 100, clear: 50 },
    windowSeconds: 3600,
  });
  const hour = (step: number) => Array.from({ length: 7 }, (_, index) => 500 + step * index);
  const rises = (step: number) => measured('sessions', 'sessions', { 'server:1': hour(step) }, 60);
  expect((await look({ rules: [fast], sight: rises(16) }, 60)).tell).toEqual([]);
  expect((await look({ rules: [fast], sight: rises(17) }, 60)).tell[0]?.message.alerts[0]).toMatchObject({
    value: 102,
  });
});

test('a disk that will be full in four days fires, and says in how long', async () => {
  const forecast = rule({
    ...{ is: 'forecast', series: 'disk', percentOf: null, direction: 'above', limit: 100 },
    ...{ windowSeconds: day, withinSeconds: 4.5 * day },
  });
  // Ten a day, from 50 to 60: four days are left.
  const values = Array.from({ length: 145 }, (_, index) => 50 + (10 * index) / 144);
  const { tell } = await look({ rules: [forecast], sight: measured('disk', '%', { 'device:1': values }, 60) }, 60);
  expect(tell[0]?.message.alerts[0]).toMatchObject({
    text: 'disk reaches 100 in 4 days if it goes on like this.',
    unit: 's',
  });
});

test('of a switch and what is behind it, the switch is told, although what is behind it fires first', async () => {
  const away = { is: 'state', kind: 'device.state', states: ['away'] } as const;
  const event = (target: string) => ({
    ...{ target, kind: 'device.state', at: at(0), text: `The ${target} is away.`, details: { state: 'away' } },
  });
  const sight: Sight = {
    ...measured('none', '', { 'device:switch': [], 'device:printer': [] }, 0),
    latestEvents: async () => [event('device:printer'), event('device:switch')],
  };
  const rules = [
    rule(away, { id: 'printers', target: 'device:printer' }),
    rule(away, { id: 'switches', target: 'device:switch', severity: 'failing', forSeconds: 60 }),
  ];
  const dependencies = [{ target: 'device:printer', on: 'device:switch' }];
  const first = await look({ rules, sight, dependencies }, 10);
  expect(first.tell).toEqual([]);
  const quiet = first.write.find(({ target }) => target === 'device:printer') as Alert;
  expect(quiet).toMatchObject({ state: 'firing', quiet: 'Quiet: The device:switch is away.' });
  const second = await look({ rules, sight, dependencies, open: first.write }, 60);
  expect(second.tell.flatMap(({ message }) => message.alerts.map(({ target }) => target))).toEqual(['device:switch']);
  // The switch is back, the printer isn't.
  const alone = { ...sight, latestEvents: async () => [event('device:printer')] };
  const third = await look({ rules: rules.slice(0, 1), sight: alone, dependencies, open: [quiet] }, 70);
  expect(third.tell.flatMap(({ message }) => message.alerts.map(({ target }) => target))).toEqual(['device:printer']);
});
