import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Way } from '../traps-under-test.ts';
import {
  expectRefused,
  expectTold,
  fromEngine,
  ids,
  inform,
  many,
  old,
  one,
  setScene,
  told,
  trap,
  traps,
  v2c,
  v3,
} from './devices-under-test.ts';

setScene();

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
