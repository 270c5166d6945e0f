import { randomBytes } from 'node:crypto';
import { generalizedTime, generatedPeople } from '../seed/people.ts';
import { seededRandom } from '../seed/random.ts';
import type { SeedTree } from '../seed/tree.ts';
import { ldifRecord, ldifValues } from '../slapd/ldif.ts';
import { changeOffline } from '../slapd/prepare.ts';
import { argon2Hash } from '../slapd/slapd-commands.ts';
import type { XmppAccounts } from './facts.ts';

/** Names and new passwords of all accounts; nothing is written. */
export function newXmppAccounts(tree: SeedTree): XmppAccounts {
  const password = () => randomBytes(24).toString('base64url');
  const admin = (uid: string, domain: string) => ({
    dn: `uid=${uid},${tree.servicesBase}`,
    jid: `${uid}@${domain}`,
    password: password(),
  });
  return {
    directory: { dn: `cn=xmpp,${tree.servicesBase}`, password: password() },
    admins: { north: admin('xmpp-portal', 'north.example'), south: admin('xmpp-portal-south', 'south.example') },
    people: { jids: talkativePeople(tree).map(({ jid }) => jid), password: password() },
  };
}

/**
 * Writes them to the directory of `folder` while slapd isn't running; again does no harm. A directory that was
 * seeded without them gets them so, too.
 */
export async function writeXmppAccounts(folder: string, tree: SeedTree, accounts: XmppAccounts) {
  const { directory, admins, people } = accounts;
  // Set once more after adding: those that are there already, from a start that was interrupted, have older passwords.
  const own = [directory, ...Object.values(admins)].map(
    ({ dn, password }) => [dn, argon2Hash(folder, password)] as const,
  );
  const hashOf = new Map(own);
  const policy = { pwdPolicySubentry: `cn=services,${tree.policiesBase}` };
  const added = [
    ldifRecord(directory.dn, {
      changetype: 'add',
      objectClass: ['organizationalRole', 'simpleSecurityObject'],
      cn: 'xmpp',
      description: 'XMPP servers: finds people by their address, and lets them sign in; reads nothing else',
      userPassword: hashOf.get(directory.dn),
      ...policy,
    }),
    ...Object.entries(admins).map(([server, { dn, jid }]) =>
      ldifRecord(dn, {
        changetype: 'add',
        objectClass: 'inetOrgPerson',
        uid: jid.split('@')[0],
        cn: `Portal on the XMPP server ${server}`,
        sn: 'Portal',
        mail: jid,
        userPassword: hashOf.get(dn),
        ...policy,
      }),
    ),
  ];
  const known = argon2Hash(folder, people.password);
  const hashes = [...talkativePeople(tree).map(({ dn }) => [dn, known] as const), ...own];
  const changed = hashes.map(([dn, hash]) =>
    ldifRecord(dn, { changetype: 'modify', replace: 'userPassword', userPassword: hash }),
  );
  await changeOffline(folder, [...added, ...changed]);
}

type Talkative = { dn: string; jid: string };

/** How many of the generated people are looked through: seedLdif makes these same ones first, whatever their number is. */
const lookedThrough = 150;
const wanted = { 'north.example': 2, 'north.example.net': 2, 'field.example': 1, 'south.example': 3 } as const;

/** Some generated people who may sign in: neither locked nor expired, with one plain address. */
function talkativePeople(tree: SeedTree): Talkative[] {
  const chosen: Talkative[] = [];
  const left: Record<string, number> = { ...wanted };
  const now = Date.now();
  const people = generatedPeople(tree, lookedThrough, { demo: '', unknown: '' }, seededRandom(1815), now);
  for (const { dn, ldif } of people) {
    const [jid, ...more] = ldifValues(ldif, 'mail');
    const domain = jid?.split('@')[1] ?? '';
    if (!jid || more.length > 0 || !left[domain] || !/^[a-z]+\.[a-z]+@/.test(jid) || !maySignIn(ldif, now)) continue;
    left[domain] -= 1;
    chosen.push({ dn, jid });
  }
  return chosen;
}

/** The generator gives passwords an age of at most 150 days, or one beyond the policy's maximum of 180. */
function maySignIn(ldif: string, now: number): boolean {
  if (/^(pwdAccountLockedTime|pwdReset): /m.test(ldif)) return false;
  const changed = ldifValues(ldif, 'pwdChangedTime')[0] ?? '';
  return changed > generalizedTime(now - 160 * 86_400_000);
}
