import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { type MibModule, mibBounds } from '../../snmp/mib/module.ts';
import { parseMibs } from '../../snmp/mib/parse.ts';
import { activeMib, mibBounds as bounds, countMibs, insertMib, newMibId } from '../../store/mib-modules.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { rowOf } from './list-mibs.ts';
import { mibLibrary } from './mib-names.ts';

export type UploadedMib = {
  id: string;
  name: string;
  names: number;
  /** Same text as the one that is here: nothing was changed. */
  same: boolean;
  /** Which upload it took the place of; restoreMib brings it back. */
  replaced: string | null;
  troubles: string[];
};

/** Names of all modules together, so that a book of them stays small. */
const mostNames = 200_000;

/** All the modules of one file. What refuses one refuses the file, before anything is kept. */
export const uploadMibs = defineUseCase({
  permission: 'devices.edit',
  noun: 'MIB module',
  what: 'The MIB modules were not kept.',
  input: z.object({
    file: z.string().trim().min(1).max(255),
    text: z
      .string()
      .min(1, 'The file is empty.')
      .max(mibBounds.text, 'A file has at most 2 MB.')
      .refine((text) => text.isWellFormed() && !text.includes('\0'), 'The file is no text.'),
  }),
  find: wholeSystem,
  async act(context, { file, text }): Promise<Result<UploadedMib[]>> {
    const parsed = parseMibs(text);
    if (!parsed.ok) return unreadable(parsed.line, parsed.why);
    const room = await roomFor(context, parsed.modules, text.length);
    if (!room.ok) return room;
    const kept: Omit<UploadedMib, 'troubles'>[] = [];
    for (const [place, module] of parsed.modules.entries()) {
      const one = await keep(context, file, module, parsed.texts[place] ?? '');
      if (!one.ok) return one;
      kept.push(one.value);
    }
    const { book, uploaded } = await mibLibrary(context.db);
    return ok(
      kept.map((one) => {
        const module = uploaded.find(({ id }) => id === one.id)?.module;
        return { ...one, troubles: module ? rowOf(book, module).troubles : [] };
      }),
    );
  },
});

async function keep(
  context: Context,
  file: string,
  module: MibModule,
  text: string,
): Promise<Result<Omit<UploadedMib, 'troubles'>>> {
  const { db, actor } = context;
  const { name } = module;
  const before = await activeMib(db, name);
  const names = module.nodes.length;
  if (before?.text === text) return ok({ id: before.id, name, names, same: true, replaced: null });
  const id = newMibId();
  const change = { action: 'mibs.upload', kind: 'mib' as const, id, dn: null, name, realm: null };
  const after = { file: [file], ...mibImage(module) };
  return auditedChange(context, { ...change, before: before && { replaced: [before.id] }, after }, async () => {
    await insertMib(db, { id, name, text, parsed: module, uploadedBy: actor.id, uploadedByName: actor.name });
    return ok({ id, name, names, same: false, replaced: before?.id ?? null });
  });
}

export function mibImage({ nodes, updated }: MibModule): Image {
  return { names: [String(nodes.length)], ...(updated !== null && { updated: [updated] }) };
}

function unreadable(line: number, why: string): Result<never> {
  return failed({
    kind: 'invalid',
    why: `Line ${line}: ${why}`,
    todo: 'Choose the file of a MIB module in SMIv2 or SMIv1, whole and as text.',
    field: 'text',
  });
}

async function roomFor({ db }: Context, modules: readonly MibModule[], characters: number): Promise<Result<null>> {
  const [count, { uploaded }] = [await countMibs(db), await mibLibrary(db)];
  const names = [...modules, ...uploaded.map(({ module }) => module)].reduce((sum, { nodes }) => sum + nodes.length, 0);
  const why =
    count.modules + modules.length > bounds.modules
      ? `At most ${bounds.modules} modules are kept.`
      : count.characters + characters > bounds.characters
        ? `At most ${bounds.characters / 1_000_000} MB of modules are kept.`
        : names > mostNames
          ? `All modules together may name ${mostNames.toLocaleString('en')} places.`
          : null;
  return why === null ? ok(null) : failed({ kind: 'too-many', why, todo: 'Remove modules that nobody needs.' });
}
