import { z } from 'zod';
import { type CertificateFacts, parseCertificate } from '../../domain/certificate.ts';
import type { Entry } from '../../domain/entry.ts';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import { parseGeneralizedTime } from '../../domain/generalized-time.ts';
import type { Permission } from '../../domain/permission.ts';
import { personAttributes } from '../../domain/person-attribute.ts';
import { parseSshKey, type SshKeyFacts } from '../../domain/ssh-key.ts';
import type { Resource } from '../../policy/actor.ts';
import { actsOnPerson } from '../../policy/table.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../load-actor.ts';
import { type PasswordPolicy, readPasswordPolicy } from '../password-policy.ts';
import { defineUseCase } from '../use-case.ts';
import { type FoundUser, findUser } from './find-user.ts';
import { type OpenRename, openRename } from './rename/open-rename.ts';
import { stateAttributes, type UserState, userState } from './user-state.ts';

export type Allowed = { allowed: boolean; reason?: string };
export type Membership = { id: string; dn: string; name: string; kind: 'group' | 'dynamic group' | 'role' };

export type UserView = {
  id: string;
  dn: string;
  uid: string;
  name: string;
  jid: string;
  realm: { dn: string; key: string; name: string } | null;
  attributes: Record<string, string[]>;
  state: UserState;
  /** In force for this person. */
  policy: PasswordPolicy;
  hasPhoto: boolean;
  certificates: CertificateFacts[];
  sshKeys: SshKeyFacts[];
  memberships: Membership[];
  createdAt: string | null;
  modifiedAt: string;
  may: Record<string, Allowed>;
};

const viewAttributes = [
  'entryUUID',
  'entryCSN',
  'objectClass',
  'createTimestamp',
  'modifyTimestamp',
  'jpegPhoto',
  'userCertificate;binary',
  'bwSshPublicKey',
  ...personAttributes.map(({ name }) => name),
  'uid',
  ...stateAttributes,
];
const mostMemberships = 500;

/** One person with state, keys and memberships: what the signed-in person may see of them, in one search. */
export const viewUser = defineUseCase({
  permission: 'users.read',
  noun: 'user',
  what: 'The user could not be read.',
  input: z.object({ id: z.uuid() }),
  find: (context, { id }) => findUser(context, id),
  async act(context, { id }, found): Promise<Result<UserView & { rename: OpenRename | null }>> {
    const view = await readView(context, found);
    return view.ok ? ok({ ...view.value, rename: await openRename(context, id) }) : view;
  },
});

/** Shared with Me. */
export async function readView(
  context: Context,
  { entry: { dn, id }, realm, resource }: FoundUser,
): Promise<Result<UserView>> {
  const { tree, directory, actor } = context;
  const attributes = [...viewAttributes, tree.jidAttribute];
  const found = await directory.as(actor.dn).search({
    base: tree.base,
    scope: 'sub',
    filter: or(equal('entryUUID', id), equal(tree.groupMember, dn.toString()), equal(tree.roleOccupant, dn.toString())),
    attributes,
    limit: mostMemberships,
  });
  if (!found.ok) return found;
  const entry = found.value.entries.find((candidate) => candidate.id === id) ?? null;
  // Of somebody in very many groups the own entry may be the one that was cut off.
  const own = entry === null && found.value.more ? await directory.as(actor.dn).read(dn, attributes) : ok(entry);
  if (!own.ok) return own;
  return own.value ? viewOf(context, own.value, found.value.entries, { realm, resource }) : notFound('user');
}

async function viewOf(
  context: Context,
  entry: Entry,
  found: readonly Entry[],
  { realm, resource }: Pick<FoundUser, 'realm' | 'resource'>,
): Promise<Result<UserView>> {
  const { tree } = context;
  const { id, dn } = entry;
  const policy = await readPasswordPolicy(context, entry);
  if (!policy.ok) return policy;
  return ok({
    id,
    dn: dn.toString(),
    uid: entry.first('uid'),
    name: nameOf(entry),
    jid: entry.first(tree.jidAttribute),
    realm: realm && { dn: realm.toString(), key: realm.key, name: realm.name },
    attributes: Object.fromEntries(personAttributes.map(({ name }) => [name, entry.all(name)])),
    state: userState(entry, policy.value),
    policy: policy.value,
    hasPhoto: entry.has('jpegPhoto'),
    certificates: entry.bytes('userCertificate').flatMap((bytes) => parseCertificate(bytes)?.facts ?? []),
    sshKeys: entry.all('bwSshPublicKey').flatMap((line) => parseSshKey(line) ?? []),
    memberships: found.filter((candidate) => candidate !== entry).map((candidate) => membershipOf(candidate, context)),
    createdAt: parseGeneralizedTime(entry.first('createTimestamp'))?.toISOString() ?? null,
    modifiedAt: entry.first('modifyTimestamp'),
    may: verdicts(context, resource),
  });
}

function membershipOf(entry: Entry, { tree }: Context): Membership {
  const kind = entry.is(tree.roleClass) ? 'role' : entry.is(tree.dynamicGroupClass) ? 'dynamic group' : 'group';
  return { id: entry.id, dn: entry.dn.toString(), name: entry.first('displayName') || entry.first('cn'), kind };
}

/** For each button: may they, and if not, why. */
function verdicts({ judge, actor }: Context, resource: Resource): Record<string, Allowed> {
  const permissions: Permission[] = [...actsOnPerson, 'audit.read', 'users.presence', 'users.serverData'];
  return Object.fromEntries(
    permissions.map((permission) => {
      const verdict = judge(actor, permission, resource);
      return [permission, verdict.allowed ? { allowed: true } : { allowed: false, reason: verdict.reason }];
    }),
  );
}
