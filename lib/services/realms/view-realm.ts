import { z } from 'zod';
import { countByRealm } from '../../catalog/query.ts';
import { realmsWithin } from '../../catalog/realms.ts';
import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import { grantAttributes } from '../../domain/permission.ts';
import { realmsWhere } from '../../policy/can.ts';
import type { Context } from '../context.ts';
import { defineUseCase } from '../use-case.ts';
import { holderAttributes } from './check-holder.ts';
import { type Delegation, delegationOf } from './delegation.ts';
import { type FoundRealm, findRealm, isRealm } from './find-realm.ts';
import { isSystemAdministrator } from './is-system-administrator.ts';
import { countsOf, inTreeOrder, type RealmCounts } from './list-realms.ts';
import { type RealmFacts, realmAttributes, realmFacts } from './realm-facts.ts';

export type Allowed = { allowed: boolean; reason?: string };
export type RealmLink = { id: string; key: string; name: string };
export type SubRealm = RealmFacts & RealmCounts;

export type RealmView = RealmFacts &
  RealmCounts & {
    /** From the top down; without those that the actor may not see. */
    above: RealmLink[];
    /** Directly below. */
    subRealms: SubRealm[];
    delegation: Delegation;
    createdAt: string;
    modifiedAt: string;
    may: { edit: Allowed; maximum: Allowed; delete: Allowed; createBelow: Allowed; grant: Allowed; listUsers: Allowed };
  };

const mostSubRealms = 200;

/** One realm with its place in the tree and who holds which right over it: what the signed-in person may see, in one search. */
export const viewRealm = defineUseCase({
  permission: 'realms.read',
  noun: 'realm',
  what: 'The realm could not be read.',
  input: z.object({ id: z.uuid() }),
  find: (context, { id }) => findRealm(context, id),
  async act(context, { id }, found): Promise<Result<RealmView>> {
    const { db, actor, directory, tree } = context;
    const within = realmsWhere(actor, 'realms.read')?.map((realm) => realm.key) ?? null;
    const key = found.entry.dn.key;
    const [known, counts] = await Promise.all([realmsWithin(db.prisma, [key]), countByRealm(db.prisma, [key])]);
    const keys = known.map(({ dnKey }) => dnKey);
    const below = known.filter(({ dnKey }) => dnKey !== key && isChild(dnKey, keys));
    const read = await directory.as(actor.dn).search({
      base: tree.base,
      scope: 'sub',
      filter: or(
        ...[id, ...below.slice(0, mostSubRealms).map((realm) => realm.id)].map((each) => equal('entryUUID', each)),
        ...[...found.ancestors.map(({ dn }) => dn), ...holdersIn([found.entry, ...found.ancestors])].map((dn) =>
          equal('entryDN', dn.toString()),
        ),
      ),
      attributes: [...new Set([...realmAttributes(tree), ...holderAttributes, tree.roleOccupant])],
      limit: 490,
    });
    if (!read.ok) return read;
    const entry = read.value.entries.find((candidate) => candidate.id === found.entry.id);
    if (!entry) return notFound('realm');
    const visible = (candidate: Entry) => within === null || within.some((root) => candidate.dn.isWithin(Dn.of(root)));
    return ok(viewOf(context, found, entry, read.value.entries, { counts, visible }));
  },
});

type Seen = { counts: Awaited<ReturnType<typeof countByRealm>>; visible: (entry: Entry) => boolean };

function viewOf(
  context: Context,
  found: FoundRealm,
  entry: Entry,
  entries: readonly Entry[],
  { counts, visible }: Seen,
): RealmView {
  const { tree } = context;
  const realms = entries.filter((candidate) => isRealm(candidate, tree));
  const above = realms.filter((realm) => realm !== entry && entry.dn.isWithin(realm.dn) && visible(realm));
  const below = realms.filter((realm) => realm !== entry && realm.dn.isWithin(entry.dn));
  return {
    ...realmFacts(entry, tree),
    ...countsOf(context, entry.dn, counts),
    above: inTreeOrder(above, context).map(({ id, dn }) => ({ id, key: dn.key, name: dn.name })),
    subRealms: inTreeOrder(below, context).map((realm) => ({
      ...realmFacts(realm, tree),
      ...countsOf(context, realm.dn, counts),
    })),
    delegation: delegationOf(entry, above, entries, context),
    createdAt: entry.first('createTimestamp'),
    modifiedAt: entry.first('modifyTimestamp'),
    may: verdicts(context, found),
  };
}

/** Directly below: no other of the realms lies between. */
function isChild(key: string, all: readonly string[]): boolean {
  const above = all.filter((other) => key.endsWith(`,${other}`));
  return above.length === 1;
}

function holdersIn(realms: readonly Entry[]): Dn[] {
  const values = realms.flatMap((realm) => Object.values(grantAttributes).flatMap((name) => realm.all(name)));
  const holders = new Map(values.flatMap((value) => Dn.parse(value) ?? []).map((dn) => [dn.key, dn]));
  return [...holders.values()].slice(0, 200);
}

function verdicts({ judge, actor }: Context, { resource }: FoundRealm): RealmView['may'] {
  const may = (permission: Parameters<typeof judge>[1]): Allowed => {
    const verdict = judge(actor, permission, resource);
    return verdict.allowed ? { allowed: true } : { allowed: false, reason: verdict.reason };
  };
  const edit = may('realms.edit');
  const maximum =
    edit.allowed && !isSystemAdministrator(actor)
      ? { allowed: false, reason: 'Only system administrators set the maximum number of users.' }
      : edit;
  return {
    edit,
    maximum,
    delete: may('realms.delete'),
    createBelow: may('realms.create'),
    grant: may('realms.grant'),
    listUsers: may('users.read'),
  };
}
