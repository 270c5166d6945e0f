import { z } from 'zod';
import type { Dn } from '../../domain/dn.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import type { Context } from '../context.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

export type FoundJids = { id: string; jid: string }[];
export const pickedIds = z.array(z.uuid()).min(1).max(50);

/** JIDs of people who were picked, read as the signed-in person: whoever isn't theirs to see has none. */
export const findJids = defineUseCase({
  permission: 'commands.run',
  noun: 'person',
  what: 'The JID was not found.',
  input: z.object({ ids: pickedIds }),
  find: wholeSystem,
  act: (context, { ids }): Promise<Result<FoundJids>> => jidsOf(context, context.tree.realmsBase, ids),
});

/** Of those below `base`, as far as the signed-in person sees them. */
export async function jidsOf(context: Context, base: Dn, ids: readonly string[]): Promise<Result<FoundJids>> {
  const { directory, actor, tree } = context;
  const read = await directory.as(actor.dn).search({
    base,
    scope: 'sub',
    filter: or(...ids.map((id) => equal('entryUUID', id))),
    attributes: ['entryUUID', tree.jidAttribute],
    limit: ids.length,
  });
  if (!read.ok) return read;
  const found = read.value.entries.map((entry) => ({ id: entry.id, jid: entry.first(tree.jidAttribute) }));
  return ok(found.filter(({ jid }) => jid !== ''));
}
