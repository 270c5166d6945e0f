import { describe, expect, test } from 'vitest';
import { accountId, asAccount, withoutPolicy } from '../../testing/portal.ts';
import { kindOf, value } from '../../testing/signed-in.ts';
import { createUser } from '../create-user.ts';
import { changeCredentials } from '../credentials.ts';
import { deleteUser } from '../delete-user.ts';
import { editUser } from '../edit-user.ts';
import { listUsers } from '../list-users.ts';
import { disableUser, lockUser, unlockUser } from '../lock-user.ts';
import { moveUser } from '../move-user.ts';
import { changePhoto } from '../photo.ts';
import { renameUser } from '../rename-user.ts';
import { resetPassword } from '../reset-password.ts';
import { viewUser } from '../view-user.ts';
import { newUser, portal, realmDn, setScene } from './users-under-test.ts';

setScene();

describe('what each person may do with users', () => {
  test('a delegated administrator lists their realms and those below, and nothing else', async () => {
    const rex = await asAccount(portal, 'rex');
    const { rows, total } = value(await listUsers(rex, { pageSize: 200 }));
    const realms = new Set(rows.map((row) => row.realm?.name));
    expect(realms).toEqual(new Set(['north', 'field']));
    expect(total).toBeGreaterThan(50);
  });

  test('an ordinary person has no list of users', async () => {
    expect(kindOf(await listUsers(await asAccount(portal, 'uma'), {}))).toBe('not-found');
    expect(kindOf(await listUsers(await asAccount(portal, 'otto'), {}))).toBe('not-found');
  });

  test('an auditor sees everybody and changes nobody', async () => {
    const aud = await asAccount(portal, 'aud');
    expect(value(await listUsers(aud, {})).total).toBeGreaterThan(250);
    const id = await accountId(portal, 'uma');
    value(await viewUser(aud, { id }));
    for (const attempt of [
      lockUser(aud, { id }),
      resetPassword(aud, { id }),
      editUser(aud, { id, before: {}, after: { title: ['x'] } }),
    ])
      expect(kindOf(await attempt)).toBe('refused');
  });

  test('a person of a foreign realm looks like one that is missing', async () => {
    const rex = await asAccount(portal, 'rex');
    const id = await accountId(portal, 'hana');
    const foreign = await viewUser(rex, { id });
    const missing = await viewUser(rex, { id: '00000000-0000-4000-8000-000000000000' });
    expect(kindOf(foreign)).toBe('not-found');
    expect({ ...(foreign.ok ? {} : foreign.failure), reference: '' }).toEqual({
      ...(missing.ok ? {} : missing.failure),
      reference: '',
    });
  });

  test('the help desk unlocks and resets passwords in its realm, and does nothing more', async () => {
    const hana = await asAccount(portal, 'hana');
    const { id, uid } = await newUser('help', 'south');
    expect(kindOf(await resetPassword(hana, { id }))).toBe('ok');
    value(await lockUser(await asAccount(portal, 'ada'), { id }));
    expect(kindOf(await unlockUser(hana, { id }))).toBe('ok');
    const attempts = {
      lock: lockUser(hana, { id }),
      disable: disableUser(hana, { id }),
      edit: editUser(hana, { id, before: {}, after: { title: ['Boss'] } }),
      rename: renameUser(hana, { id, uid: `${uid}x` }),
      move: moveUser(hana, { id, realm: realmDn('north'), mail: 'x@north.example' }),
      photo: changePhoto(hana, { id, base64: null }),
      keys: changeCredentials(hana, { id, change: { is: 'remove key', fingerprint: 'x' } }),
      delete: deleteUser(hana, { id, confirm: uid }),
    };
    for (const [name, attempt] of Object.entries(attempts))
      expect([name, kindOf(await attempt)]).toEqual([name, 'refused']);
    expect(
      kindOf(await createUser(hana, { realm: realmDn('south'), uid: 'nope', sn: 'x', mail: 'nope@south.example' })),
    ).toBe('refused');
  });

  test('nobody takes over somebody who holds more', async () => {
    const rex = await asAccount(portal, 'rex');
    const ada = await accountId(portal, 'ada');
    for (const attempt of [
      resetPassword(rex, { id: ada }),
      lockUser(rex, { id: ada }),
      editUser(rex, { id: ada, before: {}, after: { title: ['x'] } }),
    ])
      expect(kindOf(await attempt)).toBe('refused');
  });

  test('nobody locks, disables or deletes themselves', async () => {
    const ada = await asAccount(portal, 'ada');
    const id = ada.actor.id;
    for (const attempt of [lockUser(ada, { id }), disableUser(ada, { id }), deleteUser(ada, { id, confirm: 'ada' })])
      expect(kindOf(await attempt)).toBe('refused');
  });
});

describe('with the portal’s own check removed, the directory still refuses', () => {
  test('everything that an ordinary person tries on another', async () => {
    const uma = withoutPolicy(await asAccount(portal, 'uma'));
    const { id, uid } = await newUser('victim');
    const attempts = {
      edit: editUser(uma, { id, before: {}, after: { title: ['Boss'] } }),
      reset: resetPassword(uma, { id }),
      lock: lockUser(uma, { id }),
      disable: disableUser(uma, { id }),
      rename: renameUser(uma, { id, uid: `${uid}x` }),
      move: moveUser(uma, { id, realm: realmDn('field'), mail: `${uid}@field.example` }),
      photo: changePhoto(uma, { id, base64: null }),
      view: viewUser(uma, { id }),
      delete: deleteUser(uma, { id, confirm: uid }),
      create: createUser(uma, { realm: realmDn('north'), uid: 'planted', sn: 'x', mail: 'planted@north.example' }),
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      const kind = kindOf(await attempt);
      expect([name, ['refused', 'not-found'].includes(kind)]).toEqual([name, true]);
    }
    expect(
      value(
        await listUsers({ ...uma, actor: { ...uma.actor, holdings: [{ kind: 'tier', tier: 'auditor' }] } }, {}),
      ).rows.every((row) => row.uid === 'uma'),
    ).toBe(true);
    expect(value(await viewUser(await asAccount(portal, 'ada'), { id })).state).toMatchObject({
      locked: false,
      disabled: false,
    });
  });

  test('a delegated administrator in a foreign realm, and on a system administrator', async () => {
    const rex = withoutPolicy(await asAccount(portal, 'rex'));
    const south = await newUser('foreign', 'south');
    expect(['refused', 'not-found']).toContain(kindOf(await resetPassword(rex, { id: south.id })));
    expect(['refused', 'not-found']).toContain(
      kindOf(await editUser(rex, { id: south.id, before: {}, after: { title: ['x'] } })),
    );
    expect(kindOf(await resetPassword(rex, { id: await accountId(portal, 'ada') }))).toBe('refused');
  });
});
