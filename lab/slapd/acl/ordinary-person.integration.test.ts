import { describe, expect, test } from 'vitest';
import { Acting, connectAsService } from '../acting.ts';
import {
  ada,
  as,
  base,
  demo,
  facts,
  group,
  isPerson,
  newPassword,
  other,
  outcomes,
  person,
  realm,
  role,
  setScene,
} from './scene.ts';

setScene();

describe('an ordinary person', () => {
  outcomes('allowed', [
    [
      'changes the own telephone number',
      isPerson(() => person.north),
      (a) => a.set(person.north, 'telephoneNumber', '2'),
    ],
    ['changes the own display name', isPerson(() => person.north), (a) => a.set(person.north, 'displayName', 'Me')],
    [
      'changes the own SSH keys',
      isPerson(() => person.north),
      (a) => a.set(person.north, 'bwSshPublicKey', 'ssh-ed25519 AAAA me'),
    ],
    [
      'changes the own password',
      isPerson(() => person.north),
      (a) => a.set(person.north, 'userPassword', newPassword()),
    ],
  ]);
  outcomes('refused', [
    ['changes the own title', isPerson(() => person.north), (a) => a.set(person.north, 'title', 'Chief')],
    [
      'changes the own mail address, which is the JID',
      isPerson(() => person.north),
      (a) => a.set(person.north, 'mail', 'boss@north.example'),
    ],
    ['unlocks themselves', isPerson(() => person.north), (a) => a.remove(person.north, 'pwdAccountLockedTime')],
    [
      'lifts the own duty to change the password',
      isPerson(() => person.north),
      (a) => a.set(person.north, 'pwdReset', 'FALSE'),
    ],
    [
      'chooses the own policy',
      isPerson(() => person.north),
      (a) => a.set(person.north, 'pwdPolicySubentry', `cn=services,ou=policies,${base}`),
    ],
    ['acts as others', isPerson(() => person.north), (a) => a.set(person.north, 'authzTo', 'dn.regex:.*')],
    ['deletes themselves', isPerson(() => person.north), (a) => a.delete(person.north)],
    [
      'makes a realm of themselves',
      isPerson(() => person.north),
      (a) => a.addValue(person.north, 'objectClass', 'bwRealm'),
    ],
    [
      'takes over the own realm',
      isPerson(() => person.north),
      (a) => a.addValue(realm.north, 'bwUserManager', person.north),
    ],
    ['leaves or edits a group', isPerson(() => person.north), (a) => a.remove(group.north, 'member', person.north)],
  ]);
  outcomes('refused', [
    [
      'edits another of the same realm',
      isPerson(() => person.north),
      (a) => a.set(other.north, 'telephoneNumber', '2'),
    ],
    [
      'resets another’s password',
      isPerson(() => person.north),
      (a) => a.set(other.north, 'userPassword', newPassword()),
    ],
    ['occupies a role', isPerson(() => person.north), (a) => a.addValue(role('Auditor'), 'roleOccupant', person.north)],
  ]);

  test('sees of all people only themselves', async () => {
    expect(await as(person.north).sees(base, '(objectClass=inetOrgPerson)')).toEqual([person.north]);
    expect(await as(person.north).reads(demo('uma'))).toBeNull();
  });

  test('sees of all groups only those they are in', async () => {
    expect((await as(person.north).sees(base, '(objectClass=groupOfMembers)')).sort()).toEqual(
      [group.north, group.system].sort(),
    );
  });

  test('sees the own realm and its domains, and not who holds what over it', async () => {
    const read = await as(person.north).reads(realm.north);
    expect(read).toMatchObject({ ou: ['north'], associatedDomain: ['north.example', 'north.example.net'] });
    expect(Object.keys(read ?? {}).filter((name) => name.startsWith('bw'))).toEqual([]);
    expect(await as(person.north).reads(realm.south)).toBeNull();
  });

  test('reads the password policies', async () => {
    expect(await as(person.north).reads(`cn=default,ou=policies,${base}`)).toMatchObject({ pwdMinLength: ['10'] });
  });
});

test('an ordinary person who binds by themselves can’t act as somebody else', async () => {
  const { client } = await connectAsService(facts);
  await ada.remove(person.north, 'pwdAccountLockedTime');
  await ada.set(person.north, 'userPassword', 'first-password-1');
  await client.bind(person.north, 'first-password-1');
  await expect(new Acting(client, demo('ada')).sees(base)).rejects.toThrow();
  await client.unbind();
});
