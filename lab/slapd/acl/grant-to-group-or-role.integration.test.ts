import { describe, expect, test } from 'vitest';
import { ada, as, demo, group, is, newPassword, other, outcomes, person, realm, setScene } from './scene.ts';

setScene();

describe('a grant that names a group or a role', () => {
  outcomes('allowed', [
    ['a member of the system-wide group manages users', is('fay'), (a) => a.set(person.field, 'title', 'Chief')],
    ['an occupant of the role resets passwords', is('nora'), (a) => a.set(person.north, 'userPassword', newPassword())],
    ['and does so in the sub-realm', is('nora'), (a) => a.set(person.field, 'userPassword', newPassword())],
  ]);
  outcomes('refused', [
    ['a member of the group edits the realm above', is('fay'), (a) => a.set(person.north, 'title', 'Chief')],
    ['an occupant of the role edits people', is('nora'), (a) => a.set(person.north, 'title', 'Chief')],
    [
      'an occupant of the role resets the password of who manages the realm',
      is('nora'),
      (a) => a.set(demo('rex'), 'userPassword', newPassword()),
    ],
    ['who isn’t in the group manages users', is('uma'), (a) => a.set(person.field, 'title', 'Chief')],
  ]);

  test('who manages users of a sub-realm can’t take over one who holds a grant above it', async () => {
    await ada.addValue(realm.north, 'bwArchiveReader', person.field);
    try {
      expect(await as(demo('fay')).set(person.field, 'userPassword', newPassword())).toBe('refused');
      expect(await as(demo('fay')).delete(person.field)).toBe('refused');
    } finally {
      await ada.remove(realm.north, 'bwArchiveReader', person.field);
    }
  });

  test('who manages groups can’t rise by joining a group that a grant names', async () => {
    await ada.addValue(realm.north, 'bwGroupManager', other.north);
    await ada.addValue(realm.south, 'bwUserManager', group.north);
    try {
      expect(await as(other.north).addValue(group.north, 'member', other.north)).toBe('refused');
    } finally {
      await ada.remove(realm.south, 'bwUserManager', group.north);
      await ada.remove(realm.north, 'bwGroupManager', other.north);
    }
    expect(await as(demo('rex')).addValue(group.north, 'member', other.north)).toBe('allowed');
  });
});
