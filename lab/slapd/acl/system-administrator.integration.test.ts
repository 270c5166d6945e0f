import { describe, expect, test } from 'vitest';
import { ada, as, base, facts, group, is, newPassword, outcomes, person, realm, role, setScene } from './scene.ts';

setScene();

describe('a system administrator', () => {
  outcomes('allowed', [
    ['adds a person', is('ada'), (a) => a.addPerson(`uid=try-new,ou=people,${realm.south}`)],
    ['edits anybody', is('ada'), (a) => a.set(person.south, 'title', 'Chief')],
    [
      'moves a person to another realm',
      is('ada'),
      (a) => a.rename(person.north, person.north.replace(realm.north, realm.south)),
    ],
    ['resets any password', is('ada'), (a) => a.set(person.south, 'userPassword', newPassword())],
    [
      'chooses a person’s policy',
      is('ada'),
      (a) => a.set(person.north, 'pwdPolicySubentry', `cn=grace,ou=policies,${base}`),
    ],
    [
      'makes a realm and names its administrator',
      is('ada'),
      (a) =>
        a.add(`ou=try,${realm.north}`, {
          objectClass: ['organizationalUnit', 'bwRealm'],
          ou: 'try',
          associatedDomain: 'try.example',
          bwUserManager: person.north,
        }),
    ],
    ['edits the groups of the whole system', is('ada'), (a) => a.addValue(group.system, 'member', person.south)],
    [
      'edits the roles',
      is('ada'),
      (a) => a.add(role('Try role'), { objectClass: 'organizationalRole', cn: 'Try role', roleOccupant: person.north }),
    ],
  ]);

  test('is also who belongs to a system-wide group that occupies the role', async () => {
    await ada.addValue(role('System Administrator'), 'roleOccupant', group.system);
    try {
      expect(await as(person.north).set(person.south, 'title', 'Chief')).toBe('allowed');
      expect(await as(person.south).set(person.north, 'title', 'Chief')).not.toBe('allowed');
    } finally {
      await ada.remove(role('System Administrator'), 'roleOccupant', group.system);
    }
  });

  outcomes('refused', [
    ['lets nobody act as somebody else', is('ada'), (a) => a.set(person.north, 'authzTo', 'dn.regex:.*')],
    ['lets no service act as everybody', is('ada'), (a) => a.set(facts.directory.service.dn, 'authzTo', 'dn.regex:.*')],
  ]);

  test('doesn’t go round the password rules', async () => {
    await expect(ada.set(person.north, 'userPassword', 'abc')).rejects.toThrow(/quality|short/i);
  });
});
