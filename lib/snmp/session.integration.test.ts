import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Snmpd, type SnmpUser, startSnmpd } from '../../lab/snmp/snmpd.ts';
import { snmpManager } from './connect.ts';
import type { Credentials, SnmpSession } from './port.ts';
import { textOf } from './values.ts';

/** The manager against a real snmpd, with each protection that the library has. */
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-snmpd-'));
const users: SnmpUser[] = [
  { name: 'one', auth: 'SHA-1', authPassword: 'authentic one', priv: 'AES-128', privPassword: 'private one' },
  { name: 'two', auth: 'SHA-224', authPassword: 'authentic two', priv: 'AES-128', privPassword: 'private two' },
  { name: 'three', auth: 'SHA-256', authPassword: 'authentic three', priv: 'AES-128', privPassword: 'private three' },
  { name: 'four', auth: 'SHA-384', authPassword: 'authentic four', priv: 'AES-256', privPassword: 'private four' },
  { name: 'five', auth: 'SHA-512', authPassword: 'authentic five', priv: 'AES-256', privPassword: 'private five' },
];
const sysName = '1.3.6.1.2.1.1.5.0';
let snmpd: Snmpd;
const open: SnmpSession[] = [];

beforeAll(async () => {
  const host = `127.${60 + (process.pid % 100)}.1.1`;
  snmpd = await startSnmpd({ folder, host, community: 'lab-read', users, extra: ['sysName device.example'] });
});
afterAll(async () => {
  for (const session of open) session.close();
  await snmpd.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function session(credentials: Credentials): Promise<SnmpSession> {
  const { host, port } = snmpd.facts;
  const opened = await snmpManager.open({ host, port, credentials }, { timeoutMs: 700, retries: 1 });
  if (!opened.ok) throw new Error(opened.failure.why);
  open.push(opened.value);
  return opened.value;
}
const v2c = () => session({ version: '2c', community: 'lab-read' });
const v3 = ({ name, ...security }: SnmpUser, over: object = {}) =>
  session({ version: '3', user: name, context: '', security: { level: 'authPriv', ...security, ...over } });
function value<T>(result: { ok: true; value: T } | { ok: false; failure: { why: string } }): T {
  if (!result.ok) throw new Error(result.failure.why);
  return result.value;
}

describe('a question is answered', () => {
  test('with a community', async () => {
    const [name] = value(await (await v2c()).get([sysName]));
    expect(textOf(name?.value)).toBe('device.example');
  });

  test.each(users)('with $auth and $priv', async (user) => {
    const asked = await v3(user);
    expect(textOf(value(await asked.get([sysName]))[0]?.value)).toBe('device.example');
    expect(textOf(value(await asked.get([sysName]))[0]?.value)).toBe('device.example');
    expect(asked.traffic().dropped).toBe(0);
  });

  test('with an exception in place of each value that is not there, and the others nevertheless', async () => {
    const answer = value(await (await v2c()).get([sysName, '1.3.6.1.2.1.1.99.0', '1.3.6.1.2.1.1.5.7']));
    expect(answer.map(({ value }) => value.type)).toEqual(['octets', 'absent', 'absent']);
    expect(answer[1]?.value).toEqual({ type: 'absent', value: 'noSuchObject' });
    expect(answer[2]?.value).toEqual({ type: 'absent', value: 'noSuchInstance' });
  });

  test('in walks that begin and end where they should, and rise', async () => {
    const rows = value(await (await v2c()).walk('1.3.6.1.2.1.1'));
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.every(({ oid }) => oid.startsWith('1.3.6.1.2.1.1.'))).toBe(true);
    expect(new Set(rows.map(({ oid }) => oid)).size).toBe(rows.length);
  });

  test('in tables by index and column, with 64-bit counters whole', async () => {
    const [name, octets] = ['1.3.6.1.2.1.31.1.1.1.1', '1.3.6.1.2.1.31.1.1.1.6'];
    const rows = value(await (await v3(users[2] as SnmpUser)).table([name, octets]));
    const loopback = [...rows.values()].find((row) => textOf(row.get(name)) === 'lo');
    expect(loopback?.get(octets)).toEqual({ type: 'counter64', value: expect.any(BigInt) });
  });

  test('up to a bound of rows', async () => {
    expect(await (await v2c()).walk('1.3.6.1.2.1', 20)).toMatchObject({ ok: false, failure: { kind: 'too-many' } });
  });
});

describe('what is wrong is said, and nothing of the secrets', () => {
  const three = users[2] as SnmpUser;
  const cases: [string, object, string, RegExp][] = [
    [
      'another password for authentication',
      { authPassword: 'authentic other' },
      'refused',
      /authentication is another/,
    ],
    ['another digest', { auth: 'SHA-512' }, 'refused', /authentication is another/],
    ['another password for encryption', { privPassword: 'private other' }, 'unavailable', /leaves this question/],
  ];
  test.each(cases)('%s', async (_, over, kind, why) => {
    const answer = await (await v3(three, over)).get([sysName]);
    expect(answer).toMatchObject({ ok: false, failure: { kind, why: expect.stringMatching(why) } });
    expect(JSON.stringify(answer)).not.toMatch(/authentic |private |[0-9a-f]{24}/);
  });

  test('a user whom the device does not know', async () => {
    const answer = await (await v3({ ...three, name: 'nobody' })).get([sysName]);
    expect(answer).toMatchObject({ failure: { kind: 'refused', why: 'The device doesn’t know this user.' } });
  });

  test('another community: no answer, as nobody is there', async () => {
    const answer = await (await session({ version: '2c', community: 'guessed' })).get([sysName]);
    expect(answer).toMatchObject({ failure: { kind: 'unavailable', why: 'The device did not answer.' } });
  });

  test('a name without an address', async () => {
    const credentials: Credentials = { version: '2c', community: 'x' };
    expect(await snmpManager.open({ host: 'nowhere.invalid', port: 161, credentials })).toMatchObject({
      failure: { why: 'The name nowhere.invalid has no address.' },
    });
  });
});
