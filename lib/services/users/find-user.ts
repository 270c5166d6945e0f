import { catalogDn } from '../../catalog/lookup.ts';
import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import type { Person, Resource } from '../../policy/actor.ts';
import type { Portal } from '../context.ts';
import { readPersonWithHoldings } from '../read-holdings.ts';
import { realmOf } from '../realm-of.ts';

export type FoundUser = { resource: Resource & { person: Person }; entry: Entry; realm: Dn | null };

const alwaysRead = [
  'objectClass',
  'entryUUID',
  'entryCSN',
  'uid',
  'cn',
  'sn',
  'displayName',
  'pwdAccountLockedTime',
  'pwdPolicySubentry',
];

/**
 * A person by entryUUID with what they hold, read as the service account: the policy decides on facts, and only then
 * is anything done, or shown, as the signed-in person.
 */
export async function findUser(
  portal: Portal,
  id: string,
  attributes: readonly string[] = [],
): Promise<Result<FoundUser>> {
  const { tree, directory } = portal;
  const service = directory.asService();
  const wanted = [...alwaysRead, tree.jidAttribute, ...attributes];
  const hint = Dn.parse((await catalogDn(portal.db.prisma, id)) ?? '') ?? tree.realmsBase;
  const read = await readPersonWithHoldings(service, tree, { id, dn: hint }, wanted);
  if (!read.ok) return read;
  const { entry, holdings } = read.value;
  if (!entry?.is(tree.personClass) || !entry.dn.isWithin(tree.realmsBase)) return notFound('user');
  const realm = realmOf(entry.dn, tree);
  return ok({ entry, realm, resource: { realm, person: { id, dn: entry.dn, holdings } } });
}
