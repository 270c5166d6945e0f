import { isUtf8 } from 'node:buffer';
import type { SnmpValue } from '../snmp/port.ts';
import { numberOf, textOf } from '../snmp/values.ts';
import type { Names } from './describe.ts';

/** Where nothing is known of an OID, it is called by its numbers. */
export const plainNames: Names = {
  nameOf: (oid) => ({ text: oid }),
  say: (_, value) => plainText(value),
};

function plainText(value: SnmpValue): string {
  if (value.type === 'absent') return value.value;
  if (value.type === 'opaque') return Buffer.from(value.value).toString('hex');
  if (value.type === 'octets' && !isUtf8(value.value)) return Buffer.from(value.value).toString('hex');
  return textOf(value) ?? String(numberOf(value) ?? '');
}
