import { z } from 'zod';
import { countPersons } from '../../catalog/lookup.ts';
import { catalogAge } from '../../catalog/query.ts';
import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { parseJid } from '../../domain/jid.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Context, Portal } from '../context.ts';
import { inTurn } from '../in-turn.ts';
import { readPasswordPolicy } from '../password-policy.ts';
import { checkAddresses, readRealm } from '../realm-domains.ts';
import { defineUseCase } from '../use-case.ts';
import { nameTaken } from './name-taken.ts';
import { newPassword } from './new-password.ts';

const name = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'has control characters');

export const createUserInput = z.object({
  /** DN of the realm. */
  realm: z.string().max(2000),
  uid: z
    .string()
    .trim()
    .min(1, 'A username is needed.')
    .max(64, 'A username has at most 64 characters.')
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'A username is letters, digits, dots, dashes and underscores.'),
  givenName: name.default(''),
  sn: name.min(1, 'A surname is needed.'),
  displayName: name.default(''),
  mail: z
    .string()
    .trim()
    .max(400)
    .refine((value) => parseJid(value) !== null, 'The address is not a JID such as ada@north.example.'),
  title: name.default(''),
  telephoneNumber: z.string().trim().max(64).default(''),
  /** generated: made here and shown once. given: `password`. Either way it must be changed with the first sign-in unless `keep`. */
  password: z.string().max(1000).optional(),
  mustChange: z.boolean().default(true),
});
type Input = z.infer<typeof createUserInput>;

export type CreatedUser = {
  id: string;
  name: string /** Shown once, then known to nobody here. */;
  password: string | null;
};

export const createUser = defineUseCase({
  permission: 'users.create',
  noun: 'realm',
  what: 'The user was not created.',
  input: createUserInput,
  async find(context, input) {
    const dn = Dn.parse(input.realm);
    if (!dn) return notFound('realm');
    const realm = await readRealm(context, dn);
    return realm.ok ? ok({ resource: { realm: realm.value.dn }, realm: realm.value }) : realm;
  },
  async act(context, input, { realm }): Promise<Result<CreatedUser>> {
    const addresses = await checkAddresses(context, realm, [input.mail]);
    if (!addresses.ok) return addresses;
    const taken = await nameTaken(context, { uid: input.uid, mail: input.mail });
    if (!taken.ok) return taken;
    return withinQuota(context, realm, null, () => add(context, input, realm));
  },
});

async function add(context: Context, input: Input, realm: Entry): Promise<Result<CreatedUser>> {
  const { tree, directory, actor } = context;
  const policy = await readPasswordPolicy(context, null);
  if (!policy.ok) return policy;
  const password = input.password ?? newPassword(policy.value);
  const dn = realm.dn.below(tree.peopleRdn).child(tree.personRdn, rdnValue(tree.personRdn, input));
  const facts = attributesOf(input, tree);
  const change = {
    action: 'users.create',
    kind: 'user' as const,
    id: null,
    dn,
    name: facts.displayName[0] as string,
    realm: realm.dn,
    before: null,
    after: facts,
  };
  const added = await auditedChange(context, change, () =>
    directory.as(actor.dn).add(dn, {
      objectClass: [tree.personClass, 'bwPerson'],
      ...facts,
      userPassword: [password],
      ...(input.mustChange ? { pwdReset: ['TRUE'] } : {}),
    }),
  );
  if (!added.ok) return added;
  await catalogRefresh(context, { dns: [dn] });
  const read = await directory.as(actor.dn).read(dn, ['entryUUID']);
  const id = read.ok ? (read.value?.id ?? '') : '';
  return ok({ id, name: change.name, password: input.password === undefined ? password : null });
}

function rdnValue(attribute: string, input: Input): string {
  if (attribute === 'uid') return input.uid;
  return attribute === 'mail' ? input.mail : displayNameOf(input);
}

function attributesOf(input: Input, tree: Portal['tree']): Record<string, string[]> & { displayName: string[] } {
  const optional = { givenName: input.givenName, title: input.title, telephoneNumber: input.telephoneNumber };
  const given = Object.entries(optional).filter(([, value]) => value !== '');
  return {
    ...Object.fromEntries(given.map(([key, value]) => [key, [value]])),
    uid: [input.uid],
    sn: [input.sn],
    cn: [displayNameOf(input)],
    displayName: [displayNameOf(input)],
    mail: [input.mail],
    ...(tree.jidAttribute === 'mail' ? {} : { [tree.jidAttribute]: [input.mail] }),
  };
}

function displayNameOf(input: Input): string {
  return input.displayName || [input.givenName, input.sn].filter(Boolean).join(' ');
}

/**
 * Adds somebody to a realm, if its maximum and those above it allow: bwMaximumUsers counts everybody in a realm and below it.
 * Who comes `from` within such a realm is counted there already. One after another, or several would take the last place.
 */
export function withinQuota<T>(
  portal: Portal,
  realm: Entry,
  from: Dn | null,
  add: () => Promise<Result<T>>,
): Promise<Result<T>> {
  return inTurn('people of realms', async () => {
    const full = await checkQuota(portal, realm, from);
    return full.ok ? add() : full;
  });
}

async function checkQuota(portal: Portal, realm: Entry, from: Dn | null): Promise<Result<void>> {
  const growing = realm.dn.ancestry.filter((dn) => dn.isWithin(portal.tree.realmsBase) && !from?.isWithin(dn));
  for (const dn of growing) {
    const holder = dn.equals(realm.dn) ? ok(realm) : await readRealm(portal, dn);
    const most = holder.ok ? Number.parseInt(holder.value.first('bwMaximumUsers'), 10) : Number.NaN;
    if (Number.isNaN(most)) continue;
    if (!(await catalogAge(portal.db.prisma)).filledAt) return notCounted(dn);
    const count = await countPersons(portal.db.prisma, dn.key);
    if (count >= most)
      return failed({
        kind: 'constraint',
        why: `The realm ${dn.name} has ${count} users and may have ${most} at most.`,
        todo: 'Delete users that are not needed, or have the maximum raised.',
      });
  }
  return ok(undefined);
}

function notCounted(realm: Dn): Result<never> {
  return failed({
    kind: 'unavailable',
    why: `The realm ${realm.name} has a maximum number of users, and they can’t be counted while the list of users is being made.`,
    todo: 'Try again in a minute.',
  });
}
