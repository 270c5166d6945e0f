import { z } from 'zod';
import { catalogAge, countByRealm } from '../../catalog/query.ts';
import { realmsWithin } from '../../catalog/realms.ts';
import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { grantAttributes } from '../../domain/permission.ts';
import { realmsWhere } from '../../policy/can.ts';
import type { Context } from '../context.ts';
import { type ListAge, listAge } from '../list-age.ts';
import { defineUseCase } from '../use-case.ts';
import { readRealms } from './read-realms.ts';
import { type RealmFacts, realmFacts, realmNames } from './realm-facts.ts';

export const listRealmsInput = z.object({
  /** Dn.key of a realm: only its subtree. */
  realm: z.string().max(2000).optional(),
});

/** `…Below` counts the realm itself and everything below it. */
export type RealmCounts = {
  people: number;
  peopleBelow: number;
  /** null for those who may not see groups there. */
  groups: number | null;
  groupsBelow: number | null;
};

export type RealmRow = RealmFacts &
  RealmCounts & {
    /** Dn.key of the nearest realm above that is in the list. */
    parentKey: string | null;
    /** From 0. */
    depth: number;
    /** Names of who holds a grant given here. */
    administrators: string[];
  };

/** In the order of the tree: every realm is followed by what is below it. */
export type RealmList = { rows: RealmRow[]; total: number /** Which part is missing. */; partial?: string } & ListAge;

const mostRealms = 2000;

/** Which realms and how many are in them is known to the catalog; what they say is read as the signed-in person. */
export const listRealms = defineUseCase({
  permission: 'realms.read',
  noun: 'list',
  what: 'The list could not be read.',
  input: listRealmsInput,
  async find(context) {
    const realms = realmsWhere(context.actor, 'realms.read');
    return ok({ resource: { realm: realms?.[0] ?? null }, within: realms?.map((realm) => realm.key) ?? null });
  },
  async act(context, input, { within }): Promise<Result<RealmList>> {
    const { db } = context;
    const [known, counts, age] = await Promise.all([
      realmsWithin(db.prisma, within),
      countByRealm(db.prisma, within),
      catalogAge(db.prisma),
    ]);
    const wanted = known.filter(
      ({ dnKey }) => input.realm === undefined || dnKey === input.realm || dnKey.endsWith(`,${input.realm}`),
    );
    const read = await readRealms(
      context,
      wanted.slice(0, mostRealms).map(({ id }) => id),
    );
    if (!read.ok) return read;
    const entries = inTreeOrder(read.value, context);
    const keys = new Set(entries.map(({ dn }) => dn.key));
    return ok({
      rows: entries.map((entry) => rowOf(context, entry, keys, counts)),
      total: entries.length,
      ...(wanted.length > mostRealms
        ? {
            partial: `Only the first ${mostRealms.toLocaleString('en')} of ${wanted.length.toLocaleString('en')} realms are shown. Choose a realm in the top bar to see what is below it.`,
          }
        : {}),
      ...listAge(age),
    });
  },
});

function rowOf(context: Context, entry: Entry, keys: ReadonlySet<string>, counts: Counts): RealmRow {
  const { tree } = context;
  const above = entry.dn.ancestry.slice(1).filter(({ key }) => keys.has(key));
  return {
    ...realmFacts(entry, tree),
    ...countsOf(context, entry.dn, counts),
    parentKey: above[0]?.key ?? null,
    depth: above.length,
    administrators: holderNames(entry),
  };
}

type Counts = Awaited<ReturnType<typeof countByRealm>>;

export function countsOf({ judge, actor }: Context, dn: Dn, counts: Counts): RealmCounts {
  const within = [...counts].filter(([key]) => key === dn.key || key.endsWith(`,${dn.key}`)).map(([, count]) => count);
  const own = counts.get(dn.key);
  const sum = (kind: 'person' | 'group') => within.reduce((total, count) => total + count[kind], 0);
  const groups = judge(actor, 'groups.read', { realm: dn }).allowed;
  return {
    people: own?.person ?? 0,
    peopleBelow: sum('person'),
    groups: groups ? (own?.group ?? 0) : null,
    groupsBelow: groups ? sum('group') : null,
  };
}

function holderNames(entry: Entry): string[] {
  const holders = Object.values(grantAttributes)
    .flatMap((name) => entry.all(name))
    .flatMap((value) => Dn.parse(value) ?? []);
  return [...new Map(holders.map((dn) => [dn.key, dn.name])).values()];
}

export function inTreeOrder(entries: readonly Entry[], { tree }: Pick<Context, 'tree'>): Entry[] {
  const named = entries.map((entry) => ({ entry, names: realmNames(entry.dn, tree) }));
  return named.sort((left, right) => compareNames(left.names, right.names)).map(({ entry }) => entry);
}

function compareNames(left: readonly string[], right: readonly string[]): number {
  const at = left.findIndex((name, index) => name !== right[index]);
  if (at === -1) return left.length - right.length;
  return at >= right.length
    ? 1
    : collator.compare(left[at] as string, right[at] as string) ||
        ((left[at] as string) < (right[at] as string) ? -1 : 1);
}

const collator = new Intl.Collator('en', { numeric: true });
