import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Way } from '../traps-under-test.ts';
import {
  expectRefused,
  expectTold,
  fromEngine,
  ids,
  inform,
  old,
  one,
  plain,
  setScene,
  stranger,
  told,
  trap,
  traps,
  v2c,
  v3,
} from './devices-under-test.ts';

setScene();

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
