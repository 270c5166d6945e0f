import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Alert } from '../../domain/alert.ts';
import type { SeriesSpec } from '../../metrics/port.ts';
import { writeAlerts } from '../../store/alerts.ts';
import { type DeviceSettings, insertDevice, keepDeviceState, newDeviceId } from '../../store/devices.ts';
import { appendEvents } from '../../store/events.ts';
import { xmppConnector } from '../../xmpp/connect.ts';
import type { Context } from '../context.ts';
import { managedLabServers } from '../testing/lab-servers.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { fillOf } from './fills.ts';
import { listEvents } from './list-events.ts';
import { readOverview } from './read-overview.ts';

const portal = testPortal({}, xmppConnector(pino({ level: 'silent' })));
managedLabServers(portal, inject('xmpp'));
let otto: Context;

const noSecrets = { community: 'public', authPassword: '', privPassword: '' };
const aDevice: DeviceSettings = {
  ...{ name: '', host: '127.0.0.1', port: 161, snmp: '2c', userName: '', level: 'authPriv', auth: '', priv: '' },
  ...{ context: '', profiles: [], pollSeconds: 300 },
};
const blank = { id: '', name: '', unit: '', href: null, most: 100, series: null, spare: 0 };

async function known<T>(asked: Promise<{ ok: true; value: T } | { ok: false; failure: { why: string } }>): Promise<T> {
  const answer = await asked;
  if (!answer.ok) throw new Error(answer.failure.why);
  return answer.value;
}

afterAll(async () => {
  await portal.db.query('DELETE FROM device WHERE name ~ $1', ['^(disk|away)-']);
});
beforeAll(async () => {
  otto = await asAccount(portal, 'otto');
});

describe('the overview', () => {
  test('says of each server, with its members, and of what the portal stands on whether it is up', async () => {
    await expect
      .poll(async () => (await known(readOverview(otto, {}))).things.filter(({ word }) => word === 'Up').length, {
        timeout: 20_000,
      })
      .toBeGreaterThanOrEqual(4);
    const { things } = await known(readOverview(otto, {}));
    const members = things.flatMap((thing) => thing.members);
    expect(members.filter(({ running }) => running).length).toBeGreaterThanOrEqual(3);
    expect(things.find(({ target }) => target === 'directory')).toMatchObject({ state: 'ok', word: 'Up', why: '' });
    expect(things.find(({ target }) => target === 'database')).toMatchObject({ state: 'ok' });
  });

  test('shows how full the directory’s database is from samples of now; what is old is left out', async () => {
    const spec = (name: string, database: string): SeriesSpec => ({
      ...{ target: 'directory', name, labels: { database }, kind: 'gauge', unit: 'pages', min: 0, max: null },
      ...{ stepSeconds: 60, heartbeatSeconds: 180 },
    });
    const [now, old] = [new Date(), new Date(Date.now() - 3_600_000)];
    const [full, stale] = [`dc=${randomUUID()}`, `dc=${randomUUID()}`];
    await portal.metrics.write([
      { series: spec('directory.pages.used', full), at: now, value: 98 },
      { series: spec('directory.pages.most', full), at: now, value: 100 },
      { series: spec('directory.pages.used', stale), at: old, value: 98 },
      { series: spec('directory.pages.most', stale), at: old, value: 100 },
    ]);
    const { fills } = await known(readOverview(otto, {}));
    expect(fills.find(({ name }) => name.includes(full))).toMatchObject({ used: 98, most: 100, state: 'failing' });
    expect(fills.some(({ name }) => name.includes(stale))).toBe(false);
    expect(fills.some(({ name }) => name.startsWith('Accounts of'))).toBe(false);
  });

  test.each([
    [79, 'ok'],
    [80, 'warning'],
    [95, 'failing'],
  ])('calls %d of 100 %s', (used, state) => {
    expect(fillOf({ ...blank, used }, new Map()).state).toBe(state);
  });

  test.each([
    [3, 'warning'],
    [5, 'ok'],
  ])('calls what is half full and will be full in %d days %s', (days, state) => {
    const fill = fillOf({ ...blank, series: 7, used: 50 }, new Map([[7, days * 86_400]]));
    expect(fill).toMatchObject({ state, fullInSeconds: days * 86_400 });
  });

  test('says when a disk of a device will be full, going on as in the last day, and nothing of its memory', async () => {
    const id = newDeviceId();
    const name = `disk-${id}`;
    await insertDevice(portal.db, portal.xmpp.box, { id, settings: { ...aDevice, name }, secrets: noSecrets });
    const storage = (label: string): SeriesSpec => ({
      ...{ target: `device:${id}`, name: 'storage.usage', labels: { storage: label }, kind: 'gauge', unit: '%' },
      ...{ min: 0, max: null, stepSeconds: 300, heartbeatSeconds: 900 },
    });
    // From 62 % to 80 % in 18 hours: 20 hours are left.
    const samples = Array.from({ length: 217 }, (_, index) => ({
      ...{ series: storage('/var'), at: new Date(Date.now() - (216 - index) * 300_000), value: 62 + index / 12 },
    }));
    await portal.metrics.write([
      ...samples,
      { series: storage('Physical memory'), at: new Date(), value: 99 },
      { series: storage('/quiet'), at: new Date(), value: 40 },
    ]);
    const { fills } = await known(readOverview(otto, {}));
    const disk = fills.find((fill) => fill.name === `${name} /var`);
    expect(disk).toMatchObject({ used: 80, most: 100, unit: '%', state: 'warning' });
    expect((disk?.fullInSeconds ?? 0) / 3600).toBeGreaterThan(19);
    expect((disk?.fullInSeconds ?? 0) / 3600).toBeLessThan(21);
    expect(fills.find((fill) => fill.name === `${name} /quiet`)).toMatchObject({ state: 'ok', fullInSeconds: null });
    expect(fills.some((fill) => fill.name.includes('Physical memory'))).toBe(false);
  });

  test('counts devices that are away, and alerts that nobody looks after', async () => {
    const before = await known(readOverview(otto, {}));
    const id = newDeviceId();
    await insertDevice(portal.db, portal.xmpp.box, {
      id,
      settings: { ...aDevice, name: `away-${id}` },
      secrets: noSecrets,
    });
    const at = new Date();
    await keepDeviceState(portal.db, id, {
      ...{
        state: 'away',
        since: at,
        why: 'No answer.',
        polledAt: at,
        answeredAt: null,
        startedAt: null,
        reading: null,
      },
    });
    const alert = (more: Partial<Alert>): Alert => ({
      ...{ id: randomUUID(), ruleId: randomUUID(), name: 'Away', severity: 'failing', state: 'firing', of: '' },
      ...{ target: `device:${id}`, series: null, unit: '', since: at, firedAt: at, resolvedAt: null, seenAt: at },
      ...{ value: null, text: 'It is away.', quiet: null, notifiedAt: null, groupKey: 'g' },
      ...more,
    });
    const write = [
      alert({}),
      alert({ severity: 'warn' }),
      alert({ state: 'acknowledged' }),
      alert({ quiet: 'Quiet: x is away.' }),
      alert({ state: 'pending', firedAt: null }),
    ];
    await writeAlerts(portal.db, { write, drop: [], tell: [], ways: [], now: at });
    const { devices, alerts } = await known(readOverview(otto, {}));
    expect(devices).toMatchObject({ total: before.devices.total + 1, away: before.devices.away + 1 });
    for (const count of ['failing', 'warning', 'acknowledged', 'quiet'] as const)
      expect(alerts[count]).toBe(before.alerts[count] + 1);
    expect(alerts.first[0]).toMatchObject({ severity: 'failing', quiet: null });
    await portal.db.query('DELETE FROM alert WHERE target = $1', [`device:${id}`]);
  });
});

test('events are listed the newest first, in pages, by what they happened to and how bad they are', async () => {
  const target = `device:${randomUUID()}`;
  const event = (text: string, severity: 'info' | 'failing') => ({ target, kind: 'test.state', severity, text });
  await appendEvents(portal.db, [event('one', 'info'), event('two', 'failing'), event('three', 'info')]);
  const first = await known(listEvents(otto, { target, limit: 2 }));
  expect(first.rows.map(({ text }) => text)).toEqual(['three', 'two']);
  const second = await known(listEvents(otto, { target, limit: 2, before: first.next }));
  expect(second).toMatchObject({ rows: [{ text: 'one' }], next: null });
  const bad = await known(listEvents(otto, { target, severity: 'failing' }));
  expect(bad.rows.map(({ text }) => text)).toEqual(['two']);
});

describe('who may not see operations finds nothing', () => {
  for (const uid of ['rex', 'aud', 'hana', 'uma'])
    test(uid, async () => {
      const person = await asAccount(portal, uid);
      for (const answer of [await readOverview(person, {}), await listEvents(person, {})])
        expect(answer).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
    });
});
