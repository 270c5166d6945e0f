import { z } from 'zod';
import { groupCount } from '../../catalog/list-groups.ts';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import { parseGeneralizedTime } from '../../domain/generalized-time.ts';
import type { Permission } from '../../domain/permission.ts';
import type { Context } from '../context.ts';
import { type Carried, carriedByNaming } from '../roles/carried.ts';
import { defineUseCase } from '../use-case.ts';
import { type EasyFilter, parseEasyFilter } from './easy-filter.ts';
import { type FoundGroup, findGroup, groupAttributes, groupName, heldBack } from './find-group.ts';
import { type MemberRow, memberRow } from './member-row.ts';
import { parseMemberUrl } from './member-url.ts';

export type DynamicFilter = { url: string; base: string; scope: string; filter: string; easy: EasyFilter | null };

export type GroupView = {
  id: string;
  dn: string;
  name: string;
  displayName: string;
  description: string[];
  kind: 'static' | 'nested' | 'dynamic';
  realm: { dn: string; key: string; name: string } | null;
  /** null for a dynamic group. */
  members: number | null;
  /** For a dynamic group; null when its URL is none that the portal can read. */
  dynamic: DynamicFilter | null;
  /** What membership gives, as far as the signed-in person may see it. */
  carries: Carried[];
  holdsRights: boolean;
  /** Groups that this one is a member of. */
  memberOf: MemberRow[];
  createdAt: string | null;
  modifiedAt: string | null;
  may: Record<'edit' | 'members' | 'delete' | 'history', { allowed: boolean; reason?: string }>;
};

const mostParents = 200;

/** A group without its members, which `listMembers` pages. */
export const viewGroup = defineUseCase({
  permission: 'groups.read',
  noun: 'group',
  what: 'The group could not be read.',
  input: z.object({ id: z.uuid() }),
  find: (context, { id }) => findGroup(context, id),
  act: (context, _input, found) => readView(context, found),
});

async function readView(context: Context, found: FoundGroup): Promise<Result<GroupView>> {
  const { tree, directory, actor, db } = context;
  const { id, dn } = found.entry;
  const [read, counted] = await Promise.all([
    directory.as(actor.dn).search({
      base: tree.base,
      scope: 'sub',
      filter: or(equal('entryUUID', id), equal(tree.groupMember, dn.toString())),
      attributes: groupAttributes,
      limit: mostParents,
    }),
    groupCount(db.prisma, id),
  ]);
  if (!read.ok) return read;
  const entry = read.value.entries.find((candidate) => candidate.id === id);
  if (!entry) return notFound('group');
  const { realm } = found;
  return ok({
    id,
    dn: dn.toString(),
    name: groupName(entry),
    displayName: entry.first('displayName'),
    description: entry.all('description'),
    kind: found.dynamic ? 'dynamic' : counted?.nested ? 'nested' : 'static',
    realm: realm && { dn: realm.toString(), key: realm.key, name: realm.name },
    members: found.dynamic ? null : (counted?.members ?? 0),
    dynamic: found.dynamic ? dynamicFilter(entry.first('memberURL'), tree.personClass) : null,
    carries: carriedByNaming(dn, found.naming, context),
    holdsRights: found.naming.length > 0,
    memberOf: read.value.entries.filter((other) => other !== entry).map((other) => memberRow(other, context)),
    createdAt: isoTime(entry.first('createTimestamp')),
    modifiedAt: isoTime(entry.first('modifyTimestamp')),
    may: verdicts(context, found),
  });
}

function dynamicFilter(text: string, personClass: string): DynamicFilter | null {
  const url = parseMemberUrl(text);
  return (
    url && {
      url: text,
      base: url.base.toString(),
      scope: url.scope,
      filter: url.filter,
      easy: parseEasyFilter(url.filter, personClass),
    }
  );
}

function isoTime(text: string): string | null {
  return parseGeneralizedTime(text)?.toISOString() ?? null;
}

function verdicts(context: Context, found: FoundGroup): GroupView['may'] {
  const ask = (permission: Permission) => {
    const verdict = context.judge(context.actor, permission, found.resource);
    return verdict.allowed ? { allowed: true } : { allowed: false, reason: verdict.reason };
  };
  const held = heldBack(context, found);
  const unlessHeld = (permission: Permission) => {
    const verdict = ask(permission);
    return verdict.allowed && held ? { allowed: false, reason: held.failure.why } : verdict;
  };
  return {
    edit: unlessHeld('groups.edit'),
    members: unlessHeld('groups.edit'),
    delete: unlessHeld('groups.delete'),
    history: ask('audit.read'),
  };
}
