import { describe, expect, test } from 'vitest';
import {
  ada,
  as,
  base,
  demo,
  facts,
  group,
  groupClass,
  is,
  newPassword,
  outcomes,
  person,
  realm,
  role,
  setScene,
} from './scene.ts';

setScene();

describe('a delegated administrator with every grant over north', () => {
  outcomes('allowed', [
    [
      'adds a person in the realm',
      is('rex'),
      (a) => a.addPerson(`uid=try-new,ou=people,${realm.north}`, { userPassword: newPassword() }),
    ],
    ['edits a person of the realm', is('rex'), (a) => a.set(person.north, 'title', 'Chief')],
    ['edits a person of the sub-realm', is('rex'), (a) => a.set(person.field, 'title', 'Chief')],
    [
      'renames a person of the realm',
      is('rex'),
      (a) => a.rename(person.north, person.north.replace('uid=try', 'uid=renamed')),
    ],
    [
      'moves a person to the sub-realm',
      is('rex'),
      (a) => a.rename(person.north, person.north.replace(realm.north, realm.field)),
    ],
    ['deletes a person of the realm', is('rex'), (a) => a.delete(person.north)],
    ['resets a password of the realm', is('rex'), (a) => a.set(person.north, 'userPassword', newPassword())],
    ['demands a change of password', is('rex'), (a) => a.set(person.field, 'pwdReset', 'TRUE')],
    ['unlocks a person', is('rex'), (a) => a.remove(person.north, 'pwdAccountLockedTime')],
    ['disables a person', is('rex'), (a) => a.set(person.north, 'pwdAccountLockedTime', '000001010000Z')],
    [
      'adds a group in the realm',
      is('rex'),
      (a) => a.add(`cn=Try new,ou=groups,${realm.north}`, { ...groupClass, cn: 'Try new' }),
    ],
    ['edits a group of the realm', is('rex'), (a) => a.addValue(group.north, 'member', person.field)],
    [
      'makes a sub-realm',
      is('rex'),
      (a) =>
        a.add(`ou=try,${realm.north}`, {
          objectClass: ['organizationalUnit', 'bwRealm'],
          ou: 'try',
          associatedDomain: 'try.example',
        }),
    ],
    [
      'makes a sub-realm of the sub-realm',
      is('rex'),
      (a) =>
        a.add(`ou=try,${realm.field}`, {
          objectClass: ['organizationalUnit', 'bwRealm'],
          ou: 'try',
          associatedDomain: 'try.example',
        }),
    ],
    ['edits the sub-realm’s description', is('rex'), (a) => a.set(realm.field, 'description', 'Teams on the road')],
  ]);

  test('acts on somebody who holds a grant over the sub-realm', async () => {
    await ada.addValue(realm.field, 'bwUserManager', person.field);
    try {
      expect(await as(demo('rex')).set(person.field, 'userPassword', newPassword())).toBe('allowed');
    } finally {
      await ada.remove(realm.field, 'bwUserManager', person.field);
    }
  });

  test('furnishes a new sub-realm with its containers, and takes all of it away again', async () => {
    const rex = as(demo('rex'));
    const sub = `ou=try,${realm.north}`;
    expect(
      await rex.add(sub, {
        objectClass: ['organizationalUnit', 'bwRealm'],
        ou: 'try',
        associatedDomain: 'try.example',
      }),
    ).toBe('allowed');
    for (const ou of ['people', 'groups'])
      expect(await rex.add(`ou=${ou},${sub}`, { objectClass: 'organizationalUnit', ou })).toBe('allowed');
    expect(await rex.addPerson(`uid=try-sub,ou=people,${sub}`)).toBe('allowed');
    for (const dn of [`uid=try-sub,ou=people,${sub}`, `ou=people,${sub}`, `ou=groups,${sub}`, sub])
      expect(await rex.delete(dn)).toBe('allowed');
  });

  outcomes('refused', [
    ['adds a person in a foreign realm', is('rex'), (a) => a.addPerson(`uid=try-new,ou=people,${realm.south}`)],
    ['edits a person of a foreign realm', is('rex'), (a) => a.set(person.south, 'title', 'Chief')],
    ['deletes a person of a foreign realm', is('rex'), (a) => a.delete(person.south)],
    [
      'moves a person to a foreign realm',
      is('rex'),
      (a) => a.rename(person.north, person.north.replace(realm.north, realm.south)),
    ],
    [
      'fetches a person from a foreign realm',
      is('rex'),
      (a) => a.rename(person.south, person.south.replace(realm.south, realm.north)),
    ],
    ['resets a password of a foreign realm', is('rex'), (a) => a.set(person.south, 'userPassword', newPassword())],
    ['unlocks a person of a foreign realm', is('rex'), (a) => a.remove(person.south, 'pwdAccountLockedTime')],
    ['edits a group of a foreign realm', is('rex'), (a) => a.addValue(group.south, 'member', person.north)],
    [
      'makes a sub-realm of a foreign realm',
      is('rex'),
      (a) => a.add(`ou=try,${realm.south}`, { objectClass: ['organizationalUnit', 'bwRealm'], ou: 'try' }),
    ],
    [
      'makes a realm at the top',
      is('rex'),
      (a) => a.add(`ou=try,ou=realms,${base}`, { objectClass: ['organizationalUnit', 'bwRealm'], ou: 'try' }),
    ],
  ]);

  outcomes('refused', [
    [
      'resets the password of a system administrator in the realm',
      is('rex'),
      (a) => a.set(demo('ada'), 'userPassword', newPassword()),
    ],
    [
      'disables a system administrator in the realm',
      is('rex'),
      (a) => a.set(demo('ada'), 'pwdAccountLockedTime', '000001010000Z'),
    ],
    ['edits a system administrator in the realm', is('rex'), (a) => a.set(demo('ada'), 'title', 'Nobody')],
    [
      'renames a system administrator in the realm',
      is('rex'),
      (a) => a.rename(demo('ada'), demo('ada').replace('uid=ada', 'uid=ada2')),
    ],
    ['deletes a system administrator in the realm', is('rex'), (a) => a.delete(demo('ada'))],
    ['grants something to themselves', is('rex'), (a) => a.addValue(realm.north, 'bwUserManager', person.north)],
    ['grants something over the sub-realm', is('rex'), (a) => a.addValue(realm.field, 'bwArchiveReader', demo('rex'))],
    [
      'makes a sub-realm that carries a grant',
      is('rex'),
      (a) =>
        a.add(`ou=try,${realm.north}`, {
          objectClass: ['organizationalUnit', 'bwRealm'],
          ou: 'try',
          bwUserManager: person.north,
        }),
    ],
    ['raises the maximum of users', is('rex'), (a) => a.set(realm.field, 'bwMaximumUsers', '99')],
    [
      'gives the granted realm another domain',
      is('rex'),
      (a) => a.addValue(realm.north, 'associatedDomain', 'more.example'),
    ],
    ['deletes the granted realm', is('rex'), (a) => a.delete(realm.north)],
    ['deletes a container of the granted realm', is('rex'), (a) => a.delete(`ou=groups,${realm.north}`)],
    [
      'adds a person who may act as others',
      is('rex'),
      (a) => a.addPerson(`uid=try-new,ou=people,${realm.north}`, { authzTo: 'dn.regex:.*' }),
    ],
    ['lets a person act as others', is('rex'), (a) => a.set(person.north, 'authzTo', 'dn.regex:.*')],
    ['lets others act as them', is('rex'), (a) => a.set(person.north, 'authzFrom', 'dn.regex:.*')],
    [
      'chooses a person’s policy',
      is('rex'),
      (a) => a.set(person.north, 'pwdPolicySubentry', `cn=services,ou=policies,${base}`),
    ],
    [
      'adds a person with another policy',
      is('rex'),
      (a) =>
        a.addPerson(`uid=try-new,ou=people,${realm.north}`, { pwdPolicySubentry: `cn=services,ou=policies,${base}` }),
    ],
    [
      'makes a realm out of a person',
      is('rex'),
      (a) =>
        a.addPerson(`uid=try-new,ou=people,${realm.north}`, {
          objectClass: ['inetOrgPerson', 'bwRealm'],
          bwUserManager: demo('rex'),
        }),
    ],
    ['relaxes a password policy', is('rex'), (a) => a.set(`cn=default,ou=policies,${base}`, 'pwdMinLength', '1')],
  ]);

  outcomes('refused', [
    ['occupies a role', is('rex'), (a) => a.addValue(role('System Administrator'), 'roleOccupant', demo('rex'))],
    [
      'joins a system-wide group',
      is('rex'),
      (a) => a.addValue(`cn=Field leads,ou=groups,${base}`, 'member', demo('rex')),
    ],
    [
      'takes over the portal’s account',
      is('rex'),
      (a) => a.set(facts.directory.service.dn, 'userPassword', newPassword()),
    ],
  ]);

  test('a domain that another realm has is refused, whoever wants it', async () => {
    await expect(as(demo('rex')).set(realm.field, 'associatedDomain', 'south.example')).rejects.toThrow();
  });

  test('sees everybody of the realm and below it, and nothing of a foreign realm', async () => {
    const seen = await as(demo('rex')).sees(base);
    expect(seen).toEqual(expect.arrayContaining([person.north, person.field, group.north]));
    expect(seen.filter((dn) => dn.endsWith(realm.south))).toEqual([]);
  });
});
