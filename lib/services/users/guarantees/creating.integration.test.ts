import { describe, expect, onTestFinished, test } from 'vitest';
import { countPersons } from '../../../catalog/lookup.ts';
import { Dn } from '../../../domain/dn.ts';
import { asAccount } from '../../testing/portal.ts';
import { arrange, kindOf, value } from '../../testing/signed-in.ts';
import { checkName } from '../check-name.ts';
import { createUser } from '../create-user.ts';
import { editUser } from '../edit-user.ts';
import { viewUser } from '../view-user.ts';
import { newUser, portal, realmDn, setScene } from './users-under-test.ts';

setScene();

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
    onTestFinished(() => arrange(portal, south, [{ op: 'delete', attribute: 'bwMaximumUsers', values: most }]));
    const create = (uid: string) =>
      createUser(ada, { realm: realmDn('south'), uid, sn: 'Last', mail: `${uid}@south.example` });
    const created = await Promise.all(['last1', 'last2', 'last3'].map(create));
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
