import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import type { MibModule } from '../../snmp/mib/module.ts';
import type { NameBook, Named } from '../../snmp/mib/names.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { mibLibrary } from './mib-names.ts';

export type MibRow = {
  /** Of an upload; the name of a module that is built in. */
  id: string;
  name: string;
  builtIn: boolean;
  /** How many places it names. */
  names: number;
  /** "enterprises.8072": what all of them stand below. null for one that names none. */
  root: { text: string; oid: string } | null;
  /** ISO 8601. */
  uploadedAt: string | null;
  uploadedBy: string;
  /** What keeps names of it from having a place, and what could not be read. */
  troubles: string[];
};
export type MibList = { rows: MibRow[]; total: number; conflicts: string[]; asOf: string };

/** Modules by name: what was uploaded, then what is built in. */
export const listMibs = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'The MIB modules could not be listed.',
  input: z.object({}),
  find: wholeSystem,
  async act({ db }): Promise<Result<MibList>> {
    const { book, uploaded } = await mibLibrary(db);
    const rows = [
      ...uploaded.map(({ id, module, uploadedAt, uploadedByName }) => ({
        ...rowOf(book, module),
        id,
        builtIn: false,
        uploadedAt: uploadedAt.toISOString(),
        uploadedBy: uploadedByName,
      })),
      ...book.builtIn.map((module) => ({
        ...rowOf(book, module),
        id: module.name,
        builtIn: true,
        uploadedAt: null,
        uploadedBy: '',
      })),
    ].toSorted((a, b) => Number(a.builtIn) - Number(b.builtIn) || (a.name < b.name ? -1 : 1));
    return ok({
      rows,
      total: rows.length,
      conflicts: book.conflicts.map(conflictWords),
      asOf: new Date().toISOString(),
    });
  },
});

export function rowOf(book: NameBook, module: MibModule): Pick<MibRow, 'name' | 'names' | 'root' | 'troubles'> {
  const named = book.of(module);
  return {
    name: module.name,
    names: named.length,
    root: rootOf(book, named),
    troubles: [...book.missing(module), ...module.notes],
  };
}

/** A module that hangs traps below somebody else's tree has its root where most of it stands: at its first identity or name. */
function rootOf(book: NameBook, named: readonly Named[]): MibRow['root'] {
  const places = named
    .filter(({ kind }) => kind !== 'notification' && kind !== 'group')
    .map(({ oid }) => oid.split('.'));
  const [first, ...others] = places;
  if (!first) return null;
  let length = first.length;
  for (const place of others) {
    let same = 0;
    while (same < length && place[same] === first[same]) same++;
    length = same;
  }
  const oid = first.slice(0, length).join('.');
  return oid === '' ? null : { oid, text: book.nameOf(oid).text };
}

export function conflictWords({ first, second, over }: NameBook['conflicts'][number]): string {
  return over === 'oid'
    ? `${first.oid} is ${first.name} in ${first.module}, and ${second.name} in ${second.module}.`
    : `${first.name} is ${first.oid} in ${first.module}, and ${second.oid} in ${second.module}.`;
}
