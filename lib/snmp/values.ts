import snmp from 'net-snmp';
import { isOid } from './oid.ts';
import type { SnmpValue, Varbind } from './port.ts';

const { ObjectType } = snmp;
const unreadable: SnmpValue = { type: 'absent', value: 'unreadable' };

type Raw = { oid?: unknown; type?: unknown; value?: unknown };

/** What the library read, as this room has it; null without an OID. A value that doesn't fit its type is absent. */
export function varbindOf({ oid, type, value }: Raw): Varbind | null {
  return typeof oid === 'string' && isOid(oid) ? { oid, value: typedValue(type, value) } : null;
}

function typedValue(type: unknown, value: unknown): SnmpValue {
  switch (type) {
    case ObjectType.Integer:
      return wholeNumber('integer', value);
    case ObjectType.Counter:
      return wholeNumber('counter32', value);
    case ObjectType.Gauge:
      return wholeNumber('gauge32', value);
    case ObjectType.TimeTicks:
      return wholeNumber('timeticks', value);
    case ObjectType.Counter64:
      return Buffer.isBuffer(value) ? counter64(value) : unreadable;
    case ObjectType.OctetString:
      return Buffer.isBuffer(value) ? { type: 'octets', value } : unreadable;
    case ObjectType.Opaque:
      return Buffer.isBuffer(value) ? { type: 'opaque', value } : unreadable;
    case ObjectType.OID:
      return typeof value === 'string' ? { type: 'oid', value } : unreadable;
    case ObjectType.IpAddress:
      return typeof value === 'string' ? { type: 'ip', value } : unreadable;
    case ObjectType.NoSuchObject:
      return { type: 'absent', value: 'noSuchObject' };
    case ObjectType.NoSuchInstance:
      return { type: 'absent', value: 'noSuchInstance' };
    case ObjectType.EndOfMibView:
      return { type: 'absent', value: 'endOfMibView' };
    default:
      return unreadable;
  }
}

function wholeNumber(type: 'integer' | 'counter32' | 'gauge32' | 'timeticks', value: unknown): SnmpValue {
  return typeof value === 'number' && Number.isSafeInteger(value) ? { type, value } : unreadable;
}

/** Up to nine octets: a first zero keeps a large one from being negative. */
function counter64(bytes: Buffer): SnmpValue {
  if (bytes.length === 0 || bytes.length > 9) return unreadable;
  return { type: 'counter64', value: BigInt.asUintN(64, BigInt(`0x${bytes.toString('hex')}`)) };
}

/** Text as people read it: UTF-8, without controls; null for another type. At most 1,000 characters. */
export function textOf(value: SnmpValue | undefined): string | null {
  if (value?.type === 'ip' || value?.type === 'oid') return value.value;
  if (value?.type !== 'octets') return null;
  const text = Buffer.from(value.value).toString('utf8').replace(/\0+$/, '');
  return text
    .replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .trim()
    .slice(0, 1000);
}

/** Whole numbers of every type; null for another type. */
export function numberOf(value: SnmpValue | undefined): number | bigint | null {
  switch (value?.type) {
    case 'integer':
    case 'counter32':
    case 'gauge32':
    case 'timeticks':
    case 'counter64':
      return value.value;
    default:
      return null;
  }
}
