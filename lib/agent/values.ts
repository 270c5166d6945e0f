import type { Value } from './cells.ts';
import type { Oid } from './oid.ts';

/** Values of cells from what is known; null where nothing is, so that the cell isn't made. */
const most32 = 0xffffffff;
const longestText = 255;

export const integer = (value: number): Value => ({ is: 'integer', value });

/** Stays at the top of its range (RFC 2578, 7.1.7). */
export function gauge(value: number | null): Value | null {
  if (value === null || !Number.isFinite(value)) return null;
  return { is: 'gauge32', value: Math.min(most32, Math.max(0, Math.round(value))) };
}

/** Rates come with three decimals. */
export const thousandths = (rate: number | null): Value | null => gauge(rate === null ? null : rate * 1000);

export function counter32(value: bigint | null): Value | null {
  return value === null ? null : { is: 'counter32', value: Number(BigInt.asUintN(32, value)) };
}

export function counter64(value: bigint | null): Value | null {
  return value === null ? null : { is: 'counter64', value: BigInt.asUintN(64, value) };
}

export const identifier = (value: Oid): Value => ({ is: 'oid', value });

/** sysUpTime at that moment; zero when it was before snmpd's start (RFC 2579, TimeStamp). */
export function timeStamp(moment: Date | null, bootAt: number): Value | null {
  if (moment === null || Number.isNaN(moment.getTime())) return null;
  const hundredths = Math.max(0, Math.floor((moment.getTime() - bootAt) / 10));
  return { is: 'timeticks', value: hundredths % (most32 + 1) };
}

/** UTF-8 without control characters, cut between characters at 255 octets. */
export function text(value: string | null): Value | null {
  return value === null ? null : { is: 'text', value: Buffer.from(cut(withoutControls(value), longestText)) };
}

/** What fits a DisplayString: other characters become question marks. */
export function displayString(value: string | null): Value | null {
  return value === null ? null : text(ascii(value));
}

export function ascii(value: string, longest = longestText): string {
  return withoutControls(value)
    .replace(/[^\x20-\x7e]/gu, '?')
    .slice(0, longest);
}

/** DateAndTime with its zone, UTC (RFC 2579). */
export function dateAndTime(moment: Date | null): Value | null {
  if (moment === null || Number.isNaN(moment.getTime())) return null;
  const value = Buffer.alloc(11);
  value.writeUInt16BE(moment.getUTCFullYear());
  value.set(
    [
      moment.getUTCMonth() + 1,
      moment.getUTCDate(),
      moment.getUTCHours(),
      moment.getUTCMinutes(),
      moment.getUTCSeconds(),
      Math.floor(moment.getUTCMilliseconds() / 100),
      '+'.charCodeAt(0),
    ],
    2,
  );
  return { is: 'text', value };
}

function withoutControls(value: string): string {
  return value.toWellFormed().replace(/\p{Cc}/gu, ' ');
}

function cut(value: string, octets: number): string {
  let length = 0;
  let kept = '';
  for (const character of value) {
    length += Buffer.byteLength(character);
    if (length > octets) break;
    kept += character;
  }
  return kept;
}
