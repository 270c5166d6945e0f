import { peopleByAddress } from '../../catalog/addresses.ts';
import { equal, or } from '../../domain/filter.ts';
import { jidText, parseJid } from '../../domain/jid.ts';
import { realmsWhere } from '../../policy/can.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../load-actor.ts';

export type PersonLink = { id: string; name: string };

/**
 * Who in the directory has these JIDs (bare, normalized; at most 500): only those that the actor may see, read as the signed-in
 * person in one search. A directory that is away names nobody.
 */
export async function peopleOf(
  { db, directory, actor, tree }: Context,
  jids: readonly string[],
): Promise<Map<string, PersonLink>> {
  const within = realmsWhere(actor, 'users.read')?.map((realm) => realm.key) ?? null;
  const wanted = new Set(jids);
  const known = (await peopleByAddress(db.prisma, [...wanted], within)).filter(({ mail }) => wanted.has(jidOf(mail)));
  if (known.length === 0) return new Map();
  const read = await directory.as(actor.dn).search({
    base: tree.realmsBase,
    scope: 'sub',
    filter: or(...known.map(({ id }) => equal('entryUUID', id))),
    attributes: ['entryUUID', 'displayName', 'cn', 'uid', tree.jidAttribute],
    limit: known.length,
  });
  if (!read.ok) return new Map();
  const found = read.value.entries.map((entry): [string, PersonLink] => [
    jidOf(entry.first(tree.jidAttribute)),
    { id: entry.id, name: nameOf(entry) },
  ]);
  return new Map(found.filter(([jid]) => wanted.has(jid)));
}

/** Whether the directory has somebody with this JID, visible to the actor or not. */
export async function isInDirectory({ db }: Pick<Context, 'db'>, jid: string): Promise<boolean> {
  return (await peopleByAddress(db.prisma, [jid], null)).some(({ mail }) => jidOf(mail) === jid);
}

function jidOf(mail: string): string {
  const parsed = parseJid(mail);
  return parsed ? jidText(parsed) : '';
}
