import { beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '../../store/audit-list.ts';
import { accountDn, accountId, asAccount, filledCatalog, testPortal, withoutPolicy } from '../testing/portal.ts';
import { arrange, kindOf, newPerson, signedIn, value } from '../testing/signed-in.ts';
import { editMe } from './edit-me.ts';
import { changeMyCredentials } from './my-credentials.ts';
import { myHistory } from './my-history.ts';
import { changeMyPhoto, readMyPhoto } from './my-photo.ts';
import { viewMe } from './view-me.ts';

const portal = testPortal();
beforeAll(() => filledCatalog(portal));

const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC';
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ6ZPVfQf2lGDoKxUhTGuPQC2dIOfQJZmJIHvxFCkIXq tess@laptop';

async function titleOf(dn: ReturnType<typeof accountDn>) {
  return value(await portal.directory.asService().read(dn, ['title']))?.all('title');
}

describe('my profile', () => {
  test('shows what is known of the person and no DN at all', async () => {
    const { dn } = await newPerson(portal, 'viewed');
    await arrange(portal, dn, [{ op: 'add', attribute: 'manager', values: [accountDn('rex').toString()] }]);
    const view = value(await viewMe(await signedIn(portal, dn), {}));
    expect(view.attributes.manager).toEqual(['rex']);
    expect(JSON.stringify(view)).not.toContain('dc=');
    expect(view).toMatchObject({ realm: 'north', password: { minLength: 10 }, state: { expired: false } });
    expect(view.password.rules.map(({ text }) => text)).toEqual([
      'At least 10 characters',
      'Not one of the last 3 passwords',
    ]);
  });

  test('a person changes their own phone and undoes it, and both are on record', async () => {
    const { dn, id } = await newPerson(portal, 'phone');
    const me = await signedIn(portal, dn);
    const { before, after } = value(await editMe(me, { before: { mobile: [] }, after: { mobile: ['+49 30 1234'] } }));
    expect(value(await viewMe(me, {})).attributes.mobile).toEqual(['+49 30 1234']);
    value(await editMe(me, { before: after, after: before }));
    expect(value(await viewMe(me, {})).attributes.mobile).toEqual([]);
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: null, targetId: id, action: 'me.edit' },
      { offset: 0, limit: 10 },
    );
    expect(rows.map(({ outcome, after: image }) => [outcome, image])).toEqual([
      ['succeeded', { mobile: [] }],
      ['succeeded', { mobile: ['+49 30 1234'] }],
    ]);
  });

  test('a title is not the person’s own to change', async () => {
    const { dn } = await newPerson(portal, 'climber');
    const me = await signedIn(portal, dn);
    const refused = await editMe(me, { before: { title: [] }, after: { title: ['Boss'] } });
    expect(refused).toMatchObject({
      ok: false,
      failure: { kind: 'refused', field: 'title', why: 'You can’t change “Title” yourself.' },
    });
    expect(value(await viewMe(me, {})).editable).not.toContain('title');
  });

  test('with the portal’s own check removed, the directory refuses title, username, name, address and what ppolicy keeps', async () => {
    const { dn } = await newPerson(portal, 'climber');
    const me = withoutPolicy(await signedIn(portal, dn));
    for (const [attribute, from, to] of [
      ['title', [], ['Boss']],
      ['sn', ['Tester'], ['Boss']],
      ['departmentNumber', [], ['1']],
      ['employeeType', [], ['admin']],
    ] as const)
      expect([
        attribute,
        kindOf(await editMe(me, { before: { [attribute]: [...from] }, after: { [attribute]: [...to] } })),
      ]).toEqual([attribute, 'refused']);
    expect(await titleOf(dn)).toEqual([]);
  });

  test('attributes outside the profile are refused whatever they are called', async () => {
    const me = withoutPolicy(await signedIn(portal, (await newPerson(portal, 'climber')).dn));
    for (const attribute of [
      'authzTo',
      'pwdPolicySubentry',
      'objectClass',
      'userPassword',
      'bwUserManager',
      'title;lang-en',
    ])
      expect([attribute, kindOf(await editMe(me, { before: {}, after: { [attribute]: ['x'] } }))]).not.toEqual([
        attribute,
        'ok',
      ]);
  });

  test('whoever manages the users of their own realm may also change their own title', async () => {
    expect(value(await viewMe(await asAccount(portal, 'rex'), {})).editable).toContain('title');
  });

  test('two changes of one value at once: the second one learns what is there now', async () => {
    const { dn } = await newPerson(portal, 'race');
    const me = await signedIn(portal, dn);
    value(await editMe(me, { before: { displayName: ['Tess Tester'] }, after: { displayName: ['Tess One'] } }));
    const late = await editMe(me, { before: { displayName: ['Tess Tester'] }, after: { displayName: ['Tess Two'] } });
    expect(late).toMatchObject({ ok: false, failure: { kind: 'conflict', current: { displayName: ['Tess One'] } } });
  });

  test('photo, certificate and key are the person’s own', async () => {
    const me = await signedIn(portal, (await newPerson(portal, 'keys')).dn);
    value(await changeMyPhoto(me, { base64: picture }));
    expect(value(await readMyPhoto(me, {})).slice(0, 2)).toEqual(new Uint8Array([0xff, 0xd8]));
    value(await changeMyCredentials(me, { change: { is: 'add key', line: key } }));
    const { sshKeys } = value(await viewMe(me, {}));
    value(await changeMyCredentials(me, { change: { is: 'remove key', fingerprint: sshKeys[0]?.fingerprint } }));
    expect(value(await viewMe(me, {})).sshKeys).toEqual([]);
  });

  test('nobody reaches another’s profile: there is no id to give', async () => {
    const { dn } = await newPerson(portal, 'self');
    const me = withoutPolicy(await signedIn(portal, dn));
    value(await editMe(me, { id: await accountId(portal, 'uma'), before: { mobile: [] }, after: { mobile: ['+1'] } }));
    expect(value(await portal.directory.asService().read(accountDn('uma'), ['mobile']))?.all('mobile')).not.toContain(
      '+1',
    );
  });
});

describe('my history', () => {
  test('holds what one did and what was done to one, without DNs, and not where others sat', async () => {
    const { dn, id } = await newPerson(portal, 'story');
    const me = await signedIn(portal, dn);
    value(await editMe(me, { before: { mobile: [] }, after: { mobile: ['+49 1'] } }));
    const { rows } = value(await myHistory(me, {}));
    expect(rows.map(({ action, byMe, address }) => [action, byMe, address])).toEqual([
      ['me.edit', true, '198.51.100.7'],
      ['users.create', false, ''],
    ]);
    expect(JSON.stringify(rows)).not.toContain('dc=');
    expect(rows.every(({ targetId }) => targetId === id)).toBe(true);
  });

  test('shows of a change to somebody else what it was only to those who may read the log there', async () => {
    const { dn } = await newPerson(portal, 'other');
    const rex = await asAccount(portal, 'rex');
    const found = value(await portal.directory.asService().read(dn, ['entryUUID']));
    const { lockUser } = await import('../users/lock-user.ts');
    value(await lockUser(rex, { id: found?.id }));
    const last = async (context: typeof rex) => value(await myHistory(context, { limit: 1 })).rows[0];
    expect(await last(rex)).toMatchObject({ action: 'users.lock', before: { pwdAccountLockedTime: [] } });
    expect(await last({ ...rex, actor: { ...rex.actor, holdings: [] } })).toMatchObject({
      action: 'users.lock',
      before: null,
      after: null,
    });
  });
});
