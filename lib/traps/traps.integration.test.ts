import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startSnmpd, uptimeRequest } from '../../lab/snmp/snmpd.ts';
import { address, TrapsUnderTest, Way } from './traps-under-test.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 180_000 });

/** The receiver against the tools of Net-SNMP. */
const traps = new TrapsUnderTest();
const [community, authPassword, privPassword] = ['out of the way', 'authentic enough', 'private enough'];
const [old, one, many, stranger, plain] = [address(1), address(2), address(3), address(9), address(4)];
const engine = '8000000001020304';
const linkDown = '1.3.6.1.6.3.1.1.5.3';
const ids = { old: '', one: '', sha1: '', sha512: '', blumenthal: '', cisco: '', plain: '' };

beforeAll(async () => {
  await traps.begin();
  ids.old = await traps.add(old, { name: 'Old switch' }, { community });
  const secrets = { authPassword, privPassword };
  const v3 = { snmp: '3', userName: 'monitor' } as const;
  ids.one = await traps.add(one, { ...v3, name: 'Core switch' }, secrets);
  ids.sha1 = await traps.add(many, { ...v3, userName: 'sha1', auth: 'SHA-1' }, secrets);
  ids.sha512 = await traps.add(many, { ...v3, userName: 'sha512', auth: 'SHA-512', priv: 'AES-256' }, secrets);
  ids.blumenthal = await traps.add(many, { ...v3, userName: 'long', auth: 'SHA-1', priv: 'AES-256' }, secrets);
  ids.cisco = await traps.add(many, { ...v3, userName: 'cisco', auth: 'SHA-1', priv: 'AES-256-C' }, secrets);
  ids.plain = await traps.add(plain, { ...v3, level: 'noAuthNoPriv' }, {});
  await traps.start();
});
afterAll(() => traps.end());

const named = (which: string) => ['1.3.6.1.4.1.8072.9999.9999.1', 's', which];
const v2c = (which: string, as = community) => [
  '-v2c',
  '-c',
  as,
  '-r',
  '1',
  '-t',
  '1',
  '@',
  '',
  linkDown,
  ...named(which),
];
type User = { name?: string; auth?: string; priv?: string; level?: string; password?: string; clock?: string };
function v3(which: string, of: User = {}): string[] {
  const { name = 'monitor', auth = 'SHA-256', priv = 'AES', level = 'authPriv', password = authPassword } = of;
  const clock = of.clock ? ['-Z', of.clock] : [];
  const keys = ['-a', auth, '-A', password, '-x', priv, '-X', privPassword];
  return ['-v3', '-u', name, '-l', level, ...keys, ...clock, '-r', '1', '-t', '1', '@', '', linkDown, ...named(which)];
}
const fromEngine = (options: string[]) => ['-e', `0x${engine}`, ...options];
/** Events of the device that hold the word, soon. */
async function told(id: string, which: string) {
  return (await traps.events(id)).filter(({ details }) => JSON.stringify(details.varbinds).includes(`"${which}"`));
}
const expectTold = (id: string, which: string, count = 1) =>
  expect.poll(async () => (await told(id, which)).length, { timeout: 10_000, message: which }).toBe(count);
const expectRefused = (reason: string, from: string, count = 1) =>
  expect.poll(() => traps.refused(reason, from), { timeout: 15_000, message: reason }).toBeGreaterThanOrEqual(count);
const trap = (from: string, options: string[], to?: string) => traps.tool('snmptrap', from, options, to);
const inform = (from: string, options: string[], to?: string) => traps.tool('snmpinform', from, options, to);

describe('a notification becomes an event of its device', () => {
  test('as a trap of version 2c, with a sentence that says what happened', async () => {
    const about = ['1.3.6.1.2.1.2.2.1.1.3', 'i', '3', '1.3.6.1.2.1.31.1.1.1.1.3', 's', 'ge-0/0/3'];
    await trap(old, [...v2c('first'), ...about]);
    await expectTold(ids.old, 'first');
    const [event] = await told(ids.old, 'first');
    expect(event).toMatchObject({
      kind: 'trap.linkDown',
      severity: 'warn',
      text: 'Interface 3 (ge-0/0/3) went down.',
      details: { oid: linkDown, of: 'interface 3', state: 'down', version: '2c', from: old, as: 'trap' },
    });
    expect(event?.details.varbinds).toHaveLength(3);
  });

  test('as a trap of version 1, read as RFC 3584 has it', async () => {
    const enterprise = '1.3.6.1.4.1.8072.9999.9999';
    const v1 = (kind: string[], which: string) => [
      '-v1',
      '-c',
      community,
      '@',
      enterprise,
      '',
      ...kind,
      '',
      ...named(which),
    ];
    await trap(old, v1(['6', '17'], 'specific'));
    await trap(old, v1(['0', '0'], 'cold'));
    await expectTold(ids.old, 'specific');
    await expectTold(ids.old, 'cold');
    expect(await told(ids.old, 'specific')).toMatchObject([
      { kind: 'trap.other', details: { oid: `${enterprise}.0.17`, version: '1' } },
    ]);
    expect(await told(ids.old, 'cold')).toMatchObject([{ kind: 'trap.coldStart' }]);
  });

  test('as an inform of version 2c, which is acknowledged', async () => {
    expect(await inform(old, v2c('acknowledged'))).toEqual({ code: 0, said: '' });
    expect(await told(ids.old, 'acknowledged')).toHaveLength(1);
  });

  test.each([
    ['sha1', 'SHA', 'AES', 'sha1'],
    ['sha512', 'SHA-512', 'AES-256', 'sha512'],
    ['blumenthal', 'SHA', 'AES-256', 'long'],
    ['cisco', 'SHA', 'AES-256-C', 'cisco'],
  ] as const)('as trap and inform of version 3: %s, with %s and %s', async (which, auth, priv, name) => {
    const as = { name, auth, priv };
    await trap(many, fromEngine(v3('trap', as)));
    expect(await inform(many, v3('inform', as))).toEqual({ code: 0, said: '' });
    await expectTold(ids[which], 'trap');
    await expectTold(ids[which], 'inform');
  });

  test('authenticated without being encrypted, too', async () => {
    await trap(one, fromEngine(v3('open trap', { level: 'authNoPriv' })));
    expect(await inform(one, v3('open inform', { level: 'authNoPriv' }))).toEqual({ code: 0, said: '' });
    await expectTold(ids.one, 'open trap');
    await expectTold(ids.one, 'open inform');
  });
});

test('a real snmpd tells of its starts and of wrong communities', async () => {
  const host = address(6);
  const user = { name: 'lab', auth: 'SHA-256', authPassword, priv: 'AES-128', privPassword } as const;
  const id = await traps.add(host, { snmp: '3', userName: 'lab' }, { authPassword, privPassword });
  await expect.poll(async () => (await inform(host, v3('known', { name: 'lab' }))).code, { timeout: 15_000 }).toBe(0);
  const keys = '-a SHA-256 -A "authentic enough" -x AES -X "private enough"';
  const extra = [
    'authtrapenable 1',
    `[snmp] clientaddr ${host}`,
    `trapsess -v 3 -u lab -l authPriv ${keys} ${traps.host}:${traps.port}`,
  ];
  const folder = join(traps.home, 'snmpd');
  const kinds = async (wanted: string) => (await traps.events(id)).filter(({ kind }) => kind === wanted).length;
  for (let start = 0; start < 2; start++) {
    const snmpd = await startSnmpd({ folder, host, community: 'lab', users: [user], extra });
    await traps.send(uptimeRequest('guessed'), host, snmpd.facts);
    await expect.poll(() => kinds('trap.authenticationFailure')).toBe(start + 1);
    await snmpd.stop();
  }
  expect(await kinds('trap.coldStart')).toBe(2);
  // Without a state of its own that it kept, each start has an engine of another name.
  const engines = await traps.db.query('SELECT FROM trap_engine WHERE device_id = $1::uuid', [id]);
  expect(engines).toHaveLength(2);
});

describe('nothing is believed', () => {
  const unanswered = expect.objectContaining({ code: 1, said: expect.stringContaining('Timeout') });

  test('with another community, or by a community of a device of version 3', async () => {
    await trap(old, v2c('refused', 'public'));
    expect(await inform(old, v2c('refused', 'public'))).toEqual(unanswered);
    await trap(one, v2c('refused', ''));
    await expectRefused('community', old, 2);
    await expectRefused('community', one);
    expect(await told(ids.old, 'refused')).toEqual([]);
  });

  test('with another password, user or encryption', async () => {
    await trap(one, fromEngine(v3('refused', { password: 'somebody else' })));
    expect((await inform(one, v3('refused', { password: 'somebody else' }))).code).toBe(1);
    await trap(one, fromEngine(v3('refused', { name: 'nobody' })));
    await trap(one, fromEngine(v3('refused', { priv: 'AES-256' })));
    for (const reason of ['password', 'user', 'encryption']) await expectRefused(reason, one);
    expect(await told(ids.one, 'refused')).toEqual([]);
  });

  test('from another address, which is counted and told nothing', async () => {
    await trap(stranger, v2c('refused'));
    expect(await inform(stranger, v2c('refused'))).toEqual(unanswered);
    expect((await inform(stranger, v3('refused'))).code).toBe(1);
    await expectRefused('stranger', stranger, 3);
    expect(await told(ids.old, 'refused')).toEqual([]);
  });

  test('without authentication, unless the setting allows it', async () => {
    const bare = { level: 'noAuthNoPriv' };
    await trap(one, fromEngine(v3('bare', bare)));
    await trap(plain, fromEngine(v3('bare', bare)));
    await expectRefused('level', one);
    // What may not be asked without authentication may not speak at all.
    await expectRefused('stranger', plain);
    await traps.stop();
    await traps.start({ SNMP_ALLOW_NO_AUTH: 'yes' });
    await trap(plain, fromEngine(v3('bare', bare)));
    expect((await inform(plain, v3('bare inform', bare))).code).toBe(0);
    await trap(one, fromEngine(v3('bare', bare)));
    await expectTold(ids.plain, 'bare');
    await expectTold(ids.plain, 'bare inform');
    expect(await told(ids.one, 'bare')).toEqual([]);
    await traps.stop();
    await traps.start();
  });

  test('that is malformed: such datagrams kill nothing (lib/snmp/traps/judge.test.ts has more of them)', async () => {
    const way = await Way.open(old, traps);
    await trap(old, v2c('seed'), way.place);
    await expectTold(ids.old, 'seed');
    way.close();
    const seed = way.sent[0] as Buffer;
    for (let round = 0; round < 1_000; round++) {
      const datagram = Buffer.from(round % 3 === 0 ? randomBytes(1 + (round % 200)) : seed);
      for (let hit = 0; hit < 1 + (round % 4); hit++) datagram[(round * 7 + hit * 31) % datagram.length] = round % 251;
      await traps.send(
        round % 5 === 0 ? datagram.subarray(0, round % datagram.length) : datagram,
        round % 2 ? old : one,
      );
    }
    const before = await traps.boots();
    await expectRefused('malformed', old);
    expect(await traps.boots()).toBe(before);
  });
});

describe('what was recorded and is played again', () => {
  test('is refused: at once, later, and after a restart', async () => {
    const way = await Way.open(many, traps);
    await trap(many, fromEngine(v3('recorded', { name: 'sha1', auth: 'SHA', clock: '7,5000' })), way.place);
    await expectTold(ids.sha1, 'recorded');
    const [recorded] = way.sent as [Buffer];
    await traps.send(recorded, many);
    await traps.stop();
    await traps.start();
    await traps.send(recorded, many);
    await trap(many, fromEngine(v3('later', { name: 'sha1', auth: 'SHA', clock: '8,10' })));
    await expectTold(ids.sha1, 'later');
    await traps.send(recorded, many);
    await trap(many, fromEngine(v3('of before', { name: 'sha1', auth: 'SHA', clock: '7,9000' })));
    await expectRefused('late', many, 2);
    await traps.stop();
    await traps.start();
    await traps.send(recorded, many);
    await expectRefused('late', many, 3);
    expect(await told(ids.sha1, 'recorded')).toHaveLength(1);
    expect(await told(ids.sha1, 'of before')).toEqual([]);
    way.close();
  });

  test('is refused when it was said too long ago by the engine’s own clock', async () => {
    const as = { name: 'sha512', auth: 'SHA-512', priv: 'AES-256' };
    await trap(many, fromEngine(v3('now', { ...as, clock: '3,5000' })));
    await expectTold(ids.sha512, 'now');
    const before = await traps.refused('late', many);
    await trap(many, fromEngine(v3('a little late', { ...as, clock: '3,4900' })));
    await trap(many, fromEngine(v3('too late', { ...as, clock: '3,4800' })));
    await expectTold(ids.sha512, 'a little late');
    await expectRefused('late', many, before + 1);
    expect(await told(ids.sha512, 'too late')).toEqual([]);
  });

  test('is refused as an inform after a restart, and makes no second event before', async () => {
    const way = await Way.open(one, traps);
    expect((await inform(one, v3('heard'), way.place)).code).toBe(0);
    const recorded = way.sent.at(-1) as Buffer;
    await traps.send(recorded, one);
    await sleep(500);
    expect(await told(ids.one, 'heard')).toHaveLength(1);
    await traps.stop();
    await traps.start();
    const before = await traps.refused('late', one);
    await traps.send(recorded, one);
    await expectRefused('late', one, before + 1);
    expect(await told(ids.one, 'heard')).toHaveLength(1);
    way.close();
  });
});

describe('an inform', () => {
  test.each([
    ['2c', () => v2c('again 2c'), 'again 2c', old, 'old'],
    ['3', () => v3('again 3'), 'again 3', one, 'one'],
  ] as const)('of version %s whose answer got lost is sent again, and makes one event', async (...all) => {
    const [, options, which, from, id] = all;
    const way = await Way.open(from, traps);
    way.losing = 1;
    const patient = options().map((option, at, list) => (list[at - 1] === '-r' ? '4' : option));
    expect((await inform(from, patient, way.place)).code).toBe(0);
    expect(way.losing).toBe(0);
    expect(await told(ids[id], which)).toHaveLength(1);
    way.close();
  });

  test('to our engine with the clock of another start is answered by a report, and taken with the right one', async () => {
    expect((await inform(one, v3('clock', { clock: '1,1' }))).code).toBe(0);
    expect(await told(ids.one, 'clock')).toHaveLength(1);
  });
});

describe('the process', () => {
  test('takes what devices say that were added, and nothing of those that were removed', async () => {
    const [late] = [address(5)];
    const id = await traps.add(late, { name: 'New' }, { community: 'new one' });
    await expect.poll(async () => (await inform(late, v2c('new', 'new one'))).code, { timeout: 15_000 }).toBe(0);
    await traps.db.prisma.device.delete({ where: { id } });
    await expect.poll(async () => (await inform(late, v2c('gone', 'new one'))).code, { timeout: 15_000 }).toBe(1);
  });

  test('keeps a bounded number of one device, answers no inform that it doesn’t keep, and leaves others alone', async () => {
    const way = await Way.open(old, traps);
    await trap(old, v2c('flood'), way.place);
    const seed = way.sent[0] as Buffer;
    way.close();
    for (let sent = 0; sent < 1_000; sent++) await traps.send(seed, old);
    const once = (which: string) => v2c(which).map((option, at, all) => (all[at - 1] === '-r' ? '0' : option));
    const answers = await Promise.all(Array.from({ length: 8 }, () => inform(old, once('in the flood'))));
    const acknowledged = answers.filter(({ code }) => code === 0).length;
    await expectRefused('too many', old);
    expect((await told(ids.old, 'flood')).length).toBeLessThan(260);
    expect(acknowledged).toBeLessThan(8);
    expect(await told(ids.old, 'in the flood')).toHaveLength(acknowledged);
    expect((await inform(one, v3('beside the flood'))).code).toBe(0);
  });
});
