import type { SnmpValue } from '../port.ts';
import { baseTypes } from './base-types.ts';
import { type MibModule, type MibNode, type MibSyntax, mibBounds } from './module.ts';

export type NodeKind = 'node' | 'scalar' | 'table' | 'row' | 'column' | 'notification' | 'group';

/** One name with its place, and all that a reader of values wants to know. */
export type Named = {
  oid: string;
  name: string;
  module: string;
  kind: NodeKind;
  /** What the type comes down to in the end: INTEGER, OCTET STRING, Counter64. '' for what has no value. */
  base: string;
  /** As the module has it: DisplayString. */
  type: string;
  hint: string;
  words: ReadonlyMap<number, string> | null;
  units: string;
  access: string;
  description: string;
  /** Names of what a row is told by; with those of the row that it augments. */
  index: readonly string[];
  objects: readonly string[];
};
export type ValueType = SnmpValue['type'];

export type Resolved = {
  /** Each module with what of it has a place, in the order of the text. */
  named: ReadonlyMap<MibModule, Named[]>;
  /** What is missing of each module, as sentences. */
  missing: ReadonlyMap<MibModule, string[]>;
};

type Found = { module: MibModule; node: MibNode };
type Place = { oid: string } | { lacks: string };

const roots = new Map([
  ['ccitt', '0'],
  ['itu-t', '0'],
  ['iso', '1'],
  ['joint-iso-ccitt', '2'],
  ['joint-iso-itu-t', '2'],
]);
const mostSaid = 10;

/**
 * Gives the names of modules their places, over modules: the first of a name counts where several modules of one name are given.
 * `standard` stand behind them all: what a module takes from one that isn't here is looked for there. Never throws.
 */
export function resolve(modules: readonly MibModule[], standard: readonly MibModule[]): Resolved {
  const tables = new Tables(modules, standard);
  const named = new Map<MibModule, Named[]>();
  const missing = new Map<MibModule, string[]>();
  for (const module of [...modules, ...standard]) {
    const lacks = new Set<string>();
    named.set(
      module,
      module.nodes.flatMap((node) => {
        const place = tables.placeOf({ module, node });
        if ('oid' in place) return [namedOf(tables, module, node, place.oid)];
        lacks.add(place.lacks);
        return [];
      }),
    );
    for (const lack of tables.lackingTypes(module)) lacks.add(lack);
    missing.set(module, [...lacks].slice(0, mostSaid));
  }
  return { named, missing };
}

/** Who defines what, and where it was found to be. */
class Tables {
  readonly places = new Map<MibNode, Place>();
  readonly byName = new Map<string, MibModule>();
  readonly nodes = new Map<MibModule, Map<string, MibNode>>();
  readonly types = new Map<MibModule, Map<string, { syntax: MibSyntax; hint: string }>>();
  readonly imports = new Map<MibModule, Map<string, string>>();
  readonly #words = new Map<NonNullable<MibSyntax['words']>, ReadonlyMap<number, string>>();
  readonly standardNodes = new Map<string, Found>();
  readonly standardTypes = new Map<string, { module: MibModule; syntax: MibSyntax; hint: string }>();

  constructor(modules: readonly MibModule[], standard: readonly MibModule[]) {
    for (const module of [...modules, ...standard]) {
      if (!this.byName.has(module.name)) this.byName.set(module.name, module);
      this.nodes.set(
        module,
        firstBy(module.nodes, ({ name }) => name),
      );
      this.types.set(
        module,
        firstBy(module.types, ({ name }) => name),
      );
      this.imports.set(
        module,
        new Map(module.imports.flatMap(({ from, names }) => names.map((name) => [name, from] as const))),
      );
    }
    for (const module of standard) {
      for (const node of module.nodes)
        if (!this.standardNodes.has(node.name)) this.standardNodes.set(node.name, { module, node });
      for (const { name, ...type } of module.types)
        if (!this.standardTypes.has(name)) this.standardTypes.set(name, { module, ...type });
    }
  }

  /** A parent stands at least one number above, so that a place of more than 128 is a circle or no place. */
  placeOf({ module, node }: Found, depth = 0): Place {
    const known = this.places.get(node);
    if (known) return known;
    const place = this.#place(module, node, depth);
    this.places.set(node, place);
    return place;
  }

  #place(module: MibModule, node: MibNode, depth: number): Place {
    if (depth > mibBounds.arcs) return { lacks: `Line ${node.line}: ${node.name} lies below itself.` };
    const [first, ...rest] = node.at;
    let begin: string;
    if (typeof first === 'number') begin = String(first);
    else {
      const parent = this.#parentPlace(module, node, first ?? '', depth);
      if ('lacks' in parent) return parent;
      begin = parent.oid;
    }
    const named = rest.find((arc) => typeof arc === 'string');
    if (named !== undefined)
      return { lacks: `Line ${node.line}: ${node.name} has the name ${named} where a number belongs.` };
    const oid = [begin, ...rest].join('.');
    const arcs = oid.split('.');
    if (arcs.length > mibBounds.arcs || Number(arcs[0]) > 2)
      return { lacks: `Line ${node.line}: ${node.name} has a place that no object can have.` };
    return { oid };
  }

  #parentPlace(module: MibModule, node: MibNode, name: string, depth: number): Place {
    const found = this.find(module, name);
    if (found && found.node !== node) return this.placeOf(found, depth + 1);
    const root = roots.get(name);
    if (root !== undefined) return { oid: root };
    if (found) return { lacks: `Line ${node.line}: ${node.name} lies below itself.` };
    return { lacks: this.#lack(module, name, node.line) };
  }

  #lack(module: MibModule, name: string, line: number): string {
    const from = this.imports.get(module)?.get(name);
    if (from === undefined) return `Line ${line}: nothing defines ${name}.`;
    if (!this.byName.has(from)) return needs(module, from);
    return `${module.name} takes ${name} from ${from}, which does not define it.`;
  }

  /** Its own, what it imports, then what everybody knows: in the wild, imports are forgotten. */
  find(module: MibModule, name: string): Found | null {
    const own = this.nodes.get(module)?.get(name);
    if (own) return { module, node: own };
    const from = this.byName.get(this.imports.get(module)?.get(name) ?? '');
    const imported = from && this.nodes.get(from)?.get(name);
    if (from && imported) return { module: from, node: imported };
    return this.standardNodes.get(name) ?? null;
  }

  findType(module: MibModule, name: string): { module: MibModule; syntax: MibSyntax; hint: string } | null {
    const own = this.types.get(module)?.get(name);
    if (own) return { module, ...own };
    const from = this.byName.get(this.imports.get(module)?.get(name) ?? '');
    const imported = from && this.types.get(from)?.get(name);
    if (from && imported) return { module: from, ...imported };
    return this.standardTypes.get(name) ?? null;
  }

  /** One map for all objects of a type: thousands of them with thousands of words would fill any memory. */
  wordsOf(words: MibSyntax['words']): Named['words'] {
    if (!words) return null;
    const known = this.#words.get(words) ?? new Map(words);
    this.#words.set(words, known);
    return known;
  }

  /** Types that come from elsewhere and are not here: their names and looks are missing, their values are not. */
  lackingTypes(module: MibModule): string[] {
    const used = new Set([
      ...module.nodes.map(({ syntax }) => syntax?.type),
      ...module.types.map(({ syntax }) => syntax.type),
    ]);
    const lacking = [...used].filter((name): name is string => {
      if (name === undefined || baseTypes.has(name) || name === 'SEQUENCE OF') return false;
      const from = this.imports.get(module)?.get(name);
      return from !== undefined && !this.byName.has(from) && !this.standardTypes.has(name);
    });
    return [...new Set(lacking.map((name) => needs(module, this.imports.get(module)?.get(name) ?? '')))];
  }
}

function needs(module: MibModule, from: string): string {
  return `${module.name} needs ${from}, which is not here yet.`;
}

function firstBy<T>(list: readonly T[], key: (one: T) => string): Map<string, T> {
  const first = new Map<string, T>();
  for (const one of list) if (!first.has(key(one))) first.set(key(one), one);
  return first;
}

function namedOf(tables: Tables, module: MibModule, node: MibNode, oid: string): Named {
  const { syntax } = node;
  const kind = kindOf(tables, module, node);
  const look = syntax && kind !== 'row' ? lookOf(tables, module, syntax) : { base: '', hint: '', words: null };
  return {
    oid,
    name: node.name,
    module: module.name,
    kind,
    ...look,
    type: syntax?.type ?? '',
    units: (node.units ?? '').slice(0, 80),
    access: node.access ?? '',
    description: node.description,
    index: indexOf(tables, { module, node }, 0),
    objects: node.objects ?? [],
  };
}

/** Before RFC 1212, rows had no index: what stands below a table is one all the same. */
function kindOf(tables: Tables, module: MibModule, node: MibNode): NodeKind {
  if (node.is !== 'object') return node.is;
  if (node.syntax?.type === 'SEQUENCE OF') return 'table';
  const parent = parentOf(tables, { module, node });
  if (isRow(node, parent)) return 'row';
  return parent && isRow(parent.node, parentOf(tables, parent)) ? 'column' : 'scalar';
}

function isRow(node: MibNode, parent: Found | null): boolean {
  return node.index !== undefined || node.augments !== undefined || parent?.node.syntax?.type === 'SEQUENCE OF';
}

function parentOf(tables: Tables, { module, node }: Found): Found | null {
  return typeof node.at[0] === 'string' && node.at.length === 2 ? tables.find(module, node.at[0]) : null;
}

/** A row may augment one that augments another. */
function indexOf(tables: Tables, { module, node }: Found, depth: number): readonly string[] {
  if (node.index) return node.index;
  const other = node.augments !== undefined && depth < mibBounds.arcs ? tables.find(module, node.augments) : null;
  return other ? indexOf(tables, other, depth + 1) : [];
}

/** Down through the types to one that is built in. The nearest words and the nearest hint count. */
function lookOf(tables: Tables, module: MibModule, syntax: MibSyntax): Pick<Named, 'base' | 'hint' | 'words'> {
  let { type, words } = syntax;
  let hint = '';
  let within = module;
  for (let depth = 0; depth < mibBounds.arcs && !baseTypes.has(type); depth++) {
    const found = tables.findType(within, type);
    if (!found) return { base: type === 'SEQUENCE OF' ? '' : type, hint, words: tables.wordsOf(words) };
    hint ||= found.hint;
    words ??= found.syntax.words;
    type = found.syntax.type;
    within = found.module;
  }
  return { base: baseTypes.get(type) ?? type, hint, words: tables.wordsOf(words) };
}
