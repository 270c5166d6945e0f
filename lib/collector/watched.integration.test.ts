import { afterAll, beforeAll, expect, test } from 'vitest';
import { fleetCommunity, type SimulatedDevice, startDevice } from '../../lab/snmp/fleet.ts';
import type { Sample } from '../metrics/port.ts';
import type { Context } from '../services/context.ts';
import { addDevice } from '../services/devices/add-device.ts';
import { listWatched, unwatchObject, watchObject } from '../services/devices/watch-object.ts';
import { asAccount, testPortal } from '../services/testing/portal.ts';
import { value } from '../services/testing/signed-in.ts';
import { listAudit } from '../store/audit-list.ts';
import { readDeviceState } from '../store/devices.ts';
import { pollDevices } from './devices.ts';

const portal = testPortal();
const host = `127.${60 + (process.pid % 100)}.6.1`;
let device: SimulatedDevice;
let ada: Context;
let id: string;

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
  device = await startDevice(host, 'switch64', 'watched');
  const settings = {
    name: 'Watched',
    host,
    port: device.port,
    snmp: '2c',
    userName: '',
    level: 'authPriv',
    auth: 'SHA-256',
  };
  const rest = { priv: 'AES-128', profiles: [], pollSeconds: 10 };
  id = value(await addDevice(ada, { settings: { ...settings, ...rest }, secrets: { community: fleetCommunity } })).id;
});
afterAll(async () => {
  await device.stop();
  await portal.db.prisma.device.deleteMany();
});

/** Polls as the collector does, until samples of these names have come. */
async function samplesOf(...names: string[]): Promise<Sample[]> {
  const samples: Sample[] = [];
  const sink = { push: (more: readonly Sample[]) => void samples.push(...more), note: () => {}, forget: () => {} };
  const { db, xmpp, snmp } = portal;
  const job = pollDevices({ db, box: xmpp.box, snmp, allowed: { allowNoAuth: false }, sink });
  const stopping = new AbortController();
  const came = async () => {
    await job.run(stopping.signal);
    return names.every((name) => samples.some(({ series }) => series.name === name));
  };
  await expect.poll(came, { timeout: 25_000, interval: 100 }).toBe(true);
  stopping.abort();
  return samples;
}

test('what somebody watches is polled beside the profiles, measured as its SYNTAX says, and shown', async () => {
  const column = value(await watchObject(ada, { id, oid: '1.3.6.1.2.1.31.1.1.1.6' }));
  value(await watchObject(ada, { id, oid: '1.3.6.1.2.1.1.3.0' }));
  value(await watchObject(ada, { id, oid: '1.3.6.1.2.1.2.2.1.8.2' }));
  device.set('1.3.6.1.2.1.31.1.1.1.6.1', 2n ** 63n);
  const samples = await samplesOf('own.ifHCInOctets', 'own.sysUpTime', 'own.ifOperStatus.2');
  const of = (name: string) => samples.filter(({ series }) => series.name === name);
  expect(of('own.ifHCInOctets')).toMatchObject([
    { series: { kind: 'counter', bits: 64, unit: 'octets/s', labels: { index: '1' } }, value: 2n ** 63n },
    { series: { labels: { index: '2' } } },
  ]);
  expect(of('own.sysUpTime')).toMatchObject([{ series: { kind: 'gauge', labels: {}, min: null } }]);
  expect(of('own.ifOperStatus.2')).toMatchObject([{ series: { kind: 'gauge' }, value: expect.any(Number) }]);
  const state = await readDeviceState(portal.db, id);
  expect(state?.reading).toMatchObject([{ profile: 'own', title: 'Watched', tables: [{ title: 'ifHCInOctets' }] }]);
  expect(await watchObject(ada, { id, oid: '1.3.6.1.2.1.31.1.1.1.6' })).toMatchObject({ failure: { kind: 'taken' } });

  value(await unwatchObject(ada, { id, object: column.id }));
  expect(value(await listWatched(ada, { id })).map(({ name }) => name)).toEqual(['sysUpTime', 'ifOperStatus.2']);
  expect((await samplesOf('own.sysUpTime')).some(({ series }) => series.name === 'own.ifHCInOctets')).toBe(false);
  const { rows } = await listAudit(portal.db, { realmKeys: null, targetId: id }, { offset: 0, limit: 20 });
  expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['devices.watch', 'devices.unwatch']));
});

test.each([
  ['text', '1.3.6.1.2.1.1.5.0'],
  ['a table', '1.3.6.1.2.1.2.2'],
  ['a scalar without its instance', '1.3.6.1.2.1.1.3'],
  ['what nobody names', '1.3.6.1.4.1.99999.1.0'],
  ['no OID', 'ifDescr'],
])('%s can’t be watched', async (_, oid) => {
  expect(await watchObject(ada, { id, oid })).toMatchObject({ failure: { kind: 'invalid' } });
});

test('nor can anything by an operator, or of a device that is not there', async () => {
  const otto = await asAccount(portal, 'otto');
  const oid = '1.3.6.1.2.1.1.3.0';
  expect(await watchObject(otto, { id, oid })).toMatchObject({ failure: { kind: 'refused' } });
  expect(await unwatchObject(otto, { id, object: crypto.randomUUID() })).toMatchObject({
    failure: { kind: 'refused' },
  });
  expect(await watchObject(ada, { id: crypto.randomUUID(), oid })).toMatchObject({ failure: { kind: 'not-found' } });
});
