import type { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import type { Resource } from '../../policy/actor.ts';
import type { Context, Portal } from '../context.ts';
import { realmOf } from '../realm-of.ts';
import { readHolder } from '../roles/read-holder.ts';

export type FoundGroup = {
  resource: Resource;
  entry: Entry;
  /** null for a group of the whole system. */
  realm: Dn | null;
  dynamic: boolean;
  /** Roles and realms that name the group: it passes rights on to its direct members. */
  naming: Entry[];
};

/** Never the members: asking for them makes the directory run a dynamic group's filter. */
export const groupAttributes = [
  'objectClass',
  'entryUUID',
  'entryCSN',
  'cn',
  'displayName',
  'description',
  'memberURL',
  'createTimestamp',
  'modifyTimestamp',
];

/** A group by entryUUID, read as the service account. */
export async function findGroup(portal: Portal, id: string): Promise<Result<FoundGroup>> {
  const read = await readHolder(portal, id, groupAttributes);
  if (!read.ok) return read;
  const { entry, naming } = read.value;
  if (!entry || !isGroup(entry, portal.tree)) return notFound('group');
  const realm = realmOf(entry.dn, portal.tree);
  return ok({ entry, realm, naming, dynamic: entry.is(portal.tree.dynamicGroupClass), resource: { realm } });
}

export function isGroup(entry: Entry, tree: Portal['tree']): boolean {
  if (!entry.dn.isWithin(tree.groupsBase) && !entry.dn.isWithin(tree.realmsBase)) return false;
  return (entry.is(tree.groupClass) || entry.is(tree.dynamicGroupClass)) && !entry.is(tree.roleClass);
}

/** What it is called in its DN, which is what lists are sorted by; a display name stands beside it. */
export function groupName(entry: Entry): string {
  return entry.dn.name;
}

/**
 * Whoever may edit a realm's groups must not rise by one that a role or grant names. The directory holds the same by
 * its ACLs; this is the sentence for it.
 */
export function heldBack({ judge, actor }: Context, { naming }: FoundGroup) {
  if (naming.length === 0 || judge(actor, 'roles.edit', { realm: null }).allowed) return null;
  return failed({
    kind: 'refused',
    why: 'This group holds rights, so only a system administrator changes it.',
    todo: 'Ask a system administrator.',
  });
}

/** For the audit log and the catalog alike. */
export function changeOf({ entry, realm }: FoundGroup) {
  return { kind: 'group' as const, id: entry.id, dn: entry.dn, name: groupName(entry), realm };
}
