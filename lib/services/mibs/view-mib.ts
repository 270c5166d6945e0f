import { z } from 'zod';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import type { MibModule } from '../../snmp/mib/module.ts';
import type { Named } from '../../snmp/mib/names.ts';
import { readMib } from '../../store/mib-modules.ts';
import type { Context } from '../context.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { conflictWords, type MibRow, rowOf } from './list-mibs.ts';
import { type MibLibrary, mibLibrary } from './mib-names.ts';

export type MibView = MibRow & {
  imports: MibModule['imports'];
  updated: string | null;
  conflicts: string[];
  may: { edit: boolean; readHistory: boolean };
};

export type MibTree = { rows: MibNodeRow[]; total: number; more: number; asOf: string };
export type MibNodeRow = Pick<
  Named,
  'oid' | 'name' | 'kind' | 'type' | 'units' | 'access' | 'description' | 'index'
> & {
  /** Steps below the root of the module. */
  depth: number;
  /** "up(1) down(2)" */
  words: string;
};

const mostRows = 1000;
const mostText = 400_000;
const mostWords = 64;
/** A module's id, or the name of one that is built in. */
const id = z.string().max(200);

export const viewMib = defineUseCase({
  permission: 'operations.read',
  noun: 'MIB module',
  what: 'The MIB module could not be read.',
  input: z.object({ id }),
  find: wholeSystem,
  async act(context, input): Promise<Result<MibView>> {
    const library = await mibLibrary(context.db);
    const found = moduleIn(library, input.id);
    if (!found) return notFound('MIB module');
    const { module, kept } = found;
    const may = (permission: 'devices.edit' | 'audit.read') =>
      context.judge(context.actor, permission, { realm: null }).allowed;
    return ok({
      ...rowOf(library.book, module),
      id: input.id,
      builtIn: !kept,
      uploadedAt: kept?.uploadedAt.toISOString() ?? null,
      uploadedBy: kept?.uploadedByName ?? '',
      imports: module.imports,
      updated: module.updated,
      conflicts: library.book.conflicts
        .filter(({ first, second }) => [first.module, second.module].includes(module.name))
        .map(conflictWords),
      may: { edit: may('devices.edit'), readHistory: may('audit.read') },
    });
  },
});

/** The names of a module in the order of their places; `q` finds names, places and words of descriptions. */
export const mibTree = defineUseCase({
  permission: 'operations.read',
  noun: 'MIB module',
  what: 'The names could not be read.',
  input: z.object({ id, q: z.string().max(200).default('') }),
  find: wholeSystem,
  async act({ db }: Context, { id, q }): Promise<Result<MibTree>> {
    const library = await mibLibrary(db);
    const found = moduleIn(library, id);
    if (!found) return notFound('MIB module');
    const root = rowOf(library.book, found.module).root?.oid.split('.').length ?? 0;
    const word = q.trim().toLowerCase();
    const matching = library.book
      .of(found.module)
      .filter(
        ({ name, oid, description }) =>
          name.toLowerCase().includes(word) || oid.startsWith(word) || description.toLowerCase().includes(word),
      )
      .toSorted((a, b) => library.book.compare(a.oid, b.oid));
    const rows = matching
      .slice(0, mostRows)
      .map(({ oid, name, kind, type, units, access, description, index, words }) => ({
        ...{ oid, name, kind, type, units, access, description, index },
        depth: Math.max(0, oid.split('.').length - root),
        words: wordsText(words),
      }));
    return ok({ rows, total: matching.length, more: matching.length - rows.length, asOf: new Date().toISOString() });
  },
});

/** As it was uploaded; the beginning of a very long one. */
export const readMibText = defineUseCase({
  permission: 'operations.read',
  noun: 'MIB module',
  what: 'The text could not be read.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act({ db }, input): Promise<Result<{ text: string; more: number }>> {
    const found = await readMib(db, input.id);
    if (!found?.isHere) return notFound('MIB module');
    const text = found.text.slice(0, mostText);
    return ok({ text, more: found.text.length - text.length });
  },
});

/** The first of very many: each of a thousand rows may have four thousand. */
export function wordsText(words: Named['words']): string {
  const told = [...(words ?? [])].slice(0, mostWords).map(([number, text]) => `${text}(${number})`);
  const more = (words?.size ?? 0) - told.length;
  return [...told, ...(more > 0 ? [`… and ${more} more`] : [])].join(' ');
}

function moduleIn({ uploaded, book }: MibLibrary, id: string) {
  const kept = uploaded.find((one) => one.id === id);
  if (kept) return { module: kept.module, kept };
  const module = book.builtIn.find(({ name }) => name === id);
  return module ? { module, kept: null } : null;
}
