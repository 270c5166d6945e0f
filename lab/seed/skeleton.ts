import { ldifRecord } from '../slapd/ldif.ts';
import { demoAccounts } from './demo-accounts.ts';
import { fieldLeads, type RealmName, roleNames, type SeedRealm, type SeedTree } from './tree.ts';

const daySeconds = 86_400;

/** Everything that isn't people or ordinary groups: containers, policies, the service account, realms with grants, roles. */
export function* skeleton(tree: SeedTree, serviceHash: string): Generator<string> {
  const { base } = tree;
  const dc = /^dc=([^,]+)/.exec(base)?.[1] ?? 'bailiwick';
  yield ldifRecord(base, { objectClass: ['dcObject', 'organization'], dc, o: 'Bailiwick demo' });
  for (const ou of ['realms', 'roles', 'groups', 'services', 'policies']) {
    yield ldifRecord(`ou=${ou},${base}`, { objectClass: 'organizationalUnit', ou });
  }
  yield* policies(tree);
  yield ldifRecord(tree.serviceDn, {
    objectClass: ['organizationalRole', 'simpleSecurityObject'],
    cn: 'portal',
    description: 'Bailiwick portal: reads, and acts as the signed-in person; writes nothing itself',
    userPassword: serviceHash,
    authzTo: `dn.regex:^uid=[^,]+,ou=people,(ou=[^,]+,)+${tree.realmsBase}$`,
    pwdPolicySubentry: `cn=services,${tree.policiesBase}`,
  });
  yield* realms(tree);
  yield* roles(tree);
}

function* policies({ policiesBase }: SeedTree): Generator<string> {
  const objectClass = ['organizationalRole', 'pwdPolicy'];
  const common = {
    pwdAttribute: 'userPassword',
    pwdMinLength: 10,
    pwdCheckQuality: 1,
    pwdInHistory: 3,
    // The portal itself slows guessing to fewer tries a day and user than this (SIGN_IN_TRIES_PER_USER_AND_DAY),
    // so that a stranger at the sign-in page can't lock anybody out; this bound is for whoever guesses elsewhere.
    pwdLockout: true,
    pwdMaxFailure: 200,
    pwdFailureCountInterval: daySeconds,
    pwdLockoutDuration: 0,
    pwdMaxAge: 180 * daySeconds,
    pwdExpireWarning: 14 * daySeconds,
    pwdMustChange: true,
    pwdAllowUserChange: true,
    pwdSafeModify: false,
  };
  yield ldifRecord(`cn=default,${policiesBase}`, {
    objectClass,
    cn: 'default',
    description: 'Everybody without a policy of their own',
    ...common,
    pwdGraceAuthNLimit: 0,
  });
  yield ldifRecord(`cn=grace,${policiesBase}`, {
    objectClass,
    cn: 'grace',
    description: 'Two sign-ins after expiry',
    ...common,
    pwdGraceAuthNLimit: 2,
  });
  // A lock, a forced change or an expiry of the service account would stop the whole portal.
  yield ldifRecord(`cn=services,${policiesBase}`, {
    ...{
      objectClass,
      cn: 'services',
      description: 'Service accounts: never locked, never expiring',
      pwdAttribute: 'userPassword',
    },
    ...{
      pwdMinLength: 20,
      pwdCheckQuality: 1,
      pwdLockout: false,
      pwdMaxAge: 0,
      pwdMustChange: false,
      pwdAllowUserChange: false,
      pwdSafeModify: false,
    },
  });
}

export function personDn(tree: SeedTree, uid: string): string {
  const account = demoAccounts.find((candidate) => candidate.uid === uid);
  if (!account) throw new Error(`no demo account ${uid}`);
  return `uid=${uid},${tree.realms[account.realm].people}`;
}

function* realms(tree: SeedTree): Generator<string> {
  const rex = personDn(tree, 'rex');
  const grants: Record<RealmName, Record<string, string | string[]>> = {
    north: {
      bwUserManager: rex,
      bwPasswordManager: [rex, `cn=${roleNames.support},${tree.rolesBase}`],
      bwGroupManager: rex,
      bwRealmManager: rex,
      bwRoomManager: rex,
      bwCommandRunner: rex,
      bwArchiveReader: rex,
    },
    south: { bwPasswordManager: personDn(tree, 'hana') },
    field: { bwUserManager: `cn=${fieldLeads},${tree.groupsBase}` },
  };
  const maximum: Partial<Record<RealmName, number>> = { field: 50_000 };
  for (const realm of Object.values(tree.realms) as SeedRealm[]) {
    yield ldifRecord(realm.dn, {
      objectClass: ['organizationalUnit', 'bwRealm'],
      ou: realm.name,
      displayName: realm.name[0]?.toUpperCase() + realm.name.slice(1),
      description: realm.description,
      associatedDomain: realm.domains,
      bwMaximumUsers: maximum[realm.name],
      ...grants[realm.name],
    });
    yield ldifRecord(realm.people, { objectClass: 'organizationalUnit', ou: 'people' });
    yield ldifRecord(realm.groups, { objectClass: 'organizationalUnit', ou: 'groups' });
  }
}

function* roles(tree: SeedTree): Generator<string> {
  const occupied: [string, string, string][] = [
    [roleNames.systemAdministrator, 'ada', 'Everything, everywhere'],
    [roleNames.operator, 'otto', 'Watches that the servers run'],
    [roleNames.auditor, 'aud', 'Reads everything, changes nothing'],
    [roleNames.support, 'nora', 'First line support in north'],
  ];
  for (const [cn, uid, description] of occupied) {
    yield ldifRecord(`cn=${cn},${tree.rolesBase}`, {
      objectClass: 'organizationalRole',
      cn,
      description,
      roleOccupant: personDn(tree, uid),
    });
  }
}
