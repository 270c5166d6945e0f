import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, inject, test } from 'vitest';
import { fleetCommunity, type SimulatedDevice, startDevice } from '../../lab/snmp/fleet.ts';
import { freeUdpPort } from '../../lab/snmp/snmpd.ts';
import type { Sample } from '../metrics/port.ts';
import { postgresMetrics } from '../metrics/postgres.ts';
import { snmpManager } from '../snmp/connect.ts';
import { openDatabase } from '../store/database.ts';
import { type DeviceSettings, insertDevice, readDeviceState } from '../store/devices.ts';
import { appendEvents, readEvents } from '../store/events.ts';
import { secretBox } from '../store/secret-box.ts';
import { samplesOf } from './device-samples.ts';
import { restartOf } from './device-uptime.ts';
import { deviceTarget, pollDevices } from './devices.ts';
import type { Observed, Thing } from './state-events.ts';

const db = openDatabase(inject('databaseUrl'), { connections: 4 });
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-devices-'));
const box = secretBox({ file: join(folder, 'secret-key'), made: true });
const store = postgresMetrics(db);
const host = `127.${60 + (process.pid % 100)}.2.1`;
const running: SimulatedDevice[] = [];
afterEach(async () => {
  await db.prisma.device.deleteMany();
  for (const device of running.splice(0)) await device.stop();
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

async function simulated(...[behaviour, name, port]: [Parameters<typeof startDevice>[1], string, number?]) {
  const device = await startDevice(host, behaviour, name, port);
  running.push(device);
  return device;
}

/** What the device says at moments that the test chooses, as the collector would write it. */
async function polled(device: SimulatedDevice, target: string, at: Date, restarted = false): Promise<void> {
  const opened = await snmpManager.open({ ...device, credentials: { version: '2c', community: fleetCommunity } });
  if (!opened.ok) throw new Error(opened.failure.why);
  const read = await snmpManager.read(opened.value, ['interfaces']);
  opened.value.close();
  if (!read.ok) throw new Error(read.failure.why);
  await store.write(samplesOf(target, 10, at, read.value.measured, restarted));
}
async function rates(target: string, from: Date, to: Date): Promise<(number | null)[]> {
  const series = await store.series({ target, name: 'if.octets', limit: 10 });
  const wanted = series.find(({ labels }) => labels.direction === 'in' && /1$/.test(labels.interface ?? ''));
  const [range] = await store.range({ ids: [wanted?.id as number], from, to, points: 10 });
  return range?.points.map(({ average }) => average) ?? [];
}
const start = new Date(Math.floor(Date.now() / 600_000) * 600_000 - 3_600_000);
const moment = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const inOctets = { of32: '1.3.6.1.2.1.2.2.1.10.1', of64: '1.3.6.1.2.1.31.1.1.1.6.1' };

describe('counters end as the right rate', () => {
  test('of 32 bits, over a wrap', async () => {
    const [device, target] = [await simulated('switch32', 'old-switch'), `device:${randomUUID()}`];
    for (const [seconds, octets] of [
      [0, 4_294_967_000],
      [10, 704],
      [20, 1704],
    ] as const) {
      device.set(inOctets.of32, octets);
      await polled(device, target, moment(seconds));
    }
    expect(await rates(target, moment(0), moment(20))).toEqual([100, 100]);
  });

  test('of 64 bits, beyond what a double holds exactly', async () => {
    const [device, target] = [await simulated('switch64', 'new-switch'), `device:${randomUUID()}`];
    for (const [seconds, octets] of [
      [0, 2n ** 64n - 1000n],
      [10, 0n],
      [20, 10n],
    ] as const) {
      device.set(inOctets.of64, octets);
      await polled(device, target, moment(seconds));
    }
    expect(await rates(target, moment(0), moment(20))).toEqual([100, 1]);
  });

  test('and as unknown, never as a spike, when the device started again', async () => {
    const [device, target] = [await simulated('switch32', 'restarted'), `device:${randomUUID()}`];
    for (const [seconds, octets, restarted] of [
      [0, 3_000_000_000, false],
      [10, 50, true],
      [20, 1050, false],
      [30, 2050, false],
    ] as const) {
      device.set(inOctets.of32, octets);
      await polled(device, target, moment(seconds), restarted);
    }
    expect(await rates(target, moment(0), moment(30))).toEqual([null, null, 100]);
  });
});

describe('restarts by sysUpTime', () => {
  const at = new Date('2026-05-05T12:00:00Z');
  const ago = (ms: number) => new Date(at.getTime() - ms);
  test.each([
    ['is none while it counts on', ago(60_000), 6_000, false],
    ['is one when it counts from the beginning', ago(3_600_000), 500, true],
    ['is none when the clock of the device drifts', ago(60_000), 5_000, false],
    ['is none when 32 bits went round', ago(2 ** 32 * 10 + 7_000), 700, false],
    ['is none where nothing was known', null, 700, false],
  ])('%s', (_, before, ticks, restarted) => {
    expect(restartOf(before, ticks, at).restarted).toBe(restarted);
  });
});

type Told = { thing: Thing; observed: Observed }[];
/** Runs the job as the collector does, until `enough`. */
async function collect(enough: () => Promise<boolean>, bounds = {}): Promise<{ samples: Sample[]; told: Told }> {
  const samples: Sample[] = [];
  const told: Told = [];
  const sink = {
    push: (more: readonly Sample[]) => void samples.push(...more),
    note: (thing: Thing, observed: Observed) => void told.push({ thing, observed }),
    forget: () => {},
  };
  const stopping = new AbortController();
  const job = pollDevices({ db, box, snmp: snmpManager, allowed: { allowNoAuth: false }, sink, bounds });
  await expect
    .poll(
      async () => {
        await job.run(stopping.signal);
        return enough();
      },
      { timeout: 25_000, interval: 100 },
    )
    .toBe(true);
  stopping.abort();
  return { samples, told };
}
async function kept(name: string, port: number, profiles: string[] = ['system']): Promise<string> {
  const id = randomUUID();
  const settings: DeviceSettings = {
    name,
    host,
    port,
    snmp: '2c',
    userName: '',
    level: 'authPriv',
    auth: 'SHA-256',
    priv: 'AES-128',
    context: '',
    profiles,
    pollSeconds: 10,
  };
  const secrets = { community: fleetCommunity, authPassword: '', privPassword: '' };
  expect(await insertDevice(db, box, { id, settings, secrets })).toBe('done');
  return id;
}
const stateOf = async (id: string) => (await readDeviceState(db, id))?.state;

test('dead devices, however many, delay nobody', async () => {
  const dead = await freeUdpPort(host);
  for (let count = 0; count < 30; count++) await kept(`dead ${count}`, dead);
  const device = await simulated('printer', 'printer-1');
  const id = await kept('alive', device.port, ['system', 'printer']);
  await db.query(
    `INSERT INTO device_state (device_id, state, since, why, polled_at) VALUES ($1::uuid, 'up', now(), '', now())`,
    [id],
  );
  // Only two at a time are waited for; the living one has a place of its own.
  const { samples } = await collect(async () => (await readDeviceState(db, id))?.reading !== null, {
    mostAwayAtOnce: 2,
  });
  const mine = samples.filter(({ series }) => series.target === deviceTarget(id));
  expect(mine.find(({ series }) => series.name === 'printer.supply')).toMatchObject({
    value: 25,
    series: { labels: { supply: 'Black toner' }, unit: '%' },
  });
  // "Some is left" is no number.
  expect(mine.filter(({ series }) => series.name === 'printer.supply')).toHaveLength(1);
});

test('a device that goes away and comes back is told of, and its reading of before stays', async () => {
  const device = await simulated('switch64', 'switch-1');
  const id = await kept('switch-1', device.port, ['system', 'interfaces']);
  const first = await collect(async () => (await stateOf(id)) === 'up');
  expect(first.told.map(({ observed }) => observed.state)).toEqual(['up']);
  running.splice(0);
  await device.stop();
  const second = await collect(async () => (await stateOf(id)) === 'away');
  expect(second.told.at(-1)).toMatchObject({
    thing: { target: deviceTarget(id), kind: 'device.state' },
    observed: { state: 'away', severity: 'failing', text: expect.stringContaining('switch-1 is away') },
  });
  expect(second.samples.at(-1)).toMatchObject({ series: { name: 'device.up' }, value: 0 });
  const state = await readDeviceState(db, id);
  expect(state).toMatchObject({ state: 'away', answeredAt: expect.any(Date) });
  expect(JSON.stringify(state?.reading)).toContain('ge-0/0/1');

  const again = await simulated('switch64', 'switch-1', device.port);
  again.setUptime(100);
  await db.query(`UPDATE device_state SET started_at = now() - interval '1 day' WHERE device_id = $1::uuid`, [id]);
  await collect(async () => (await stateOf(id)) === 'up');
  const events = await readEvents(db, { targets: [deviceTarget(id)], kinds: ['device.restart'], limit: 5 });
  expect(events).toHaveLength(1);
});

test('a device whose secrets can’t be opened is away, with why, and asked nothing', async () => {
  const device = await simulated('switch64', 'sealed');
  const id = await kept('sealed', device.port);
  await db.query(`UPDATE device SET secret = 'v1.AAAA' WHERE id = $1::uuid`, [id]);
  await collect(async () => (await stateOf(id)) === 'away');
  expect((await readDeviceState(db, id))?.why).toContain('can’t be opened');
});

test('a device that says that a link went down is asked soon, and not when its time has come', async () => {
  const device = await simulated('switch64', 'switch-2');
  const id = await kept('switch-2', device.port);
  await db.query('UPDATE device SET poll_seconds = 300 WHERE id = $1::uuid', [id]);
  let first: Date | undefined;
  const { samples } = await collect(async () => {
    const polled = (await readDeviceState(db, id))?.polledAt;
    if (polled && !first) {
      first = polled;
      const event = {
        target: deviceTarget(id),
        kind: 'trap.linkDown',
        severity: 'warn',
        text: 'It went down.',
      } as const;
      await appendEvents(db, [event]);
    }
    return polled !== undefined && first !== undefined && polled > first;
  });
  expect(samples.filter(({ series }) => series.name === 'device.up').length).toBe(2);
});
