import { malformed } from '../ber.ts';
import type { SnmpValue } from '../port.ts';

const most32 = 2 ** 32;
const mostArcs = 128;

/** Of a tag and the bytes behind it (RFC 3416, 3). What is of no known type, or too long for its own, is unreadable. */
export function readValue(tag: number, bytes: Buffer): SnmpValue {
  switch (tag) {
    case 0x02:
      return bytes.length >= 1 && bytes.length <= 4
        ? { type: 'integer', value: bytes.readIntBE(0, bytes.length) }
        : unreadable;
    case 0x41:
      return unsigned32('counter32', bytes);
    case 0x42:
      return unsigned32('gauge32', bytes);
    case 0x43:
      return unsigned32('timeticks', bytes);
    case 0x46:
      return counter64(bytes);
    case 0x04:
      return { type: 'octets', value: bytes };
    case 0x44:
      return { type: 'opaque', value: bytes };
    case 0x06:
      return { type: 'oid', value: readOid(bytes) };
    case 0x40:
      return bytes.length === 4 ? { type: 'ip', value: [...bytes].join('.') } : unreadable;
    case 0x80:
      return { type: 'absent', value: 'noSuchObject' };
    case 0x81:
      return { type: 'absent', value: 'noSuchInstance' };
    case 0x82:
      return { type: 'absent', value: 'endOfMibView' };
    default:
      return unreadable;
  }
}

/** Throws Malformed for more than 128 arcs, or one beyond 32 bits (RFC 2578, 3.5). */
export function readOid(bytes: Buffer): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of bytes) {
    arc = arc * 128 + (octet & 0x7f);
    if (arc >= most32) malformed();
    if (octet >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first, ...rest] = arcs;
  if (first === undefined || arcs.length >= mostArcs || (bytes.at(-1) ?? 0) >= 0x80) malformed();
  // The first two arcs are one number; only below 2 may the second be 40 or more (X.690, 8.19.4).
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}

const unreadable: SnmpValue = { type: 'absent', value: 'unreadable' };

/** Some agents write a counter without the zero in front that keeps it positive: taken as what they mean. */
function unsigned32(type: 'counter32' | 'gauge32' | 'timeticks', bytes: Buffer): SnmpValue {
  const value = unsigned(bytes, 5);
  return value === null || value >= BigInt(most32) ? unreadable : { type, value: Number(value) };
}

function counter64(bytes: Buffer): SnmpValue {
  const value = unsigned(bytes, 9);
  return value === null || value >= 2n ** 64n ? unreadable : { type: 'counter64', value };
}

function unsigned(bytes: Buffer, most: number): bigint | null {
  return bytes.length === 0 || bytes.length > most ? null : BigInt(`0x${bytes.toString('hex')}`);
}
