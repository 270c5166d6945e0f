import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fleetCommunity, type SimulatedDevice, startDevice } from '../../../lab/snmp/fleet.ts';
import { freeUdpPort } from '../../../lab/snmp/snmpd.ts';
import { listAudit } from '../../store/audit-list.ts';
import { deviceSecretsOf, readDevice } from '../../store/devices.ts';
import { entryHistory } from '../audit/entry-history.ts';
import type { Context } from '../context.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { value } from '../testing/signed-in.ts';
import { addDevice } from './add-device.ts';
import { discoverDevice } from './discover-device.ts';
import { editDevice } from './edit-device.ts';
import { listDevices } from './list-devices.ts';
import { removeDevice } from './remove-device.ts';
import { testDevice } from './test-device.ts';
import { viewDevice } from './view-device.ts';

const portal = testPortal();
const host = `127.${60 + (process.pid % 100)}.3.1`;
let device: SimulatedDevice;
let ada: Context;
let otto: Context;
let uma: Context;

beforeAll(async () => {
  [ada, otto, uma] = [await asAccount(portal, 'ada'), await asAccount(portal, 'otto'), await asAccount(portal, 'uma')];
  device = await startDevice(host, 'printer', 'printer-7');
});
afterAll(() => device.stop());
afterEach(async () => void (await portal.db.prisma.device.deleteMany()));

const v2c = (over: object = {}) => ({
  name: 'Printer',
  host,
  port: device.port,
  snmp: '2c',
  userName: '',
  level: 'authPriv',
  auth: 'SHA-256',
  priv: 'AES-128',
  profiles: ['printer', 'system', 'no such profile'],
  pollSeconds: 60,
  ...over,
});
const v3 = (over: object = {}) => ({ ...v2c(), name: 'Switch', snmp: '3', userName: 'monitor', ...over });
const secrets = { community: fleetCommunity };
const passwords = { authPassword: 'nobody sees this one', privPassword: 'nor that one here' };
const added = async () => value(await addDevice(ada, { settings: v2c(), secrets })).id;

describe('secrets', () => {
  test('are sealed, and stand in no page, no list, no audit record and no table', async () => {
    const { id } = value(await addDevice(ada, { settings: v3(), secrets: passwords }));
    const changed = { authPassword: 'nobody sees another', privPassword: 'nor that other one' };
    value(await editDevice(ada, { id, version: 1, settings: v3({ name: 'Switch 2' }), secrets: changed }));
    const shown = [value(await listDevices(ada, {})), value(await viewDevice(ada, { id }))];
    const log = await listAudit(portal.db, { realmKeys: null, targetId: id }, { offset: 0, limit: 20 });
    const history = value(await entryHistory(ada, { id }));
    const table = await portal.db.query('SELECT * FROM device');
    const everything = JSON.stringify([shown, log, history, table]);
    expect(everything).not.toMatch(/nobody sees|nor that/);
    expect(everything).toContain('(hidden)');
    const kept = await readDevice(portal.db, id);
    expect(kept && deviceSecretsOf(portal.xmpp.box, kept)).toMatchObject(changed);
  });

  test.each([
    ['host', { host: 'elsewhere.example' }],
    ['port', { port: 1161 }],
    ['user', { userName: 'other' }],
    ['version', { snmp: '2c' }],
    ['digest', { auth: 'SHA-1' }],
    ['encryption', { priv: 'AES-256' }],
  ])('must be entered again with another %s, for tests too', async (_, over) => {
    const { id } = value(await addDevice(ada, { settings: v3(), secrets: passwords }));
    const needed = { ok: false, failure: { kind: 'invalid', field: 'secrets' } };
    const settings = v3(over);
    expect(await editDevice(ada, { id, version: 1, settings, secrets: null })).toMatchObject(needed);
    expect(await testDevice(ada, { id, settings, secrets: null })).toMatchObject(needed);
  });

  test('are kept with another name, other profiles and another period', async () => {
    const id = await added();
    const settings = v2c({ name: 'Printer on the stairs', profiles: [], pollSeconds: 300 });
    value(await editDevice(ada, { id, version: 1, settings, secrets: null }));
    const kept = await readDevice(portal.db, id);
    expect(kept && deviceSecretsOf(portal.xmpp.box, kept)?.community).toBe(fleetCommunity);
  });

  test('that were moved to another row do not open there', async () => {
    await added();
    const { id } = value(await addDevice(ada, { settings: v3(), secrets: passwords }));
    await portal.db.query(`UPDATE device SET secret = (SELECT secret FROM device WHERE name = 'Printer')`);
    expect(await testDevice(ada, { id, settings: v3(), secrets: null })).toMatchObject({
      failure: { kind: 'unavailable', why: expect.stringContaining('can’t be opened') },
    });
  });
});

describe('what can’t be kept is refused with why', () => {
  test.each([
    ['short passwords', () => v3(), { authPassword: 'short', privPassword: 'short' }, 'secrets.authPassword'],
    ['no community', () => v2c(), {}, 'secrets.community'],
    ['no user for version 3', () => v3({ userName: '' }), passwords, 'settings.userName'],
    ['no protection, as the settings don’t allow it', () => v3({ level: 'noAuthNoPriv' }), {}, 'settings.level'],
    ['a host that is none', () => v2c({ host: 'a b' }), secrets, 'settings.host'],
  ])('%s', async (_, settings, typed, field) => {
    expect(await addDevice(ada, { settings: settings(), secrets: typed })).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', field },
    });
  });

  test('no protection is kept where SNMP_ALLOW_NO_AUTH says so', async () => {
    const context = { ...ada, config: { ...ada.config, snmp: { allowNoAuth: true } } };
    const settings = v3({ level: 'noAuthNoPriv' });
    const { id } = value(await addDevice(context, { settings, secrets: {} }));
    const no = { failure: { field: 'settings.level' } };
    expect(await discoverDevice(ada, { id }), 'and asked nothing once it doesn’t').toMatchObject(no);
    expect(await testDevice(ada, { id, settings, secrets: null })).toMatchObject(no);
    expect(await editDevice(ada, { id, version: 1, settings, secrets: null })).toMatchObject(no);
  });

  test('a name that is taken, and a change of what somebody else changed', async () => {
    const id = await added();
    expect(await addDevice(ada, { settings: v2c(), secrets })).toMatchObject({ failure: { kind: 'taken' } });
    value(await editDevice(ada, { id, version: 1, settings: v2c({ name: 'First' }), secrets: null }));
    expect(await editDevice(ada, { id, version: 1, settings: v2c({ name: 'Second' }), secrets: null })).toMatchObject({
      failure: { kind: 'conflict' },
    });
  });

  test('a removal without the name', async () => {
    const id = await added();
    expect(await removeDevice(ada, { id, confirm: 'printer' })).toMatchObject({ failure: { field: 'confirm' } });
    value(await removeDevice(ada, { id, confirm: 'Printer' }));
    expect(value(await listDevices(ada, {})).rows).toEqual([]);
  });
});

describe('a test', () => {
  test('goes from the address to the profiles that are served, and is in the audit log', async () => {
    const result = value(await testDevice(ada, { id: null, settings: v2c(), secrets }));
    expect(result.steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['address', true],
      ['answer', true],
      ['identity', true],
      ['profiles', true],
    ]);
    expect(result).toMatchObject({ identity: { name: 'printer-7' }, profiles: ['system', 'printer'] });
    const log = await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 1 });
    expect(log.rows[0]).toMatchObject({ action: 'devices.test' });
  });

  test('of a kept device uses what is kept', async () => {
    const id = await added();
    const result = value(await testDevice(ada, { id, settings: v2c(), secrets: null }));
    expect(result.steps).toHaveLength(4);
    expect(value(await discoverDevice(otto, { id }))).toEqual({
      served: ['system', 'printer'],
      chosen: ['system', 'printer'],
    });
  });

  test('of nobody ends where the answer is missing', async () => {
    const settings = v2c({ port: await freeUdpPort(host) });
    const { steps } = value(await testDevice(ada, { id: null, settings, secrets }));
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['address', true],
      ['answer', false],
    ]);
  });

  test('of a device that lies gets nothing under a wrong name', async () => {
    const liar = await startDevice(host, 'liar', 'liar');
    const { identity } = value(await testDevice(ada, { id: null, settings: v2c({ port: liar.port }), secrets }));
    await liar.stop();
    expect(identity).toEqual({ name: null, description: null, objectId: null });
  });
});

test('an operator sees devices and what they serve, and changes none; others see none', async () => {
  const id = await added();
  const refused = { ok: false, failure: { kind: 'refused' } };
  expect(value(await listDevices(otto, {})).rows).toHaveLength(1);
  expect(value(await viewDevice(otto, { id })).may).toEqual({ edit: false, readHistory: false });
  for (const result of [
    await addDevice(otto, { settings: v3(), secrets: passwords }),
    await editDevice(otto, { id, version: 1, settings: v2c({ name: 'X' }), secrets: null }),
    await removeDevice(otto, { id, confirm: 'Printer' }),
    await testDevice(otto, { id, settings: v2c(), secrets: null }),
  ])
    expect(result).toMatchObject(refused);
  for (const result of [await listDevices(uma, {}), await viewDevice(uma, { id }), await discoverDevice(uma, { id })])
    expect(result.ok).toBe(false);
});
