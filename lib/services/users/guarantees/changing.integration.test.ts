import { describe, expect, onTestFinished, test } from 'vitest';
import { Dn } from '../../../domain/dn.ts';
import { listAudit } from '../../../store/audit-list.ts';
import { asAccount, testPortal, withoutPolicy } from '../../testing/portal.ts';
import { arrange, kindOf, value } from '../../testing/signed-in.ts';
import { deleteUser } from '../delete-user.ts';
import { editUser } from '../edit-user.ts';
import { listUsers } from '../list-users.ts';
import { disableUser, enableUser, lockUser, unlockUser } from '../lock-user.ts';
import { moveUser } from '../move-user.ts';
import { renameUser } from '../rename-user.ts';
import { viewUser } from '../view-user.ts';
import { newUser, portal, realmDn, setScene } from './users-under-test.ts';

/** Has not read the password policy yet: what was read is kept for a while. */
const fresh = testPortal();
setScene();

describe('changing', () => {
  test('leaves an audit row before and after, with what changed', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = await newUser('edited');
    value(await editUser(rex, { id, before: { title: [] }, after: { title: ['Cook', 'Baker'] } }));
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: null, targetId: id, action: 'users.edit' },
      { offset: 0, limit: 10 },
    );
    expect(rows[0]).toMatchObject({
      outcome: 'succeeded',
      actorName: rex.actor.name,
      before: { title: [] },
      after: { title: ['Cook', 'Baker'] },
    });
  });

  test('a conflict shows what the entry says now and loses nothing', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = await newUser('conflict');
    value(await editUser(rex, { id, before: { title: [] }, after: { title: ['One'] } }));
    value(await editUser(rex, { id, before: { title: ['One'] }, after: { title: ['Two'] } }));
    const late = await editUser(rex, { id, before: { title: ['One'] }, after: { title: ['Three'] } });
    expect(late).toMatchObject({ ok: false, failure: { kind: 'conflict', current: { title: ['Two'] } } });
  });

  test('eight editors at once lose no acknowledged change', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = await newUser('busy');
    const wanted = Array.from({ length: 40 }, (_, index) => `+44 20 ${1000 + index}`);
    await Promise.all(
      wanted.map(async (phone) =>
        value(await editUser(rex, { id, before: { telephoneNumber: [] }, after: { telephoneNumber: [phone] } })),
      ),
    );
    const view = value(await viewUser(rex, { id }));
    expect([...(view.attributes.telephoneNumber ?? [])].sort()).toEqual(wanted);
  });

  test('hostile values are stored as they are or refused with a sentence', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = await newUser('hostile');
    const name = '<script>alert(1)</script>, "O\'Neil" *)(uid=* \\ 😀';
    value(await editUser(rex, { id, before: { displayName: ['Tess Tester'] }, after: { displayName: [name] } }));
    expect(value(await viewUser(rex, { id })).name).toBe(name);
    for (const [attribute, bad] of [
      ['title', 'a\u0000b'],
      ['mail', 'no address'],
      ['userPassword', 'x'],
      ['authzTo', 'dn.regex:.*'],
      ['preferredLanguage', '\n'],
    ])
      expect(await editUser(rex, { id, before: {}, after: { [attribute as string]: [bad as string] } })).toMatchObject({
        ok: false,
        failure: { kind: 'invalid' },
      });
  });

  test('renaming and moving keep the person, their groups and their place in the list', async () => {
    const ada = await asAccount(portal, 'ada');
    const { id, uid } = await newUser('mover');
    value(await renameUser(ada, { id, uid: `${uid}-new` }));
    value(await moveUser(ada, { id, realm: realmDn('south'), mail: `${uid}@south.example` }));
    const view = value(await viewUser(ada, { id }));
    expect(view).toMatchObject({ uid: `${uid}-new`, realm: { name: 'south' }, jid: `${uid}@south.example` });
    expect(
      value(await listUsers(ada, { text: `${uid}-new`, realm: view.realm?.key })).rows.map((row) => row.id),
    ).toEqual([id]);
  });

  test('moving needs the right at both ends', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id, uid } = await newUser('leaver');
    expect(kindOf(await moveUser(rex, { id, realm: realmDn('south'), mail: `${uid}@south.example` }))).toBe(
      'not-found',
    );
    expect(
      kindOf(await moveUser(withoutPolicy(rex), { id, realm: realmDn('south'), mail: `${uid}@south.example` })),
    ).not.toBe('ok');
    value(await moveUser(rex, { id, realm: realmDn('field'), mail: `${uid}@field.example` }));
  });

  test('somebody whose lock has run out can be locked again', async () => {
    const [user, rex] = [await newUser('relocked'), await asAccount(portal, 'rex')];
    const dn = Dn.of(value(await viewUser(rex, { id: user.id })).dn);
    const policy = portal.tree.policyDn;
    const duration = (op: 'delete' | 'add', seconds: string) => ({
      op,
      attribute: 'pwdLockoutDuration',
      values: [seconds],
    });
    await arrange(portal, policy, [duration('delete', '0'), duration('add', '60')]);
    onTestFinished(() => arrange(portal, policy, [duration('delete', '60'), duration('add', '0')]));
    await arrange(portal, dn, [{ op: 'add', attribute: 'pwdAccountLockedTime', values: ['20200101000000Z'] }]);
    const again = await asAccount(fresh, 'rex');
    const before = value(await viewUser(again, { id: user.id })).state.locked;
    value(await lockUser(again, { id: user.id }));
    const after = value(await viewUser(again, { id: user.id })).state.locked;
    expect([before, after]).toEqual([false, true]);
  });

  test('locking, unlocking, disabling and enabling go there and back', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = await newUser('switch');
    const state = async () => value(await viewUser(rex, { id })).state;
    value(await lockUser(rex, { id }));
    expect(await state()).toMatchObject({ locked: true, disabled: false });
    value(await disableUser(rex, { id }));
    expect(await state()).toMatchObject({ locked: false, disabled: true });
    expect(kindOf(await unlockUser(rex, { id }))).toBe('constraint');
    value(await enableUser(rex, { id }));
    expect(await state()).toMatchObject({ locked: false, disabled: false });
  });

  test('deleting asks for the username and takes the person out of the list', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id, uid } = await newUser('leaving');
    expect(kindOf(await deleteUser(rex, { id, confirm: 'something else' }))).toBe('invalid');
    value(await deleteUser(rex, { id, confirm: uid }));
    expect(kindOf(await viewUser(rex, { id }))).toBe('not-found');
    expect(value(await listUsers(rex, { text: uid })).total).toBe(0);
  });
});
