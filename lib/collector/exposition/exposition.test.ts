import { describe, expect, test } from 'vitest';
import type { Sample, SeriesSpec } from '../../metrics/port.ts';
import { directorySeries } from '../directory/series.ts';
import { collectorSeries, portalSeries } from '../own/series.ts';
import { xmppSeries } from '../xmpp/series.ts';
import { familiesOf, textOf } from './exposition.ts';
import { LastSamples } from './last-samples.ts';
import { metricLabels, metricName } from './names.ts';
import { parseExposition } from './parse-under-test.ts';

const spec = (name: string, more: Partial<SeriesSpec> = {}): SeriesSpec => ({
  ...{ target: 'device:1', name, labels: {}, kind: 'gauge', unit: '', stepSeconds: 10, heartbeatSeconds: 30 },
  ...{ min: null, max: null },
  ...more,
});
const now = new Date('2026-11-21T12:00:00Z');
const sample = (series: SeriesSpec, value: Sample['value'], secondsAgo = 0): Sample => ({
  series,
  value,
  at: new Date(now.getTime() - secondsAgo * 1000),
});
async function told(samples: Sample[]) {
  const last = new LastSamples();
  last.note(samples);
  return parseExposition((await textOf(familiesOf(last.current(now)))) || '\n').samples;
}

describe('a series is called after the rules of Prometheus', () => {
  test.each([
    ['xmpp.users.online', 'gauge', 'users', 'bailiwick_xmpp_users_online', 1],
    ['xmpp.ping', 'gauge', 'ms', 'bailiwick_xmpp_ping_seconds', 0.001],
    ['xmpp.stanzas', 'counter', 'stanzas/s', 'bailiwick_xmpp_stanzas_total', 1],
    ['xmpp.tls.share', 'gauge', '%', 'bailiwick_xmpp_tls_share_ratio', 0.01],
    ['xmpp.certificate.days', 'gauge', 'days', 'bailiwick_xmpp_certificate_seconds', 86_400],
    ['if.octets', 'counter', 'octets/s', 'bailiwick_if_bytes_total', 1],
    ['memory.octets', 'gauge', 'octets', 'bailiwick_memory_bytes', 1],
    ['collector.cpu', 'counter', 'ms/s', 'bailiwick_collector_cpu_seconds_total', 0.001],
    ['collector.left-out', 'counter', 'samples/s', 'bailiwick_collector_left_out_total', 1],
    ['bailiwick.users.online', 'gauge', 'users', 'bailiwick_users_online', 1],
    ['some.speed', 'gauge', 'octets/s', 'bailiwick_some_speed_bytes_per_second', 1],
  ] as const)('%s, a %s in %s', (name, kind, unit, wanted, factor) => {
    const type = kind === 'counter' ? 'counter' : 'gauge';
    expect(metricName({ name, kind, unit })).toEqual({ name: wanted, type, factor });
  });

  test('and no two of our own tables are called the same', () => {
    const tables = Object.entries({ ...xmppSeries, ...directorySeries, ...portalSeries, ...collectorSeries });
    const names = tables.map(([name, { kind, unit }]) => metricName({ name, kind, unit })?.name);
    expect(new Set(names).size).toBe(tables.length);
  });

  test('labels keep their values, whatever they are called', () => {
    const labels = {
      'if-name': 'eth0',
      '0 odd': 'x',
      if_name: 'eth1',
      target: 'y',
      __name__: 'z',
      le: '1',
      '': 'none',
    };
    expect(metricLabels({ target: 'device:1', labels })).toEqual({
      target: 'device:1',
      if_name: 'eth0',
      _0_odd: 'x',
      if_name_: 'eth1',
      label_target: 'y',
      label_name__: 'z',
      label_le: '1',
      _: 'none',
    });
  });
});

test('a counter is told as it stands at its source, a gauge in base units', async () => {
  const samples = await told([
    sample(spec('if.octets', { kind: 'counter', unit: 'octets/s', labels: { if: 'eth0' } }), 2n ** 40n),
    sample(spec('xmpp.ping', { unit: 'ms' }), 12.3),
    sample(spec('device.up'), 0),
  ]);
  expect(samples).toEqual([
    { name: 'bailiwick_if_bytes_total', labels: { target: 'device:1', if: 'eth0' }, value: 2 ** 40 },
    { name: 'bailiwick_xmpp_ping_seconds', labels: { target: 'device:1' }, value: 0.0123 },
    { name: 'bailiwick_device_up', labels: { target: 'device:1' }, value: 0 },
  ]);
});

test('what is not known is absent: said to be unknown, older than its heartbeat, or no number', async () => {
  const samples = await told([
    sample(spec('unknown.now'), 5, 10),
    sample(spec('unknown.now'), null),
    sample(spec('too.old'), 5, 31),
    sample(spec('just.fresh'), 5, 30),
    sample(spec('no.number'), Number.NaN),
  ]);
  expect(samples.map(({ name }) => name)).toEqual(['bailiwick_just_fresh']);
});

test('an older sample that comes late changes nothing', async () => {
  expect(await told([sample(spec('late'), 2), sample(spec('late'), 1, 5)])).toMatchObject([{ value: 2 }]);
});

test('names that a device made up break neither the text nor the samples of others', async () => {
  const names = ['a"b\\c\n{}|.*', 'x,target:device:2', '\ud800', 'é', '"} 1\nbailiwick_up 0\n#', '\r', ''];
  const samples = await told(names.map((port, at) => sample(spec('if.up', { labels: { port } }), at)));
  expect(samples.map(({ labels }) => labels.port)).toEqual(names.map((name) => name.toWellFormed()));
  expect(new Set(samples.map(({ name }) => name))).toEqual(new Set(['bailiwick_if_up']));
});

test('series that end up under one name and the same labels are told once', async () => {
  expect(await told([sample(spec('a.b_c'), 1), sample(spec('a_b.c'), 2)])).toHaveLength(1);
});

test('no more series than the bound are held', () => {
  const last = new LastSamples(3);
  last.note(Array.from({ length: 10 }, (_, at) => sample(spec('many', { labels: { at: String(at) } }), at)));
  expect(last.current(now)).toHaveLength(3);
});
