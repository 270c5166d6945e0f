import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

/** JIDs of people who were picked, read as the signed-in person: whoever isn't theirs to see has none. */
export const findJids = defineUseCase({
  permission: 'commands.run',
  noun: 'person',
  what: 'The JID was not found.',
  input: z.object({ ids: z.array(z.uuid()).min(1).max(50) }),
  find: wholeSystem,
  async act({ directory, actor, tree }, { ids }): Promise<Result<{ id: string; jid: string }[]>> {
    const read = await directory.as(actor.dn).search({
      base: tree.realmsBase,
      scope: 'sub',
      filter: or(...ids.map((id) => equal('entryUUID', id))),
      attributes: ['entryUUID', tree.jidAttribute],
      limit: ids.length,
    });
    if (!read.ok) return read;
    const found = read.value.entries.map((entry) => ({ id: entry.id, jid: entry.first(tree.jidAttribute) }));
    return ok(found.filter(({ jid }) => jid !== ''));
  },
});
