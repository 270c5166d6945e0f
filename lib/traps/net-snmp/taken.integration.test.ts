import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSnmpd, uptimeRequest } from '../../../lab/snmp/snmpd.ts';
import { address, Way } from '../traps-under-test.ts';
import {
  authPassword,
  community,
  expectRefused,
  expectTold,
  fromEngine,
  ids,
  inform,
  linkDown,
  many,
  named,
  old,
  one,
  privPassword,
  setScene,
  told,
  trap,
  traps,
  v2c,
  v3,
} from './devices-under-test.ts';

setScene();

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
