import { beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '../../store/audit-list.ts';
import { accountDn, filledCatalog, testPortal } from '../testing/portal.ts';
import { arrange, liveContextOf, newPerson, signedIn, value } from '../testing/signed-in.ts';
import { changeMyPassword } from './change-password.ts';
import { viewMe } from './view-me.ts';

const portal = testPortal();
beforeAll(() => filledCatalog(portal));

let nextAddress = 0;

/** From an address of their own, so that the tries of one test don't count in another. */
async function person(name: string) {
  const made = await newPerson(portal, name);
  nextAddress += 1;
  return { ...made, me: await signedIn(portal, made.dn, `203.0.113.${nextAddress}`) };
}

async function signsIn(dn: ReturnType<typeof accountDn>, password: string) {
  return value(await portal.directory.checkPassword(dn, password)).state;
}

describe('changing one’s own password', () => {
  test('ends every other session of the person, keeps this one, and is on record without the password', async () => {
    const { dn, id, password, me } = await person('change');
    const other = await signedIn(portal, dn);
    const neighbour = await signedIn(portal, (await newPerson(portal, 'neighbour')).dn);
    expect(value(await changeMyPassword(me, { old: password, new: 'a quite different one' }))).toEqual({
      endedSessions: 1,
    });
    expect(await signsIn(dn, 'a quite different one')).toBe('ok');
    expect(await liveContextOf(portal, me.rawId)).not.toBeNull();
    expect(await liveContextOf(portal, other.rawId)).toBeNull();
    expect(await liveContextOf(portal, neighbour.rawId)).not.toBeNull();
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: null, targetId: id, action: 'me.password' },
      { offset: 0, limit: 5 },
    );
    expect(rows).toMatchObject([{ outcome: 'succeeded', before: { userPassword: '(hidden)' } }]);
    expect(JSON.stringify(rows)).not.toContain('different');
  });

  test('a password with quotes, spaces, accents and emoji works as typed', async () => {
    const { dn, password, me } = await person('odd');
    const odd = ` “Zoë's" \\ 密码 🔑 {SSHA}; `;
    value(await changeMyPassword(me, { old: password, new: odd }));
    expect(await signsIn(dn, odd)).toBe('ok');
    expect(await signsIn(dn, odd.trim())).toBe('wrong');
  });

  const refusals: [name: string, wanted: string, why: string][] = [
    ['too short', 'short', 'The new password is too short.'],
    ['the current one', '', 'The new password is the current one.'],
  ];
  test.each(refusals)('a new password that is %s is explained, and the old one stays', async (_name, wanted, why) => {
    const { dn, password, me } = await person('refused');
    const answer = await changeMyPassword(me, { old: password, new: wanted || password });
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'policy', field: 'new', why, what: 'The password was not changed.' },
    });
    expect(await signsIn(dn, password)).toBe('ok');
    expect(await liveContextOf(portal, me.rawId)).not.toBeNull();
  });

  test('one of the last three is explained', async () => {
    const { password, me } = await person('again');
    value(await changeMyPassword(me, { old: password, new: 'the second password' }));
    const answer = await changeMyPassword(me, { old: 'the second password', new: password });
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'policy', field: 'new', why: 'The new password was used before.' },
    });
  });

  test('one that was changed a moment ago is explained where the policy sets a least age', async () => {
    const { dn, password, me } = await person('young');
    const policyDn = await strictPolicy({ pwdMinAge: ['86400'] });
    await arrange(portal, dn, [{ op: 'put', attribute: 'pwdPolicySubentry', values: [policyDn.toString()] }]);
    expect(value(await viewMe(me, {})).password.rules.map(({ text }) => text)).toContain(
      'Not changed in the last 1 day',
    );
    const answer = await changeMyPassword(me, { old: password, new: 'another password' });
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'policy', why: 'The password was changed only a short while ago.' },
    });
  });

  test('a policy that lets nobody change their password is explained', async () => {
    const { dn, password, me } = await person('fixed');
    const policyDn = await strictPolicy({ pwdAllowUserChange: ['FALSE'] });
    await arrange(portal, dn, [{ op: 'put', attribute: 'pwdPolicySubentry', values: [policyDn.toString()] }]);
    expect(await changeMyPassword(me, { old: password, new: 'another password' })).toMatchObject({
      ok: false,
      failure: { kind: 'policy' },
    });
  });

  test('a wrong current password is told at its field, and an open session is no way to guess it', async () => {
    const { password, me } = await person('guess');
    const tries = portal.config.signIn.triesPerAddress;
    for (let round = 0; round < tries; round += 1)
      expect(await changeMyPassword(me, { old: `guess ${round}`, new: 'another password' })).toMatchObject({
        ok: false,
        failure: { kind: 'invalid', field: 'old', why: 'The current password is not right.' },
      });
    expect(await changeMyPassword(me, { old: password, new: 'another password' })).toMatchObject({
      ok: false,
      failure: { kind: 'too-many' },
    });
  });

  test('an empty password on either side never reaches the directory', async () => {
    const { dn, password, me } = await person('empty');
    for (const input of [
      { old: '', new: 'another password' },
      { old: password, new: '' },
    ])
      expect(await changeMyPassword(me, input)).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect(await signsIn(dn, password)).toBe('ok');
  });
});

async function strictPolicy(rules: Record<string, string[]>) {
  const dn = portal.tree.policyDn.parent?.child('cn', `strict-${Object.keys(rules)[0]}`) ?? portal.tree.policyDn;
  const added = await portal.directory.as(accountDn('ada')).add(dn, {
    objectClass: ['organizationalRole', 'pwdPolicy'],
    cn: [dn.name],
    pwdAttribute: ['userPassword'],
    pwdMinLength: ['10'],
    pwdCheckQuality: ['1'],
    ...rules,
  });
  if (!added.ok && added.failure.kind !== 'taken') throw new Error(added.failure.why);
  return dn;
}
