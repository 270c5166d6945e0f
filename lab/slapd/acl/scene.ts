import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { type Acting, connectAsService, type Outcome } from '../acting.ts';

/**
 * What deploy/openldap/acl.ldif allows and refuses, tried on the real slapd in the way of the portal: bound as the
 * service account, with the person's identity on each operation. The portal's own policy plays no part here.
 */
export const facts = inject('lab');
export const base = facts.directory.baseDn;
export const realm = {
  north: `ou=north,ou=realms,${base}`,
  south: `ou=south,ou=realms,${base}`,
  field: `ou=field,ou=north,ou=realms,${base}`,
};
export const role = (name: string) => `cn=${name},ou=roles,${base}`;
export const demo = (uid: string) => facts.accounts.find((account) => account.uid === uid)?.dn as string;
export const groupClass = { objectClass: 'groupOfMembers' };

/** Ordinary people and groups, made afresh under new names for each test: refint still works on the old ones for a moment. */
const names = (run: string) => ({
  person: {
    north: `uid=try${run}a,ou=people,${realm.north}`,
    south: `uid=try${run}b,ou=people,${realm.south}`,
    field: `uid=try${run}c,ou=people,${realm.field}`,
  },
  other: { north: `uid=try${run}d,ou=people,${realm.north}`, south: `uid=try${run}e,ou=people,${realm.south}` },
  group: {
    north: `cn=Try${run}a,ou=groups,${realm.north}`,
    south: `cn=Try${run}b,ou=groups,${realm.south}`,
    system: `cn=Try${run}c,ou=groups,${base}`,
  },
});
const files = randomUUID().slice(0, 8);
let made = 0;
/** A name that no test had before. */
export const freshName = () => `${files}${++made}`;
export let { person, other, group } = names(freshName());

/** Never the same twice: ppolicy looks for repetition before slapd looks for rights. */
let passwords = 0;
export const newPassword = () => `a-new-and-long-password-${++passwords}`;

/** Acts in the name of somebody; of the service account itself without one. */
export let as: (person: string | null) => Acting;
/** The system administrator of the demo. */
export let ada: Acting;

const locked = '20260101000000Z';

/** Gives each test of a file its own people and groups, and clears away whatever it left. */
export function setScene(): void {
  let close: () => Promise<void>;
  beforeAll(async () => {
    const service = await connectAsService(facts);
    as = service.as;
    ada = as(demo('ada'));
    close = () => service.client.unbind();
  });
  beforeEach(furnish);
  afterEach(sweep);
  afterAll(() => close());
}

async function furnish(): Promise<void> {
  ({ person, other, group } = names(freshName()));
  for (const dn of [...Object.values(person), ...Object.values(other)])
    await ada.addPerson(dn, { telephoneNumber: '1', title: 'Clerk', pwdAccountLockedTime: locked });
  for (const [dn, member] of [
    [group.north, person.north],
    [group.south, person.south],
    [group.system, person.north],
  ] as const)
    await ada.add(dn, { ...groupClass, cn: /^cn=([^,]+)/.exec(dn)?.[1] as string, member });
}

/** The entries furthest down first. */
async function sweep(): Promise<void> {
  const left = await ada.sees(base, '(|(uid=try*)(uid=renamed*)(cn=try*)(ou=try*))');
  const below = await Promise.all(left.filter((dn) => dn.startsWith('ou=')).map((dn) => ada.sees(dn)));
  const all = [...new Set([...left, ...below.flat()])].sort((a, b) => b.split(',').length - a.split(',').length);
  for (const dn of all) await ada.delete(dn);
}

export type Try = [sentence: string, who: () => Acting, attempt: (who: Acting) => Promise<Outcome>];

/** A refusal may also be told as "no such entry", where the person can't see it. */
export function outcomes(expected: 'allowed' | 'refused', tries: Try[]): void {
  test.each(tries)(`%s: ${expected}`, async (_, who, attempt) => {
    const outcome = await attempt(who());
    expect(outcome === 'allowed' ? 'allowed' : 'refused').toBe(expected);
  });
}

export const is = (uid: string) => () => as(demo(uid));
export const isPerson = (dn: () => string) => () => as(dn());
