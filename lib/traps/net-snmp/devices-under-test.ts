import { afterAll, beforeAll, expect, vi } from 'vitest';
import { address, TrapsUnderTest } from '../traps-under-test.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 180_000 });

/** For tests only: the receiver against the tools of Net-SNMP. */
export const traps = new TrapsUnderTest();
export const [community, authPassword, privPassword] = ['out of the way', 'authentic enough', 'private enough'];
export const [old, one, many, stranger, plain] = [address(1), address(2), address(3), address(9), address(4)];
const engine = '8000000001020304';
export const linkDown = '1.3.6.1.6.3.1.1.5.3';
export const ids = { old: '', one: '', sha1: '', sha512: '', blumenthal: '', cisco: '', plain: '' };

/** A device of each kind, and the receiver, which knows them. */
export function setScene(): void {
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
}

export const named = (which: string) => ['1.3.6.1.4.1.8072.9999.9999.1', 's', which];
export const v2c = (which: string, as = community) => [
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
export function v3(which: string, of: User = {}): string[] {
  const { name = 'monitor', auth = 'SHA-256', priv = 'AES', level = 'authPriv', password = authPassword } = of;
  const clock = of.clock ? ['-Z', of.clock] : [];
  const keys = ['-a', auth, '-A', password, '-x', priv, '-X', privPassword];
  return ['-v3', '-u', name, '-l', level, ...keys, ...clock, '-r', '1', '-t', '1', '@', '', linkDown, ...named(which)];
}
export const fromEngine = (options: string[]) => ['-e', `0x${engine}`, ...options];
/** Events of the device that hold the word, soon. */
export async function told(id: string, which: string) {
  return (await traps.events(id)).filter(({ details }) => JSON.stringify(details.varbinds).includes(`"${which}"`));
}
export const expectTold = (id: string, which: string, count = 1) =>
  expect.poll(async () => (await told(id, which)).length, { timeout: 10_000, message: which }).toBe(count);
export const expectRefused = (reason: string, from: string, count = 1) =>
  expect.poll(() => traps.refused(reason, from), { timeout: 15_000, message: reason }).toBeGreaterThanOrEqual(count);
export const trap = (from: string, options: string[], to?: string) => traps.tool('snmptrap', from, options, to);
export const inform = (from: string, options: string[], to?: string) => traps.tool('snmpinform', from, options, to);
