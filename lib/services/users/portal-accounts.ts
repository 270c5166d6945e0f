import { failed, ok, type Result } from '../../domain/failure.ts';
import { equal } from '../../domain/filter.ts';
import { jidText, parseJid } from '../../domain/jid.ts';
import { readServers } from '../../store/managed-servers.ts';
import type { Portal } from '../context.ts';

/**
 * The portal's accounts on managed servers are administrators there, and where a server lets people of the directory in by their
 * address, whoever had such an address would be one: no person gets it.
 */
export async function notThePortals({ db }: Pick<Portal, 'db'>, addresses: readonly string[]): Promise<Result<void>> {
  const jids = addresses.flatMap((address) => parseJid(address) ?? []).map(jidText);
  if (jids.length === 0) return ok(undefined);
  const own = new Set((await readServers(db)).map(({ jid }) => jid));
  const reserved = jids.find((jid) => own.has(jid));
  if (!reserved) return ok(undefined);
  return failed({
    kind: 'taken',
    why: `The address ${reserved} is the portal’s own account on an XMPP server.`,
    todo: 'Choose another one.',
    field: 'mail',
  });
}

/** The other way round: whoever may reset that person's password could sign in to the server as its administrator. */
export async function noPersonsJid({ directory, tree }: Portal, jid: string): Promise<Result<void>> {
  const found = await directory.asService().search({
    base: tree.realmsBase,
    scope: 'sub',
    filter: equal(tree.jidAttribute, jid),
    attributes: ['entryUUID', 'objectClass'],
    limit: 1,
  });
  if (!found.ok) return found;
  if (!found.value.entries.some((entry) => entry.is(tree.personClass))) return ok(undefined);
  return failed({
    kind: 'constraint',
    why: `${jid} is the account of a person in a realm, whose password others may reset there: they would get all rights on the server.`,
    todo: 'Use an account that is in no realm: one under services in the directory, or one that the server keeps itself.',
    field: 'settings.jid',
  });
}
