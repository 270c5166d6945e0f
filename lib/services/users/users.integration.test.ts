import { beforeAll, describe, expect, test } from 'vitest';
import { countPersons } from '../../catalog/lookup.ts';
import { Dn } from '../../domain/dn.ts';
import type { Result } from '../../domain/failure.ts';
import { listAudit } from '../../store/audit-list.ts';
import { accountId, asAccount, filledCatalog, testPortal, withoutPolicy } from '../testing/portal.ts';
import { arrange } from '../testing/signed-in.ts';
import { checkName } from './check-name.ts';
import { createUser } from './create-user.ts';
import { changeCredentials } from './credentials.ts';
import { deleteUser } from './delete-user.ts';
import { editUser } from './edit-user.ts';
import { listUsers } from './list-users.ts';
import { disableUser, enableUser, lockUser, unlockUser } from './lock-user.ts';
import { moveUser } from './move-user.ts';
import { changePhoto } from './photo.ts';
import { renameUser } from './rename-user.ts';
import { resetPassword } from './reset-password.ts';
import { viewUser } from './view-user.ts';

const portal = testPortal();
const realmDn = (name: string) =>
  ({
    north: `ou=north,${portal.tree.realmsBase}`,
    south: `ou=south,${portal.tree.realmsBase}`,
    field: `ou=field,ou=north,${portal.tree.realmsBase}`,
  })[name] as string;
let made = 0;

beforeAll(() => filledCatalog(portal));

function value<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(
      `${result.failure.kind}: ${result.failure.what} ${result.failure.why} ${String(result.failure.cause ?? '')}`,
    );
  return result.value;
}

function kindOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.failure.kind;
}

async function newUser(uid: string, realm = 'north') {
  const ada = await asAccount(portal, 'ada');
  const name = `${uid}${++made}`;
  const created = value(
    await createUser(ada, {
      realm: realmDn(realm),
      uid: name,
      sn: 'Tester',
      givenName: 'Tess',
      mail: `${name}@${realm}.example`,
    }),
  );
  return { ...created, uid: name };
}

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

describe('creating', () => {
  test('gives a password that works once and must then be changed', async () => {
    const created = await newUser('fresh');
    expect(created.password).toMatch(/^[a-zA-Z0-9]{5}(-[a-zA-Z0-9]{5}){3}$/);
    const view = value(await viewUser(await asAccount(portal, 'rex'), { id: created.id }));
    expect(view.state.mustChange).toBe(true);
  });

  test('of several who are created at once only as many get in as the realm may have', async () => {
    const ada = await asAccount(portal, 'ada');
    const south = Dn.of(realmDn('south'));
    const most = [String((await countPersons(portal.db.prisma, south.key)) + 1)];
    await arrange(portal, south, [{ op: 'add', attribute: 'bwMaximumUsers', values: most }]);
    const create = (uid: string) =>
      createUser(ada, { realm: realmDn('south'), uid, sn: 'Last', mail: `${uid}@south.example` });
    const created = await Promise.all(['last1', 'last2', 'last3'].map(create));
    await arrange(portal, south, [{ op: 'delete', attribute: 'bwMaximumUsers', values: most }]);
    expect(created.map(kindOf).sort()).toEqual(['constraint', 'constraint', 'ok']);
  });

  test('a username or address that is taken is said while it is typed and when it is sent', async () => {
    const rex = await asAccount(portal, 'rex');
    expect(await checkName(rex, { realm: realmDn('north'), uid: 'UMA' })).toMatchObject({
      ok: false,
      failure: { kind: 'taken', field: 'uid' },
    });
    expect(await checkName(rex, { realm: realmDn('north'), uid: 'nobody-yet' })).toMatchObject({ ok: true });
    const again = await createUser(rex, { realm: realmDn('north'), uid: 'other', sn: 'x', mail: 'uma@north.example' });
    expect(again).toMatchObject({ ok: false, failure: { kind: 'taken', field: 'mail' } });
  });

  test('an address in another realm’s domain is refused under any spelling of the attribute', async () => {
    const [user, rex] = [await newUser('spelled'), await asAccount(portal, 'rex')];
    const [own, foreign] = [[`${user.uid}@north.example`], [`${user.uid}@south.example`]];
    for (const name of ['mail', 'MAIL', 'Mail', 'rfc822Mailbox', 'mail;lang-en', 'constructor']) {
      const edited = await editUser(rex, { id: user.id, before: { [name]: own }, after: { [name]: foreign } });
      expect([name, kindOf(edited)]).toEqual([name, 'invalid']);
    }
  });

  test('an address in another realm’s domain is refused', async () => {
    const rex = await asAccount(portal, 'rex');
    const result = await createUser(rex, {
      realm: realmDn('north'),
      uid: 'grabber',
      sn: 'x',
      mail: 'boss@south.example',
    });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid', field: 'mail' } });
  });

  test('a password that the policy refuses is explained', async () => {
    const rex = await asAccount(portal, 'rex');
    const result = await createUser(rex, {
      realm: realmDn('north'),
      uid: 'weak',
      sn: 'x',
      mail: 'weak@north.example',
      password: 'abc',
    });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'policy' } });
  });
});

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
    const fresh = testPortal();
    await arrange(portal, dn, [{ op: 'add', attribute: 'pwdAccountLockedTime', values: ['20200101000000Z'] }]);
    const again = { ...(await asAccount(fresh, 'rex')) };
    const before = value(await viewUser(again, { id: user.id })).state.locked;
    value(await lockUser(again, { id: user.id }));
    const after = value(await viewUser(again, { id: user.id })).state.locked;
    await arrange(portal, policy, [duration('delete', '60'), duration('add', '0')]);
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
