import type { SnmpValue, Watched } from './port.ts';
import { counterOf, type Profile, type Row } from './profile.ts';
import type { Format, Measured } from './reading.ts';

const mostRows = 500;

/**
 * What somebody watches of a device, as a profile like the others: none without any. Each object is its own series, own.<name>;
 * `index` tells the rows of a column apart. What its MIB calls a counter and isn't one is not measured: a rate of it would be made up.
 */
export function ownProfile(watched: readonly Watched[]): Profile[] {
  if (watched.length === 0) return [];
  const single = watched.filter(({ isColumn }) => !isColumn);
  return [
    {
      name: 'own',
      title: 'Watched',
      mib: 'Chosen by people',
      probe: '0.0',
      scalars: Object.fromEntries(single.map(({ oid }) => [oid, oid])),
      shows: single.map((one) => ({ label: labelOf(one), format: formatOf(one), value: (row) => row.number(one.oid) })),
      measure: (row) => single.flatMap((one) => measured(one, row, '')),
      tables: watched
        .filter(({ isColumn }) => isColumn)
        .map((one) => ({
          title: one.name,
          columns: { [one.oid]: one.oid },
          shows: [
            { label: 'Row', format: 'text' as const, value: (row: Row) => row.index },
            { label: labelOf(one), format: formatOf(one), value: (row: Row) => row.number(one.oid) },
          ],
          measure: (row: Row) => measured(one, row, row.index),
          mostRows,
        })),
    },
  ];
}

function measured(one: Watched, row: Row, index: string): Measured[] {
  const labels: Record<string, string> = index === '' ? {} : { index };
  const common = { name: `own.${one.name}`, unit: one.unit, labels };
  if (one.kind === 'gauge') {
    const value = isCounter(row.raw(one.oid)) ? null : row.number(one.oid);
    return [{ ...common, kind: 'gauge', value, signed: true }];
  }
  const counter = counterOf(row, one.oid);
  return counter ? [{ ...common, kind: 'counter', ...counter }] : [];
}

function isCounter(value: SnmpValue | undefined): boolean {
  return value?.type === 'counter32' || value?.type === 'counter64';
}

function labelOf({ name, unit }: Watched): string {
  const plain = unit.replace(/\/s$/, '');
  return plain === '' ? name : `${name} [${plain}]`;
}

function formatOf({ unit }: Watched): Format {
  return unit.startsWith('octets') ? 'octets' : 'count';
}
