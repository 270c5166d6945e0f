import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Sample, SeriesSpec } from '../../metrics/port.ts';
import type { Context } from '../context.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { listMetricTargets } from './list-targets.ts';
import { readMetricRange } from './read-range.ts';
import { readMetricSeries } from './read-series.ts';

const portal = testPortal();
const target = `device:${randomUUID()}`;
const now = Math.floor(Date.now() / 60_000) * 60_000;
let otto: Context;

const spec = (name: string, labels: Record<string, string>, more: Partial<SeriesSpec> = {}): SeriesSpec => ({
  ...{
    target,
    name,
    labels,
    kind: 'gauge',
    unit: 'sessions',
    stepSeconds: 60,
    heartbeatSeconds: 120,
    min: 0,
    max: null,
  },
  ...more,
});
/** A sample a minute, the last at the last full minute; null: asked, and not known. */
const samples = (series: SeriesSpec, values: (number | null)[]): Sample[] =>
  values.map((value, at) => ({ series, value, at: new Date(now - (values.length - 1 - at) * 60_000) }));

beforeAll(async () => {
  otto = await asAccount(portal, 'otto');
  await portal.metrics.write([
    ...samples(spec('test.sessions', { node: 'two' }), [5, 5, 5, 5, 5, 5]),
    ...samples(spec('test.sessions', { node: 'one' }), [1, 2, null, null, null, 6]),
    ...samples(spec('test.other', {}, { unit: '%' }), [50, 50, 50]),
  ]);
});

async function known<T>(asked: Promise<{ ok: true; value: T } | { ok: false; failure: { why: string } }>): Promise<T> {
  const answer = await asked;
  if (!answer.ok) throw new Error(answer.failure.why);
  return answer.value;
}

describe('an operator', () => {
  test('is told which charts there are of a target, and how old each is', async () => {
    const { charts } = await known(readMetricSeries(otto, { target }));
    expect(charts.map(({ name, count, unit }) => ({ name, count, unit }))).toEqual([
      { name: 'test.other', count: 1, unit: '%' },
      { name: 'test.sessions', count: 2, unit: 'sessions' },
    ]);
    expect(charts.map(({ lastAt }) => lastAt)).toEqual([new Date(now).toISOString(), new Date(now).toISOString()]);
  });

  test('reads all series of a name as one chart, and what was not known is a gap, never zero', async () => {
    const chart = await known(readMetricRange(otto, { target, name: 'test.sessions', range: { last: 900 } }));
    expect(chart).toMatchObject({
      unit: 'sessions',
      everySeconds: 60,
      leftOut: 0,
      lastAt: new Date(now).toISOString(),
    });
    expect(chart.lines.map(({ label }) => label)).toEqual(['one', 'two']);
    const [one] = chart.lines;
    const told = one?.average.filter((value) => value !== null) ?? [];
    expect(told).not.toContain(0);
    expect(one?.average.slice(one.average.indexOf(told[0] as number))).toContain(null);
  });

  test('finds the same with from and to, as a link to a moment carries them', async () => {
    const range = { from: new Date(now - 900_000).toISOString(), to: new Date(now).toISOString() };
    const chart = await known(readMetricRange(otto, { target, name: 'test.sessions', range }));
    expect(chart).toMatchObject(range);
    expect(chart.lines).toHaveLength(2);
  });

  test('reads three years with so many points as asked for at most', async () => {
    const range = { last: 3 * 365 * 86_400 };
    const chart = await known(readMetricRange(otto, { target, name: 'test.sessions', points: 100, range }));
    for (const { average } of chart.lines) expect(average.length).toBeLessThanOrEqual(101);
  });

  test('sees a chart without lines of what has no samples', async () => {
    const chart = await known(readMetricRange(otto, { target, name: 'test.nothing', range: { last: 900 } }));
    expect(chart).toMatchObject({ lines: [], lastAt: null, title: 'Test nothing' });
  });

  test('is told what is measured: each managed server, the directory, the portal, the collector', async () => {
    const { targets } = await known(listMetricTargets(otto, {}));
    expect(targets.map(({ target }) => target)).toEqual(expect.arrayContaining(['directory', 'portal', 'collector']));
  });
});

test('a chart adds up what differs in labels that nobody asks for, and shows every series when asked to', async () => {
  const stanzas = (node: string, direction: string) =>
    spec('xmpp.stanzas', { node, direction, kind: 'message' }, { unit: 'stanzas/s' });
  await portal.metrics.write([
    ...samples(stanzas('one', 'in'), [1, 1, 1, null, null]),
    ...samples(stanzas('two', 'in'), [2, 2, 2, 2, 2]),
    ...samples(stanzas('one', 'out'), [4, 4, 4, 4, 4]),
  ]);
  const asked = { target, name: 'xmpp.stanzas', range: { last: 900 } };
  const chart = await known(readMetricRange(otto, asked));
  expect(chart.summary).toBe(true);
  expect(chart.lines.map(({ label }) => label)).toEqual(['in · message', 'out · message']);
  expect(new Set(chart.lines[0]?.average)).toEqual(new Set([null, 3, 2]));
  const each = await known(readMetricRange(otto, { ...asked, each: true }));
  expect(each.lines).toHaveLength(3);
  const total = await known(readMetricRange(otto, { ...asked, total: true }));
  expect(total.lines).toMatchObject([{ label: 'Stanzas' }]);
  expect(Math.max(...(total.lines[0]?.average ?? []).map(Number))).toBe(7);
});

test('a series that begins anew with another unit doesn’t share an axis with its past', async () => {
  await portal.metrics.write([
    { series: spec('test.changed', {}, { unit: 'octets' }), at: new Date(now - 60_000), value: 1 },
    { series: spec('test.changed', {}, { unit: 'pages' }), at: new Date(now), value: 2 },
  ]);
  const chart = await known(readMetricRange(otto, { target, name: 'test.changed', range: { last: 900 } }));
  expect(chart.unit).toBe('pages');
  expect(chart.lines).toHaveLength(1);
});

describe('who may not see operations finds nothing', () => {
  for (const uid of ['rex', 'aud', 'hana', 'uma'])
    test(uid, async () => {
      const person = await asAccount(portal, uid);
      const answers = [
        await listMetricTargets(person, {}),
        await readMetricSeries(person, { target }),
        await readMetricRange(person, { target, name: 'test.sessions', range: { last: 900 } }),
      ];
      for (const answer of answers) expect(answer).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
    });
});
