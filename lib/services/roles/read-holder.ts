import { catalogDn } from '../../catalog/lookup.ts';
import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import { grantAttributes } from '../../domain/permission.ts';
import type { Portal } from '../context.ts';

/** A group or role, and the roles and realms whose entries name it as occupant or holder of a grant. */
export type Holder = { entry: Entry | null; naming: Entry[] };

const mostNaming = 500;

/**
 * By entryUUID, in one search as the service account: what a group or role carries must not depend on what somebody may
 * read. Two searches when the catalog's idea of its name is old. Members are not read.
 */
export async function readHolder(portal: Portal, id: string, attributes: readonly string[]): Promise<Result<Holder>> {
  const hint = Dn.parse((await catalogDn(portal.db.prisma, id)) ?? '');
  const read = await search(portal, id, hint, attributes);
  if (!read.ok || !read.value.entry || (hint && read.value.entry.dn.equals(hint))) return read;
  return search(portal, id, read.value.entry.dn, attributes);
}

async function search(
  { directory, tree }: Portal,
  id: string,
  dn: Dn | null,
  attributes: readonly string[],
): Promise<Result<Holder>> {
  const naming = dn
    ? [tree.roleOccupant, ...Object.values(grantAttributes)].map((name) => equal(name, dn.toString()))
    : [];
  const found = await directory.asService().search({
    base: tree.base,
    scope: 'sub',
    filter: or(equal('entryUUID', id), ...naming),
    attributes: [
      ...new Set([
        'objectClass',
        'entryUUID',
        'entryCSN',
        'cn',
        'displayName',
        tree.realmRdn,
        tree.roleOccupant,
        ...Object.values(grantAttributes),
        ...attributes,
      ]),
    ],
    limit: mostNaming,
  });
  if (!found.ok) return found;
  const entry = found.value.entries.find((candidate) => candidate.id === id) ?? null;
  return ok({ entry, naming: found.value.entries.filter((candidate) => candidate !== entry) });
}
