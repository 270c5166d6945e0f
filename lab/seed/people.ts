import { type LdifValue, ldifRecord } from '../slapd/ldif.ts';
import { type DemoAccount, demoAccounts } from './demo-accounts.ts';
import { fullName, scripts } from './names.ts';
import { oddPeople } from './odd-people.ts';
import type { Random } from './random.ts';
import type { SeedRealm, SeedTree } from './tree.ts';

export type SeedHashes = { demo: string /** Of a random password that nobody knows. */; unknown: string };

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** GeneralizedTime of RFC 4517, 3.3.13, in whole seconds. */
export function generalizedTime(at: number): string {
  return `${new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
}

export function* demoPeople(tree: SeedTree, hashes: SeedHashes, now: number): Generator<string> {
  for (const account of demoAccounts) {
    const realm = tree.realms[account.realm];
    yield ldifRecord(`uid=${account.uid},${realm.people}`, {
      objectClass: ['inetOrgPerson', 'bwPerson'],
      uid: account.uid,
      cn: `${account.given} ${account.family}`,
      sn: account.family,
      givenName: account.given,
      displayName: `${account.given} ${account.family}`,
      mail: `${account.uid}@${realm.domains[0]}`,
      title: account.title,
      telephoneNumber: '+44 20 7946 0000',
      employeeNumber: String(10 + demoAccounts.indexOf(account)),
      userPassword: hashes.demo,
      ...stateOf(account, tree, now),
    });
  }
}

function stateOf(account: DemoAccount, tree: SeedTree, now: number): Record<string, LdifValue> {
  const changed = (daysAgo: number) => ({ pwdChangedTime: generalizedTime(now - daysAgo * dayMs) });
  switch (account.state) {
    case 'locked':
      return {
        ...changed(5),
        pwdAccountLockedTime: generalizedTime(now - 10 * minuteMs),
        pwdFailureTime: generalizedTime(now - 10 * minuteMs),
      };
    case 'disabled':
      return { ...changed(5), pwdAccountLockedTime: '000001010000Z' };
    case 'mustChange':
      return { ...changed(1), pwdReset: true };
    case 'expired':
      return changed(400);
    case 'grace':
      return { ...changed(200), pwdPolicySubentry: `cn=grace,${tree.policiesBase}` };
    case 'expiring':
      return changed(170);
    default:
      return changed(1);
  }
}

const departments = [
  'Accounts',
  'Design',
  'Engineering',
  'Facilities',
  'Legal',
  'Logistics',
  'Operations',
  'Research',
  'Sales',
  'Support',
  'Training',
  'Transport',
];
const towns = [
  'Aberdeen',
  'Bergen',
  'Cádiz',
  'Dresden',
  'Espoo',
  'Ferrara',
  'Gdańsk',
  'Haarlem',
  'Izmir',
  'Jaffa',
  'Kyōto',
  'Łódź',
];
const titles = [
  'Engineer',
  'Senior engineer',
  'Clerk',
  'Analyst',
  'Planner',
  'Driver',
  'Buyer',
  'Trainer',
  'Technician',
  'Head of section',
];

/** One generated person: what groups need to know of them, and their LDIF. */
export type SeedPerson = { dn: string; realm: SeedRealm; ldif: string };

/** `count` people with names that don't repeat their uid, half in north, a third in south, the rest in field. */
export function* generatedPeople(
  tree: SeedTree,
  count: number,
  hashes: SeedHashes,
  random: Random,
  now: number,
): Generator<SeedPerson> {
  const { north, south, field } = tree.realms;
  const spread = [north, south, north, south, north, field];
  const seen = new Map<string, number>();
  for (let index = 0; index < count; index++) {
    const realm = spread[index % spread.length] as SeedRealm;
    const odd = oddPeople[index];
    const person = odd ? { ...odd, language: 'en' } : ordinaryName(random, seen);
    const { dnUid, uid, ...named } = person;
    const dn = `uid=${dnUid ?? uid},${realm.people}`;
    const domain = random.of(realm.domains);
    const local = uid.replace(/[^a-z0-9.-]/g, '');
    const attributes: Record<string, LdifValue> = {
      objectClass: ['inetOrgPerson', 'bwPerson'],
      uid,
      cn: named.cn,
      sn: named.sn,
      givenName: named.givenName,
      displayName: named.displayName ?? named.cn,
      mail: random.chance(10) ? [`${local}@${domain}`, `${local}+alias@${domain}`] : `${local}@${domain}`,
      preferredLanguage: named.language,
      telephoneNumber: random.chance(5) ? [phone(random), phone(random)] : phone(random),
      mobile: random.chance(3) ? phone(random) : undefined,
      employeeNumber: String(1000 + index),
      departmentNumber: random.of(departments),
      title: random.of(titles),
      l: random.of(towns),
      description: random.chance(25) ? 'Works from 09:00 to 15:00.\nAsk at the front desk, room “12 <b>”.' : undefined,
      userPassword: hashes.unknown,
      ...lifeOf(random, now),
    };
    yield { dn, realm, ldif: ldifRecord(dn, attributes) };
  }
}

function ordinaryName(random: Random, seen: Map<string, number>) {
  const script = random.of(scripts);
  const given = random.of(script.given);
  const family = random.of(script.family);
  const plain = `${given[1]}.${family[1]}`;
  const before = seen.get(plain) ?? 0;
  seen.set(plain, before + 1);
  const cn = fullName(script, given, family);
  return {
    uid: before === 0 ? plain : `${plain}${before + 1}`,
    dnUid: undefined,
    cn,
    sn: family[0],
    givenName: given[0],
    displayName: undefined,
    language: script.language,
  };
}

function phone(random: Random): string {
  return `+44 20 7946 ${String(random.below(10_000)).padStart(4, '0')}`;
}

/** Password age, last sign-in, and now and then a lock. */
function lifeOf(random: Random, now: number): Record<string, LdifValue> {
  const changedAt = now - (random.chance(40) ? 181 + random.below(300) : random.below(150)) * dayMs;
  const lastAt = now - random.below(60 * 1440) * minuteMs;
  return {
    pwdChangedTime: generalizedTime(changedAt),
    pwdLastSuccess: random.chance(8) ? undefined : generalizedTime(lastAt),
    pwdAccountLockedTime: random.chance(50)
      ? '000001010000Z'
      : random.chance(60)
        ? generalizedTime(now - random.below(1440) * minuteMs)
        : undefined,
    pwdReset: random.chance(70) ? true : undefined,
  };
}
