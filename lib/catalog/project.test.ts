import { expect, test } from 'vitest';
import { parseConfig } from '../config/config.ts';
import { Entry } from '../domain/entry.ts';
import type { Landscape, PasswordPolicy } from './landscape.ts';
import { project, realmKeyOf } from './project.ts';

const tree = parseConfig({}).directory;
const north = 'ou=north,ou=realms,dc=example,dc=org';
const field = `ou=field,${north}`;
const id = '6e81a146-7995-1041-83b3-910f1210c679';

function landscape(policy: Partial<PasswordPolicy> = {}, own: Partial<PasswordPolicy> = {}): Landscape {
  return {
    realms: new Set([north, field]),
    policies: new Map([
      [tree.policyDn.key, { maxAgeS: 0, lockoutDurationS: 0, ...policy }],
      ['cn=own,ou=policies,dc=example,dc=org', { maxAgeS: 0, lockoutDurationS: 0, ...own }],
    ]),
  };
}

type Attributes = Record<string, string | string[]>;

function entry(dn: string, attributes: Attributes): Entry {
  const all = { entryUUID: id, ...attributes };
  return new Entry(
    dn,
    Object.entries(all).map(([name, values]) => [name, [values].flat()] as const),
  );
}

function person(attributes: Attributes = {}, dn = `uid=ada,ou=people,${north}`) {
  return entry(dn, {
    objectClass: ['top', 'inetOrgPerson'],
    uid: 'ada',
    cn: 'Ada Lovelace',
    sn: 'Lovelace',
    givenName: 'Ada',
    mail: 'Ada@north.example',
    ...attributes,
  });
}

const row = (attributes: Attributes, places: Landscape = landscape()) => project(person(attributes), places, tree);

test('a person has names to show, folded names to sort by and words to search in', () => {
  expect(row({ displayName: 'Ada, Countess', employeeNumber: '10' })).toMatchObject({
    id,
    kind: 'person',
    dn: `uid=ada,ou=people,${north}`,
    realmKey: north,
    name: 'Ada, Countess',
    uid: 'ada',
    mail: 'Ada@north.example',
    sortSurname: 'lovelace ada',
    sortName: 'ada, countess',
    sortUid: 'ada',
    sortMail: 'ada@north.example',
    search: ' ada lovelace ada, countess ada@north.example 10',
    memberCount: null,
    dynamic: false,
    nested: false,
  });
});

test('the address is the attribute that the settings name', () => {
  const settings = parseConfig({ LDAP_JID_ATTRIBUTE: 'xmppAddress' }).directory;
  expect(project(person({ xmppAddress: 'ada@chat.example' }), landscape(), settings)).toMatchObject({
    mail: 'ada@chat.example',
  });
});

test('the realm is the nearest one at or above the entry', () => {
  expect(project(person({}, `uid=x,ou=people,${field}`), landscape(), tree)?.realmKey).toBe(field);
  const realm = entry(field, {
    objectClass: ['organizationalUnit', 'bwRealm'],
    ou: 'field',
    associatedDomain: ['Field.example'],
  });
  expect(project(realm, landscape(), tree)).toMatchObject({
    kind: 'realm',
    realmKey: field,
    name: 'field',
    search: ' field field.example',
  });
  const group = entry('cn=All,ou=groups,dc=example,dc=org', { objectClass: 'groupOfMembers', cn: 'All' });
  expect(project(group, landscape(), tree, ['uid=a,ou=people,dc=x'])).toMatchObject({
    kind: 'group',
    realmKey: '',
    memberCount: 1,
    nested: false,
  });
  expect(project(group, landscape(), tree, ['uid=a,ou=people,dc=x', `cn=b,ou=groups,${field}`])).toMatchObject({
    memberCount: 2,
    nested: true,
  });
});

test('a comma inside of a name is no border between realms', () => {
  const realms = new Set(['ou=b,dc=example,dc=org']);
  expect(realmKeyOf(person({}, 'uid=x\\,ou=b,dc=example,dc=org').dn, realms)).toBe('');
  expect(realmKeyOf(person({}, 'uid=x\\,y,ou=b,dc=example,dc=org').dn, realms)).toBe('ou=b,dc=example,dc=org');
  expect(realmKeyOf(person({}, 'uid=x\\\\,ou=b,dc=example,dc=org').dn, realms)).toBe('ou=b,dc=example,dc=org');
});

test('the mark of an administrator is disabled, and not locked', () => {
  expect(row({ pwdAccountLockedTime: '000001010000Z' })).toMatchObject({
    disabled: true,
    locked: false,
    lockedUntil: null,
  });
});

test('a lock has no end unless the policy says how long it lasts', () => {
  const attributes = { pwdAccountLockedTime: '20260101120000Z' };
  expect(row(attributes)).toMatchObject({ disabled: false, locked: true, lockedUntil: null });
  const lockedUntil = new Date('2026-01-01T12:05:00Z');
  expect(row(attributes, landscape({ lockoutDurationS: 300 }))).toMatchObject({ locked: true, lockedUntil });
});

test('a password that was reset must be changed', () => {
  expect(row({ pwdReset: 'TRUE' })?.mustChange).toBe(true);
  expect(row({ pwdReset: 'FALSE' })?.mustChange).toBe(false);
});

test('a password expires by the policy of the person, else by the one of the tree, else never', () => {
  const attributes = { pwdChangedTime: '20260101000000Z' };
  const day = 86_400;
  expect(row(attributes)?.passwordExpiresAt).toBeNull();
  expect(row(attributes, landscape({ maxAgeS: day }))?.passwordExpiresAt).toEqual(new Date('2026-01-02T00:00:00Z'));
  const own = { ...attributes, pwdPolicySubentry: 'CN=Own, ou=policies,dc=example,dc=org' };
  expect(row(own, landscape({ maxAgeS: day }, { maxAgeS: 2 * day }))?.passwordExpiresAt).toEqual(
    new Date('2026-01-03T00:00:00Z'),
  );
  expect(row(own, landscape({ maxAgeS: day }, { maxAgeS: 0 }))?.passwordExpiresAt).toBeNull();
  expect(row({}, landscape({ maxAgeS: day }))?.passwordExpiresAt).toBeNull();
});

test('the last sign-in is what ppolicy or the lastbind overlay recorded', () => {
  expect(row({ pwdLastSuccess: '20260102030405Z' })?.lastSignInAt).toEqual(new Date('2026-01-02T03:04:05Z'));
  expect(row({ authTimestamp: '20260102030405Z' })?.lastSignInAt).toEqual(new Date('2026-01-02T03:04:05Z'));
  expect(row({})?.lastSignInAt).toBeNull();
});

test('a role counts its occupants; a dynamic group counts nobody', () => {
  const role = entry('cn=Operator,ou=roles,dc=example,dc=org', {
    objectClass: 'organizationalRole',
    cn: 'Operator',
    roleOccupant: ['uid=a,dc=x', 'uid=b,dc=x'],
  });
  expect(project(role, landscape(), tree)).toMatchObject({ kind: 'role', memberCount: 2 });
  const group = entry(`cn=Dyn,ou=groups,${north}`, { objectClass: 'groupOfURLs', cn: 'Dyn', memberURL: 'ldap:///' });
  expect(project(group, landscape(), tree, ['uid=a,ou=people,dc=x'])).toMatchObject({
    kind: 'group',
    dynamic: true,
    memberCount: null,
  });
});

test('what no list shows has no row: containers, policies, service accounts, entries without an id', () => {
  expect(
    project(entry(`ou=people,${north}`, { objectClass: 'organizationalUnit', ou: 'people' }), landscape(), tree),
  ).toBeNull();
  const policy = { objectClass: ['organizationalRole', 'pwdPolicy'], cn: 'default' };
  expect(project(entry('cn=default,ou=policies,dc=example,dc=org', policy), landscape(), tree)).toBeNull();
  expect(project(person({}, 'uid=svc,ou=services,dc=example,dc=org'), landscape(), tree)).toBeNull();
  expect(project(person({ entryUUID: [] }), landscape(), tree)).toBeNull();
});

test('hostile values stay storable and small', () => {
  const hostile = row(
    {
      sn: `${'x'.repeat(199)}🧪${'y'.repeat(1_000_000)}`,
      displayName: 'a\u0000b',
      pwdChangedTime: 'never',
      createTimestamp: '99999999999999Z',
    },
    landscape({ maxAgeS: Number.MAX_SAFE_INTEGER }),
  );
  expect(JSON.stringify(hostile).length).toBeLessThan(5000);
  expect(JSON.stringify(hostile)).not.toContain('\\u0000');
  expect(hostile?.sortSurname.isWellFormed()).toBe(true);
  expect(hostile?.passwordExpiresAt).toBeNull();
});
