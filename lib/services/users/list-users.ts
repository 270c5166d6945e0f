import { z } from 'zod';
import { listCatalog } from '../../catalog/query.ts';
import type { Entry } from '../../domain/entry.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import { parseGeneralizedTime } from '../../domain/generalized-time.ts';
import { realmsWhere } from '../../policy/can.ts';
import type { Context } from '../context.ts';
import { type ListAge, listAge } from '../list-age.ts';
import { nameOf } from '../load-actor.ts';
import { readPasswordPolicy } from '../password-policy.ts';
import { realmOf } from '../realm-of.ts';
import { defineUseCase } from '../use-case.ts';
import { stateAttributes, type UserState, userState } from './user-state.ts';

export const userSorts = ['surname', 'name', 'uid', 'mail', 'lastSignIn', 'created'] as const;
export const userFlags = ['locked', 'disabled', 'expired', 'mustChange', 'neverSignedIn'] as const;

export const listUsersInput = z.object({
  text: z.string().max(200).default(''),
  /** Dn.key of a realm: its subtree. */
  realm: z.string().max(2000).optional(),
  flags: z.array(z.enum(userFlags)).default([]),
  sort: z.enum(userSorts).default('surname'),
  descending: z.boolean().default(false),
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
});

export type UserRow = {
  id: string;
  name: string;
  uid: string;
  jid: string;
  mails: string[];
  phone: string;
  title: string;
  department: string;
  realm: { key: string; name: string } | null;
  state: UserState;
  createdAt: string | null;
};

export type UserList = { rows: UserRow[]; total: number } & ListAge;

const rowAttributes = [
  'entryUUID',
  'displayName',
  'cn',
  'uid',
  'mail',
  'telephoneNumber',
  'title',
  'departmentNumber',
  'createTimestamp',
];

/**
 * The catalog says which entries and in what order; what they say is then read as the signed-in person by one filter,
 * so that who sees what stays the directory's.
 */
export const listUsers = defineUseCase({
  permission: 'users.read',
  noun: 'list',
  what: 'The list could not be read.',
  input: listUsersInput,
  /** Everybody who may see users somewhere has a list; it holds the realms where they may. */
  async find(context) {
    const realms = realmsWhere(context.actor, 'users.read');
    return ok({ resource: { realm: realms?.[0] ?? null }, within: realms?.map((realm) => realm.key) ?? null });
  },
  async act(context, input, { within }): Promise<Result<UserList>> {
    const flags = Object.fromEntries(input.flags.map((flag) => [flag, true]));
    const { ids, total, age } = await listCatalog(context.db.prisma, {
      kind: 'person',
      within,
      scope: input.realm,
      text: input.text,
      ...flags,
      sort: input.sort,
      descending: input.descending,
      page: input.page,
      pageSize: input.pageSize,
    });
    const rows = await readRows(context, ids);
    return rows.ok ? ok({ rows: rows.value, total, ...listAge(age) }) : rows;
  },
});

export async function readRows(context: Context, ids: readonly string[]): Promise<Result<UserRow[]>> {
  if (ids.length === 0) return ok([]);
  const { tree, directory, actor } = context;
  const [found, policy] = await Promise.all([
    directory.as(actor.dn).search({
      base: tree.realmsBase,
      scope: 'sub',
      filter: or(...ids.map((id) => equal('entryUUID', id))),
      attributes: [...rowAttributes, tree.jidAttribute, ...stateAttributes],
      limit: ids.length,
    }),
    readPasswordPolicy(context, null),
  ]);
  if (!found.ok) return found;
  if (!policy.ok) return policy;
  const byId = new Map(found.value.entries.map((entry) => [entry.id, entry]));
  const entries = ids.flatMap((id) => byId.get(id) ?? []);
  return ok(entries.map((entry) => rowOf(entry, context, userState(entry, policy.value))));
}

function rowOf(entry: Entry, { tree }: Context, state: UserState): UserRow {
  const realm = realmOf(entry.dn, tree);
  return {
    id: entry.id,
    name: nameOf(entry),
    uid: entry.first('uid'),
    jid: entry.first(tree.jidAttribute),
    mails: entry.all('mail'),
    phone: entry.first('telephoneNumber'),
    title: entry.first('title'),
    department: entry.first('departmentNumber'),
    realm: realm && { key: realm.key, name: realm.name },
    state,
    createdAt: parseGeneralizedTime(entry.first('createTimestamp'))?.toISOString() ?? null,
  };
}
