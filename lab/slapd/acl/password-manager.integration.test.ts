import { describe, expect, test } from 'vitest';
import { ada, as, demo, group, is, newPassword, outcomes, person, realm, setScene } from './scene.ts';

setScene();

describe('a password manager of south', () => {
  outcomes('allowed', [
    ['resets a password', is('hana'), (a) => a.set(person.south, 'userPassword', newPassword())],
    ['demands a change of password', is('hana'), (a) => a.set(person.south, 'pwdReset', 'TRUE')],
    ['unlocks a person', is('hana'), (a) => a.remove(person.south, 'pwdAccountLockedTime')],
  ]);
  outcomes('refused', [
    ['edits a telephone number', is('hana'), (a) => a.set(person.south, 'telephoneNumber', '2')],
    ['disables a person', is('hana'), (a) => a.set(person.south, 'pwdAccountLockedTime', '000001010000Z')],
    ['deletes a person', is('hana'), (a) => a.delete(person.south)],
    ['renames a person', is('hana'), (a) => a.rename(person.south, person.south.replace('uid=try', 'uid=renamed'))],
    ['adds a person', is('hana'), (a) => a.addPerson(`uid=try-new,ou=people,${realm.south}`)],
    ['resets an operator’s password', is('hana'), (a) => a.set(demo('otto'), 'userPassword', newPassword())],
    ['resets an auditor’s password', is('hana'), (a) => a.set(demo('aud'), 'userPassword', newPassword())],
    ['unlocks an operator', is('hana'), (a) => a.remove(demo('otto'), 'pwdAccountLockedTime')],
  ]);
  outcomes('refused', [
    ['resets a password in a foreign realm', is('hana'), (a) => a.set(person.north, 'userPassword', newPassword())],
    ['edits a group', is('hana'), (a) => a.addValue(group.south, 'member', demo('hana'))],
  ]);

  test('doesn’t reset the password of somebody who holds a grant', async () => {
    await ada.addValue(realm.south, 'bwUserManager', person.south);
    try {
      expect(await as(demo('hana')).set(person.south, 'userPassword', newPassword())).toBe('refused');
    } finally {
      await ada.remove(realm.south, 'bwUserManager', person.south);
    }
  });
});
