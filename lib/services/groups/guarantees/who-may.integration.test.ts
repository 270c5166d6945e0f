import { describe, expect, test } from 'vitest';
import { accountDn, asAccount, withoutPolicy } from '../../testing/portal.ts';
import { kindOf, value } from '../../testing/signed-in.ts';
import { addMembers } from '../add-members.ts';
import { createGroup } from '../create-group.ts';
import { deleteGroup } from '../delete-group.ts';
import { editGroup } from '../edit-group.ts';
import { listGroups } from '../list-groups.ts';
import { listMembers } from '../list-members.ts';
import { removeMembers } from '../remove-members.ts';
import { renameGroup } from '../rename-group.ts';
import { viewGroup } from '../view-group.ts';
import { idOf, newGroup, north, portal, setScene, south, whyOf } from './groups-under-test.ts';

setScene();

describe('what each person may do with groups', () => {
  test('a delegated administrator lists the groups of their realms and none of the whole system', async () => {
    const { rows } = value(await listGroups(await asAccount(portal, 'rex'), { pageSize: 200 }));
    expect(new Set(rows.map((row) => row.realm?.name))).toEqual(new Set(['north', 'field']));
  });

  test('a system administrator lists them all, and those of the whole system alone', async () => {
    const ada = await asAccount(portal, 'ada');
    expect(new Set(value(await listGroups(ada, { pageSize: 200 })).rows.map((row) => row.realm?.name))).toEqual(
      new Set(['north', 'field', 'south', undefined]),
    );
    expect(value(await listGroups(ada, { systemWide: true })).rows.every((row) => row.realm === null)).toBe(true);
    expect(
      value(await listGroups(ada, { kind: 'dynamic' })).rows.every(
        (row) => row.kind === 'dynamic' && row.members === null,
      ),
    ).toBe(true);
  });

  test('an ordinary person, an operator and a help desk have no list of groups', async () => {
    for (const uid of ['uma', 'otto', 'hana'])
      expect(kindOf(await listGroups(await asAccount(portal, uid), {}))).toBe('not-found');
  });

  test('an auditor sees every group and changes none', async () => {
    const aud = await asAccount(portal, 'aud');
    const { id, name } = await newGroup('Audited');
    value(await viewGroup(aud, { id }));
    value(await listMembers(aud, { id }));
    const attempts = {
      edit: editGroup(aud, { id, before: {}, after: { description: ['x'] } }),
      rename: renameGroup(aud, { id, name: 'x' }),
      add: addMembers(aud, { id, names: ['uma'] }),
      remove: removeMembers(aud, { id, members: [`${accountDn('uma')}`] }),
      delete: deleteGroup(aud, { id, confirm: name }),
      create: createGroup(aud, { realm: north, name: 'x' }),
    };
    for (const [verb, attempt] of Object.entries(attempts))
      expect([verb, kindOf(await attempt)]).toEqual([verb, 'refused']);
  });

  test('a manager of users sees groups and can’t create, edit or delete them', async () => {
    const fay = await asAccount(portal, 'fay');
    const { id, name } = await newGroup('Of field', `ou=field,${north}`);
    value(await viewGroup(fay, { id }));
    expect(kindOf(await createGroup(fay, { realm: `ou=field,${north}`, name: 'x' }))).toBe('refused');
    expect(kindOf(await addMembers(fay, { id, names: ['fay'] }))).toBe('refused');
    expect(kindOf(await deleteGroup(fay, { id, confirm: name }))).toBe('refused');
  });

  test('a foreign group looks like one that is missing', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id, name } = await newGroup('Foreign', south);
    const missing = await viewGroup(rex, { id: '00000000-0000-4000-8000-000000000000' });
    const attempts = [
      viewGroup(rex, { id }),
      listMembers(rex, { id }),
      addMembers(rex, { id, names: ['uma'] }),
      renameGroup(rex, { id, name: 'x' }),
      deleteGroup(rex, { id, confirm: name }),
    ];
    for (const attempt of attempts) expect(whyOf(await attempt)).toBe(whyOf(missing));
    expect(kindOf(await createGroup(rex, { realm: south, name: 'x' }))).toBe('not-found');
  });

  test('groups of the whole system are a system administrator’s', async () => {
    const rex = await asAccount(portal, 'rex');
    expect(kindOf(await createGroup(rex, { realm: null, name: 'x' }))).toBe('not-found');
    expect(kindOf(await addMembers(rex, { id: await idOf('Field leads'), names: ['rex'] }))).toBe('not-found');
  });
});

describe('with the portal’s own check removed, the directory still refuses', () => {
  test('everything that an ordinary person tries', async () => {
    const uma = withoutPolicy(await asAccount(portal, 'uma'));
    const { id, name } = await newGroup('Guarded');
    const attempts = {
      view: viewGroup(uma, { id }),
      members: listMembers(uma, { id }),
      edit: editGroup(uma, { id, before: {}, after: { description: ['x'] } }),
      rename: renameGroup(uma, { id, name: `${name} x` }),
      remove: removeMembers(uma, { id, members: [`${accountDn('rex')}`] }),
      delete: deleteGroup(uma, { id, confirm: name }),
      create: createGroup(uma, { realm: north, name: 'planted' }),
      'create for the whole system': createGroup(uma, { realm: null, name: 'planted' }),
    };
    for (const [verb, attempt] of Object.entries(attempts))
      expect([verb, ['refused', 'not-found'].includes(kindOf(await attempt))]).toEqual([verb, true]);
    const self = await addMembers(uma, { id, names: ['uma'] });
    expect(self.ok).toBe(false);
  });

  test('a group manager who wants to join a group that holds rights', async () => {
    const rex = withoutPolicy(await asAccount(portal, 'rex'));
    const id = await idOf('Field leads');
    expect((await addMembers(rex, { id, names: ['rex'] })).ok).toBe(false);
    expect(value(await listMembers(await asAccount(portal, 'ada'), { id })).rows.map((row) => row.uid)).toEqual([
      'fay',
    ]);
  });
});
