import { compareOids, isOid } from '../oid.ts';
import type { SnmpValue } from '../port.ts';
import type { MibModule } from './module.ts';
import { type Named, type NodeKind, resolve } from './resolve.ts';
import { sayValue } from './say-value.ts';
import { standardModules } from './standard/all.ts';

/** What an OID is called. Without anything known of it, `text` is the OID and `name` is null. */
export type OidName = {
  oid: string;
  /** "ifDescr.3" */
  text: string;
  name: string | null;
  /** What stands behind the name: "3", or "". */
  index: string;
  module: string | null;
  kind: NodeKind | null;
  units: string;
  words: Readonly<Record<number, string>> | null;
};

export interface Names {
  /** By the longest name that stands above it. */
  nameOf(oid: string): OidName;
  /** A value in words: "down(2)", "3 d 04:05:06", "IF-MIB's ifDescr.3" for an OID, text, or octets in hexadecimal. Units are in `nameOf`. */
  say(oid: string, value: SnmpValue): string;
  /** Of "ifDescr", "IF-MIB::ifDescr", "ifDescr.3", or an OID itself. */
  oidOf(name: string): string | null;
}

/** A conceptual table (RFC 2578, 7.1.12), or one column of it. */
export type TableShape = { table: Named; row: Named; columns: Named[] };

export { isOid } from '../oid.ts';
export type { Named, NodeKind } from './resolve.ts';

/** Names of many modules, to look up and to look around in. */
export interface NameBook extends Names {
  /** Exactly there. */
  at(oid: string): Named | null;
  /** For who types: what begins so, then what holds it; an OID finds what stands below it. */
  find(text: string, most: number): Named[];
  /** What stands right below, in order. */
  below(oid: string): Named[];
  /** The table at, or around, an OID; null where none is known. */
  tableAt(oid: string): TableShape | null;
  of(module: MibModule): Named[];
  /** Standard modules in whose place nothing was uploaded. */
  builtIn: readonly MibModule[];
  compare(oid: string, other: string): number;
  /** What keeps names of a module from having a place, as sentences. */
  missing(module: MibModule): string[];
  /** One OID with two names, or one name with two OIDs: both are kept. */
  conflicts: readonly Conflict[];
}
export type Conflict = { first: Named; second: Named; over: 'oid' | 'name' };

/** Enough to say that something is wrong, and what. */
const mostConflicts = 200;

/** `modules` in the order of their coming: of two names for one OID the standard one counts, then the older. */
export function nameBook(modules: readonly MibModule[], baseOid?: string): NameBook {
  const standard = standardModules(baseOid).filter(({ name }) => !modules.some((module) => module.name === name));
  // Names of a standard module that was uploaded in full are still looked for by those that take them from elsewhere.
  const { named, missing } = resolve(modules, standardModules(baseOid));
  const given = modules.flatMap((module) => named.get(module) ?? []);
  const known = resolve([], standard);
  const usual = standard.flatMap((module) => known.named.get(module) ?? []);
  const all = [...given, ...usual];
  const isUsual = new Set(usual);
  const best = (list: readonly Named[]): Named => {
    const name = list.find((one) => isUsual.has(one))?.name;
    return list.find((one) => (name === undefined ? one.kind !== 'group' : one.name === name)) ?? (list[0] as Named);
  };
  const byOid = grouped(all, ({ oid }) => oid);
  const byName = grouped(all, ({ name }) => name);
  const children = grouped(
    [...byOid.values()].map((list) => best(list)),
    ({ oid }) => oid.slice(0, Math.max(0, oid.lastIndexOf('.'))),
  );
  for (const list of children.values()) list.sort((a, b) => lastArc(a.oid) - lastArc(b.oid));
  const at = (oid: string): Named | null => {
    const list = byOid.get(oid);
    return list ? best(list) : null;
  };
  const nearest = (oid: string): Named | null => {
    for (let place = oid; place !== ''; place = place.slice(0, Math.max(0, place.lastIndexOf('.')))) {
      const found = at(place);
      if (found) return found;
    }
    return null;
  };
  const nameOf = (oid: string): OidName => oidName(oid, nearest(oid));
  const oidOf = (name: string): string | null => {
    const [, module, word = '', index = ''] = /^(?:([\w-]+)::)?([A-Za-z][\w-]*)((?:\.\d+)*)$/.exec(name.trim()) ?? [];
    const plain = name.trim().replace(/^\./, '');
    if (word === '') return isOid(plain) ? plain : null;
    const list = byName.get(word) ?? [];
    const found = list.find((one) => module === undefined || one.module === module);
    return found ? found.oid + index : null;
  };
  return {
    at,
    nameOf,
    oidOf,
    say: (oid, value) => sayValue(nearest(oid), value, nameOf),
    find: (text, most) => findIn(byName, children, text, most, oidOf),
    below: (oid) => children.get(oid) ?? [],
    tableAt: (oid) => tableAt({ at, below: (place) => children.get(place) ?? [] }, oid),
    of: (module) => named.get(module) ?? known.named.get(module) ?? [],
    builtIn: standard,
    compare: compareOids,
    missing: (module) => missing.get(module) ?? [],
    conflicts: conflictsIn(byOid, byName),
  };
}

/** In one call, in the order of `oids`. */
export function namesOf(names: Names, oids: readonly string[]): OidName[] {
  return oids.map((oid) => names.nameOf(oid));
}

let standard: NameBook | undefined;
const book = (): NameBook => (standard ??= nameBook([]));

/** What is known without any upload. */
export const standardNames: Names = {
  nameOf: (oid) => book().nameOf(oid),
  say: (oid, value) => book().say(oid, value),
  oidOf: (name) => book().oidOf(name),
};

function oidName(oid: string, named: Named | null): OidName {
  if (!named) return { oid, text: oid, name: null, index: '', module: null, kind: null, units: '', words: null };
  const { name, module, kind, units, words } = named;
  const index = oid.slice(named.oid.length + 1);
  const text = index === '' ? name : `${name}.${index}`;
  return { oid, text, name, index, module, kind, units, words: words && Object.fromEntries(words) };
}

function grouped<T>(list: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

function lastArc(oid: string): number {
  return Number(oid.slice(oid.lastIndexOf('.') + 1));
}

function findIn(
  byName: ReadonlyMap<string, Named[]>,
  children: ReadonlyMap<string, Named[]>,
  typed: string,
  most: number,
  oidOf: Names['oidOf'],
): Named[] {
  const text = typed.trim().replace(/^.*::/, '').toLowerCase();
  if (text === '') return [];
  if (/^[\d.]+$/.test(text)) {
    const oid = text.replace(/^\.|\.$/g, '');
    const here = [...byName.values()].flat().filter((one) => one.oid === oid);
    return [...new Map([...here, ...(children.get(oid) ?? [])].map((one) => [one.oid, one])).values()].slice(0, most);
  }
  const exact = oidOf(typed);
  const [begins, holds]: [Named[], Named[]] = [[], []];
  for (const [name, list] of byName) {
    const place = name.toLowerCase().indexOf(text);
    if (place === 0) begins.push(...list);
    else if (place > 0 && holds.length < most) holds.push(...list);
  }
  begins.sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
  const first = begins.filter(({ oid }) => oid === exact);
  const below = first.flatMap(({ oid }) => children.get(oid) ?? []);
  const found = [...first, ...begins, ...holds, ...below].filter(({ kind }) => kind !== 'group');
  // The same thing may stand in several modules.
  return [...new Map(found.map((one) => [`${one.oid} ${one.name}`, one])).values()].slice(0, most);
}

type Around = Pick<NameBook, 'at' | 'below'>;

function tableAt({ at, below }: Around, oid: string): TableShape | null {
  const here = at(oid);
  const up = (one: Named | null) => (one ? at(one.oid.slice(0, one.oid.lastIndexOf('.'))) : null);
  const row =
    here?.kind === 'table'
      ? (below(oid).find(({ kind }) => kind === 'row') ?? null)
      : here?.kind === 'row'
        ? here
        : here?.kind === 'column'
          ? up(here)
          : null;
  const table = up(row);
  if (!here || !row || !table || row.kind !== 'row' || table.kind !== 'table') return null;
  const columns = here.kind === 'column' ? [here] : below(row.oid).filter(({ kind }) => kind === 'column');
  return { table, row, columns };
}

function conflictsIn(byOid: ReadonlyMap<string, Named[]>, byName: ReadonlyMap<string, Named[]>): Conflict[] {
  const conflicts: Conflict[] = [];
  for (const [over, groups] of [
    ['oid', byOid],
    ['name', byName],
  ] as const)
    for (const [first, ...others] of groups.values())
      for (const second of others) {
        if (!first || conflicts.length >= mostConflicts) return conflicts;
        const differs = over === 'oid' ? first.name !== second.name : first.oid !== second.oid;
        if (differs && first.module !== second.module) conflicts.push({ first, second, over });
      }
  return conflicts;
}
