import { describe, expect, test } from 'vitest';
import { as, base, demo, group, is, newPassword, outcomes, person, realm, role, setScene } from './scene.ts';

setScene();

describe('operators and auditors', () => {
  test('an auditor sees everybody and every group, role and realm with its grants', async () => {
    const aud = as(demo('aud'));
    expect(await aud.sees(base)).toEqual(
      expect.arrayContaining([person.north, person.south, person.field, group.system, role('Operator'), realm.south]),
    );
    expect(await aud.reads(realm.north)).toMatchObject({ bwUserManager: [demo('rex')] });
  });
  test('an operator sees no people but themselves', async () => {
    expect(await as(demo('otto')).sees(base, '(objectClass=inetOrgPerson)')).toEqual([demo('otto')]);
  });
  outcomes('refused', [
    ['an auditor edits a person', is('aud'), (a) => a.set(person.north, 'title', 'Chief')],
    ['an auditor resets a password', is('aud'), (a) => a.set(person.north, 'userPassword', newPassword())],
    ['an auditor edits a group', is('aud'), (a) => a.addValue(group.north, 'member', person.south)],
    ['an auditor edits a role', is('aud'), (a) => a.addValue(role('Auditor'), 'roleOccupant', person.north)],
    ['an auditor edits a realm', is('aud'), (a) => a.set(realm.north, 'description', 'Mine')],
  ]);
  outcomes('refused', [['an operator edits a person', is('otto'), (a) => a.set(person.south, 'title', 'Chief')]]);
});
