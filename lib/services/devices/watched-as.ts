import type { NameBook, Named } from '../../snmp/mib/names.ts';
import type { WatchedObject } from '../../store/watched-objects.ts';

const kinds: ReadonlyMap<string, WatchedObject['kind']> = new Map([
  ['INTEGER', 'gauge'],
  ['Gauge32', 'gauge'],
  ['TimeTicks', 'gauge'],
  ['Counter32', 'counter'],
  ['Counter64', 'counter'],
]);

export function canWatch(named: Pick<Named, 'base' | 'access'>): boolean {
  return kinds.has(named.base) && named.access !== 'not-accessible' && named.access !== 'accessible-for-notify';
}

/**
 * How an object is measured, by its SYNTAX: a counter by its rate, everything else as it is. A column's own OID stands for all rows;
 * with an index, for one. null for what is no number, or what no MIB names.
 */
export function watchedAs(book: NameBook, oid: string): Omit<WatchedObject, 'id'> | null {
  const { name, text, index } = book.nameOf(oid);
  const object = name === null ? null : book.at(index === '' ? oid : oid.slice(0, -index.length - 1));
  if (!object || !canWatch(object)) return null;
  const kind = kinds.get(object.base) ?? 'gauge';
  const isColumn = object.kind === 'column' && index === '';
  if (!isColumn && index === '') return null;
  const called = isColumn || index === '0' ? object.name : text;
  return { oid, name: called.slice(0, 120), module: object.module, isColumn, kind, unit: unitOf(object, kind) };
}

function unitOf({ units, base }: Named, kind: WatchedObject['kind']): string {
  if (base === 'TimeTicks') return 'hundredths of a second';
  const plain = units.toLowerCase() === 'bytes' ? 'octets' : units.slice(0, 40);
  return kind === 'counter' ? `${plain}/s` : plain;
}
