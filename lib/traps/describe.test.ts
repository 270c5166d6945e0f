import { expect, test } from 'vitest';
import { standardNames } from '../snmp/mib/names.ts';
import type { SnmpValue, Varbind } from '../snmp/port.ts';
import type { Notification } from '../snmp/traps/notification.ts';
import { eventOf } from './describe.ts';

const about = { deviceId: 'd', from: '192.0.2.1', version: '2c', at: new Date() } as const;
const standard = '1.3.6.1.6.3.1.1.5';
const [ifEntry, ifXEntry] = ['1.3.6.1.2.1.2.2.1', '1.3.6.1.2.1.31.1.1.1'];
const number = (oid: string, value: number): Varbind => ({ oid, value: { type: 'integer', value } });
const text = (oid: string, value: string): Varbind => ({ oid, value: { type: 'octets', value: Buffer.from(value) } });

function told(oid: string, varbinds: Varbind[] = []) {
  const notification: Notification = { is: 'trap', id: 1, oid, upTicks: 4_200, varbinds, list: Buffer.alloc(0) };
  return eventOf(notification, about, standardNames);
}

test.each([
  [3, [number(`${ifEntry}.1.3`, 3), text(`${ifXEntry}.1.3`, 'ge-0/0/3')], 'Interface 3 (ge-0/0/3) went down.', 'warn'],
  [4, [number(`${ifEntry}.1.3`, 3), text(`${ifEntry}.2.3`, 'port 3')], 'Interface 3 (port 3) came up.', 'info'],
  [3, [number(`${ifEntry}.1.3`, 3), number(`${ifEntry}.7.3`, 2)], 'Interface 3 was switched off.', 'info'],
  [3, [text(`${ifXEntry}.18.7`, 'to the roof')], 'Interface “to the roof” went down.', 'warn'],
  [3, [], 'Interface went down.', 'warn'],
  [1, [], 'It started anew.', 'warn'],
] as const)('the standard one %i with what it tells reads as a sentence', (which, varbinds, sentence, severity) => {
  expect(told(`${standard}.${which}`, [...varbinds])).toMatchObject({ text: sentence, severity });
});

test('down and up are states of one thing', () => {
  const of = (which: number) => told(`${standard}.${which}`, [number(`${ifEntry}.1.3`, 3)]).details;
  expect([of(3), of(4)]).toMatchObject([
    { of: 'interface 3', state: 'down', upSeconds: 42 },
    { of: 'interface 3', state: 'up' },
  ]);
});

test('any other is named and told with its first values', () => {
  const event = told('1.3.6.1.4.1.9999.0.7', [number(`${ifEntry}.8.3`, 2), text('1.3.6.1.4.1.9999.1', 'hello')]);
  expect(event).toMatchObject({ kind: 'trap.other', details: { oid: '1.3.6.1.4.1.9999.0.7' } });
  expect(event.text).toContain('ifOperStatus.3 down');
  expect(event.text).toContain('hello');
});

test('however much it tells, the event keeps what fits and says how much does not', () => {
  const long: SnmpValue = { type: 'octets', value: Buffer.from('x'.repeat(4_000)) };
  const varbinds = Array.from({ length: 250 }, (_, at): Varbind => ({ oid: `1.3.6.1.4.1.9999.${at}`, value: long }));
  const { details = {}, text: sentence } = told('1.3.6.1.4.1.9999.0.1', varbinds);
  const kept = details.varbinds as unknown[];
  expect(JSON.stringify(details).length).toBeLessThan(16_000);
  expect(kept.length + Number(details.leftOut)).toBe(250);
  expect(sentence.length).toBeLessThan(2_000);
});
