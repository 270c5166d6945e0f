import { expect, test } from 'vitest';
import { ber } from '../../../lab/snmp/ber.ts';
import { readMessage } from './message.ts';
import { pduTags, readNotification } from './notification.ts';
import { readOid, readValue } from './value.ts';

const linkUp = '1.3.6.1.6.3.1.1.5.4';
const trap = (more: [string, Buffer][] = [], what = ber.oid(linkUp)) =>
  ber.pdu(pduTags.inform, 7, [
    ['1.3.6.1.2.1.1.3.0', ber.of(0x43, Buffer.from([1, 0]))],
    ['1.3.6.1.6.3.1.1.4.1.0', what],
    ...more,
  ]);
const read = (pdu: Buffer) => readNotification(pdu, [pduTags.inform]);

test('an inform with a BIT STRING is an inform: that value can’t be read, all others can', () => {
  const values: [string, Buffer][] = [
    ['1.3.6.1.4.1.1', ber.of(0x03, Buffer.from([0, 255]))],
    ['1.3.6.1.4.1.2', ber.octets('after it')],
  ];
  expect(read(trap(values))).toMatchObject({
    ...{ is: 'inform', id: 7, oid: linkUp, upTicks: 256 },
    varbinds: [{ value: { type: 'absent', value: 'unreadable' } }, { value: { type: 'octets' } }],
  });
});

test('what says no OID of what happened, is another PDU, or has anything behind it, is none', () => {
  expect(read(trap([], ber.octets(linkUp)))).toBeNull();
  expect(readNotification(trap(), [pduTags.trap])).toBeNull();
  expect(
    read(
      ber.pdu(
        pduTags.inform,
        1,
        Array.from({ length: 300 }, () => ['1.3.6.1', ber.octets('')]),
      ),
    ),
  ).toBeNull();
  const message = ber.v2c('c', trap());
  expect(readMessage(message)).toMatchObject({ version: '2c' });
  expect(readMessage(Buffer.concat([message, Buffer.from([0])]))).toBeNull();
  for (let length = 0; length < message.length; length++) expect(readMessage(message.subarray(0, length))).toBeNull();
});

test('counters are read as they are meant, also without the zero that keeps them positive', () => {
  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  expect(readValue(0x41, bytes('ffffffff'))).toEqual({ type: 'counter32', value: 4_294_967_295 });
  expect(readValue(0x46, bytes('00ffffffffffffffff'))).toEqual({ type: 'counter64', value: 2n ** 64n - 1n });
  expect(readValue(0x41, bytes('0100000000'))).toMatchObject({ type: 'absent' });
  expect(readValue(0x40, bytes('7f0000'))).toMatchObject({ type: 'absent' });
});

test('an OID has arcs of 32 bits, at most 128 of them, and an end', () => {
  expect(readOid(Buffer.from('2b06010401', 'hex'))).toBe('1.3.6.1.4.1');
  expect(readOid(Buffer.from('8837', 'hex'))).toBe('2.999');
  for (const hex of ['', '2b86', '2b90808080808000', '2b'.repeat(200)])
    expect(() => readOid(Buffer.from(hex, 'hex'))).toThrow();
});
