import type { Entry } from '../../domain/entry.ts';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import type { Tier } from '../../domain/permission.ts';
import type { Resource } from '../../policy/actor.ts';
import { tiersOf } from '../../policy/holdings.ts';
import type { Portal } from '../context.ts';
import { readHolder } from './read-holder.ts';

export type FoundRole = {
  resource: Resource;
  entry: Entry;
  /** Set for one of the three roles that the portal itself knows. */
  tier: Tier | null;
  /** Realms with a grant to this role. */
  naming: Entry[];
};

export const roleAttributes = [
  'objectClass',
  'entryUUID',
  'entryCSN',
  'cn',
  'description',
  'createTimestamp',
  'modifyTimestamp',
];

/** A role by entryUUID, read as the service account. Roles belong to the whole system. */
export async function findRole(portal: Portal, id: string): Promise<Result<FoundRole>> {
  const { tree } = portal;
  const read = await readHolder(portal, id, roleAttributes);
  if (!read.ok) return read;
  const { entry, naming } = read.value;
  if (!entry?.is(tree.roleClass) || !entry.dn.isWithin(tree.rolesBase)) return notFound('role');
  return ok({ entry, naming, tier: tiersOf(entry, tree)[0] ?? null, resource: { realm: null } });
}

export function roleChange({ entry }: FoundRole) {
  return { kind: 'role' as const, id: entry.id, dn: entry.dn, name: entry.first('cn'), realm: null };
}
