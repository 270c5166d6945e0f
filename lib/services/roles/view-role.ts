import { z } from 'zod';
import { idsByDnKey } from '../../catalog/members.ts';
import { Dn } from '../../domain/dn.ts';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import { parseGeneralizedTime } from '../../domain/generalized-time.ts';
import type { Tier } from '../../domain/permission.ts';
import type { Context } from '../context.ts';
import { type MemberRow, memberAttributes, memberRow } from '../groups/member-row.ts';
import { defineUseCase } from '../use-case.ts';
import { type Carried, carriedByNaming, carriedByTier } from './carried.ts';
import { type FoundRole, findRole } from './find-role.ts';
import { groupsMayOccupy } from './occupant-kinds.ts';

export type RoleView = {
  id: string;
  dn: string;
  name: string;
  description: string[];
  tier: Tier | null;
  carries: Carried[];
  occupants: MemberRow[];
  /** Named in the role, but with no entry that the portal knows. */
  gone: string[];
  /** Whether a group as occupant passes the role on to its members. */
  groupsMay: boolean;
  createdAt: string | null;
  modifiedAt: string | null;
  may: Record<'edit' | 'delete' | 'history', { allowed: boolean; reason?: string }>;
};

const mostOccupants = 500;

/** A role with its occupants and what it carries. */
export const viewRole = defineUseCase({
  permission: 'roles.read',
  noun: 'role',
  what: 'The role could not be read.',
  input: z.object({ id: z.uuid() }),
  find: (context, { id }) => findRole(context, id),
  act: (context, _input, found) => readView(context, found),
});

async function readView(context: Context, found: FoundRole): Promise<Result<RoleView>> {
  const { tree, db } = context;
  const { entry, tier } = found;
  const names = entry
    .all(tree.roleOccupant)
    .flatMap((text) => Dn.parse(text) ?? [])
    .slice(0, mostOccupants);
  const ids = await idsByDnKey(
    db.prisma,
    names.map(({ key }) => key),
  );
  const occupants = await readOccupants(context, entry.id, [...ids.values()]);
  if (!occupants.ok) return occupants;
  const known = new Set(occupants.value.map((row) => Dn.of(row.dn).key));
  return ok({
    id: entry.id,
    dn: entry.dn.toString(),
    name: entry.first('cn'),
    description: entry.all('description'),
    tier,
    carries: [...carriedByTier(entry, tree), ...carriedByNaming(entry.dn, found.naming, context)],
    occupants: occupants.value,
    gone: names.filter(({ key }) => !known.has(key)).map(String),
    groupsMay: groupsMayOccupy(tier),
    createdAt: parseGeneralizedTime(entry.first('createTimestamp'))?.toISOString() ?? null,
    modifiedAt: parseGeneralizedTime(entry.first('modifyTimestamp'))?.toISOString() ?? null,
    may: verdicts(context, found),
  });
}

/** Together with the role itself, so that whoever may not see the role sees nothing. */
async function readOccupants(context: Context, roleId: string, ids: readonly string[]): Promise<Result<MemberRow[]>> {
  const { tree, directory, actor } = context;
  const filter = or(...[roleId, ...ids].map((id) => equal('entryUUID', id)));
  const found = await directory
    .as(actor.dn)
    .search({ base: tree.base, scope: 'sub', filter, attributes: memberAttributes(context), limit: ids.length + 1 });
  if (!found.ok) return found;
  if (!found.value.entries.some((entry) => entry.id === roleId)) return notFound('role');
  const byId = new Map(found.value.entries.map((entry) => [entry.id, memberRow(entry, context)]));
  return ok(ids.flatMap((id) => byId.get(id) ?? []));
}

function verdicts({ judge, actor }: Context, { resource, tier }: FoundRole): RoleView['may'] {
  const ask = (permission: 'roles.edit' | 'audit.read') => {
    const verdict = judge(actor, permission, resource);
    return verdict.allowed ? { allowed: true } : { allowed: false, reason: verdict.reason };
  };
  const edit = ask('roles.edit');
  return {
    edit,
    delete: tier && edit.allowed ? { allowed: false, reason: 'The portal needs this role.' } : edit,
    history: ask('audit.read'),
  };
}
