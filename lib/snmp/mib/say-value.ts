import type { SnmpValue } from '../port.ts';
import { numberOf, textOf } from '../values.ts';
import { formatOctets } from './display-hint.ts';
import type { Named } from './resolve.ts';

const longest = 1000;

/** A value as people read it, by what is known of its object; without that, by its type alone. */
export function sayValue(named: Named | null, value: SnmpValue, nameOf: (oid: string) => { text: string }): string {
  switch (value.type) {
    case 'absent':
      return absent[value.value];
    case 'integer':
    case 'gauge32':
      return sayNumber(named, value.value);
    case 'timeticks':
      return sayTicks(value.value);
    case 'counter32':
    case 'counter64':
      return String(numberOf(value));
    case 'oid':
      return nameOf(value.value).text;
    case 'ip':
      return value.value;
    case 'octets':
      return sayOctets(named, value.value).slice(0, longest);
    case 'opaque':
      return hex(value.value).slice(0, longest);
  }
}

const absent = {
  noSuchObject: 'no such object',
  noSuchInstance: 'no such instance',
  endOfMibView: 'the end',
  unreadable: 'unreadable',
} as const;

/** RFC 2579, 3.1: d-2 puts a point before the last two digits, x is hexadecimal. */
function sayNumber(named: Named | null, value: number): string {
  const word = named?.words?.get(value);
  if (word !== undefined) return `${word}(${value})`;
  const hint = named?.base === 'INTEGER' || named?.base === 'Gauge32' ? named.hint : '';
  if (hint === 'x' && value >= 0) return value.toString(16);
  const places = Number(/^d-(\d)$/.exec(hint)?.[1] ?? 0);
  return places === 0 ? String(value) : (value / 10 ** places).toFixed(places);
}

/** Hundredths of a second. */
function sayTicks(ticks: number): string {
  const seconds = Math.floor(ticks / 100);
  const two = (part: number) => String(part).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return days > 0 ? `${days} d ${clock}` : clock;
}

function sayOctets(named: Named | null, bytes: Uint8Array): string {
  if (named?.base === 'BITS') return sayBits(named, bytes);
  const formatted = named?.hint ? formatOctets(named.hint, bytes.subarray(0, longest)) : null;
  if (formatted !== null) return formatted.trim();
  const text = new TextDecoder('utf-8', { fatal: false }).decode(bytes.subarray(0, longest));
  const isText = !/[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/.test(text.replace(/\0+$/, ''));
  return isText ? (textOf({ type: 'octets', value: bytes }) ?? '') : hex(bytes);
}

/** The first bit is the highest of the first octet (RFC 3417, 8). */
function sayBits(named: Named, bytes: Uint8Array): string {
  const set = [...bytes.subarray(0, 128)].flatMap((byte, at) =>
    [...Array(8).keys()].filter((bit) => (byte & (0x80 >> bit)) !== 0).map((bit) => at * 8 + bit),
  );
  return set.map((bit) => `${named.words?.get(bit) ?? 'bit'}(${bit})`).join(' ');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, longest))
    .toString('hex')
    .replace(/..(?=.)/g, '$&:');
}
