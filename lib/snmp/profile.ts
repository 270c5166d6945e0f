import type { SnmpValue } from './port.ts';
import type { Cell, Format, Measured } from './reading.ts';

/** Objects of one row, or of no table, by the names that the profile gives them. */
export type Row = {
  /** Behind the column's OID; '' for scalars. */
  index: string;
  raw(name: string): SnmpValue | undefined;
  text(name: string): string | null;
  /** null beyond what a number holds exactly. */
  number(name: string): number | null;
};

export type Show = { label: string; format: Format; value(row: Row): Cell };

/**
 * What devices of one kind serve, and what becomes of it: OIDs by the names of their MIB, what a page shows, what is measured.
 * Whoever reads the file knows what is asked of a device.
 */
export type Profile = {
  name: string;
  title: string;
  /** Module, and where it is defined. */
  mib: string;
  /** A device serves the profile when something stands below this. */
  probe: string;
  /** With their .0 */
  scalars?: Readonly<Record<string, string>>;
  shows?: readonly Show[];
  measure?(scalars: Row): Measured[];
  tables?: readonly TableProfile[];
};

export type TableProfile = {
  title: string;
  /** Columns, without index. */
  columns: Readonly<Record<string, string>>;
  shows: readonly Show[];
  measure(row: Row): Measured[];
  /** Rows beyond it are not read; 1,000 without. */
  mostRows?: number;
  /** Rows that nobody wants to see. */
  leavesOut?(row: Row): boolean;
};

/** A raw counter of 32 or 64 bits, whichever the device has: the first name that is there. */
export function counterOf(row: Row, ...names: string[]): { value: bigint | number; bits: 32 | 64 } | null {
  for (const name of names) {
    const raw = row.raw(name);
    if (raw?.type === 'counter64') return { value: raw.value, bits: 64 };
    if (raw?.type === 'counter32') return { value: raw.value, bits: 32 };
  }
  return null;
}

export function gauge(name: string, unit: string, value: number | null, labels: Record<string, string> = {}): Measured {
  return { name, labels, unit, kind: 'gauge', value };
}

/** Words for numbers; one that has none says itself. */
export function worded(value: number | null, words: Readonly<Record<number, string>>): string | null {
  return value === null ? null : (words[value] ?? String(value));
}

/** Shares of a whole in percent; null where there is no whole. */
export function percentOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole <= 0 || part < 0 ? null : Math.min(100, (part / whole) * 100);
}
