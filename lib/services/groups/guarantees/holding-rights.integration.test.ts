import { describe, expect, test } from 'vitest';
import { Dn } from '../../../domain/dn.ts';
import { accountDn, asAccount, withoutPolicy } from '../../testing/portal.ts';
import { value } from '../../testing/signed-in.ts';
import { addMembers } from '../add-members.ts';
import { deleteGroup } from '../delete-group.ts';
import { removeMembers } from '../remove-members.ts';
import { renameGroup } from '../rename-group.ts';
import { viewGroup } from '../view-group.ts';
import { idOf, newGroup, portal, setScene, south } from './groups-under-test.ts';

setScene();

describe('a group that holds rights', () => {
  test('says so, and what they are', async () => {
    const view = value(await viewGroup(await asAccount(portal, 'ada'), { id: await idOf('Field leads') }));
    expect(view).toMatchObject({
      holdsRights: true,
      carries: [{ kind: 'grant', label: 'Manage users', realm: { name: 'Field' } }],
    });
  });

  test('in a realm is changed by system administrators only', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id, name } = await newGroup('Granted');
    const { dn } = value(await viewGroup(rex, { id }));
    const ada = portal.directory.as(accountDn('ada'));
    value(await ada.modify(Dn.of(south), [{ op: 'add', attribute: 'bwGroupManager', values: [dn] }]));
    try {
      for (const attempt of [
        addMembers(rex, { id, names: ['rex'] }),
        removeMembers(rex, { id, members: [`${accountDn('uma')}`] }),
        renameGroup(rex, { id, name: 'x' }),
        deleteGroup(rex, { id, confirm: name }),
      ])
        expect(await attempt).toMatchObject({
          ok: false,
          failure: { kind: 'refused', why: 'This group holds rights, so only a system administrator changes it.' },
        });
      expect((await addMembers(withoutPolicy(rex), { id, names: ['rex'] })).ok).toBe(false);
      expect(value(await viewGroup(rex, { id })).may).toMatchObject({
        members: { allowed: false },
        delete: { allowed: false },
      });
    } finally {
      value(await ada.modify(Dn.of(south), [{ op: 'delete', attribute: 'bwGroupManager', values: [dn] }]));
    }
  });
});
