import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectDirectory } from './ldap.ts';
import type { Directory, Writer } from './port.ts';
import { labPassword, labPerson, labSettings, newPerson, north } from './test-settings.ts';

let directory: Directory;
let ada: Writer;
const password = 'first password 1';
const person = north().child('uid', 'password.person');

beforeAll(() => {
  directory = connectDirectory(labSettings());
  ada = directory.as(labPerson('ada'));
});
beforeEach(async () => {
  await ada.delete(person);
  expect(await ada.add(person, { ...newPerson('password.person'), userPassword: [password] })).toMatchObject({
    ok: true,
  });
  // An account that somebody else made must be changed first; these tests begin after that.
  await ada.modify(person, [{ op: 'delete', attribute: 'pwdReset' }]);
});
afterAll(async () => {
  await ada.delete(person);
  await directory.close();
});

test.each([
  ['lars', 'who is locked', { accepted: false, state: 'locked' }],
  ['dora', 'who is disabled', { accepted: false, state: 'locked' }],
  ['evan', 'whose password has expired', { accepted: false, state: 'expired' }],
  ['mina', 'who must change the password', { accepted: true, state: 'mustChange' }],
  ['wanda', 'whose password is about to expire', { accepted: true, state: 'ok', secondsToExpiry: expect.any(Number) }],
  ['uma', 'with nothing special', { accepted: true, state: 'ok' }],
])('the right password of %s, %s, is answered as such', async (uid, _, expected) => {
  expect(await directory.checkPassword(labPerson(uid), labPassword(uid))).toEqual({ ok: true, value: expected });
});

test('after expiry the policy lets in a few more times, counts them down, and then says that the password has expired', async () => {
  const policy = labSettings().policyDn.parent?.child('cn', 'a second') ?? labSettings().policyDn;
  const attributes = { pwdAttribute: ['userPassword'], pwdMaxAge: ['1'], pwdGraceAuthNLimit: ['2'] };
  await ada.delete(policy);
  expect(
    await ada.add(policy, { objectClass: ['organizationalRole', 'pwdPolicy'], cn: ['a second'], ...attributes }),
  ).toMatchObject({ ok: true });
  expect(
    await ada.modify(person, [{ op: 'put', attribute: 'pwdPolicySubentry', values: [String(policy)] }]),
  ).toMatchObject({ ok: true });
  await new Promise((resolve) => setTimeout(resolve, 2100));
  const answers = [];
  for (let round = 0; round < 3; round++) answers.push(await directory.checkPassword(person, password));
  expect(answers).toMatchObject([
    { value: { accepted: true, state: 'ok', graceLeft: 1 } },
    { value: { accepted: true, state: 'ok', graceLeft: 0 } },
    { value: { accepted: false, state: 'expired' } },
  ]);
  await ada.delete(policy);
});

test('a wrong password and a person who does not exist are told alike', async () => {
  const wrong = await directory.checkPassword(person, 'wrong');
  expect(wrong).toEqual({ ok: true, value: { accepted: false, state: 'wrong' } });
  expect(await directory.checkPassword(north().child('uid', 'no such'), 'wrong')).toEqual(wrong);
});

test('changing the own password works, and the old one is over', async () => {
  expect(await directory.as(person).changeOwnPassword(person, password, 'second password 2')).toEqual({
    ok: true,
    value: undefined,
  });
  expect(await directory.checkPassword(person, 'second password 2')).toMatchObject({ value: { accepted: true } });
  expect(await directory.checkPassword(person, password)).toMatchObject({ value: { accepted: false } });
});

test.each([
  [
    'a wrong current password',
    'not it',
    'second password 2',
    { kind: 'invalid', field: 'oldPassword', why: 'The current password is not right.' },
  ],
  ['a short one', password, 'abc', { kind: 'policy', field: 'password', why: 'The new password is too short.' }],
  [
    'one that was used before',
    password,
    password,
    { kind: 'policy', field: 'password', why: 'The new password was used before.' },
  ],
])('the refusal of %s is explained', async (_, old, next, expected) => {
  expect(await directory.as(person).changeOwnPassword(person, old, next)).toMatchObject({
    ok: false,
    failure: expected,
  });
});

test('an administrator who sets too short a password is told that it is too short', async () => {
  const short = [{ op: 'put' as const, attribute: 'userPassword', values: ['abc'] }];
  expect(await directory.as(labPerson('rex')).modify(person, short)).toMatchObject({
    ok: false,
    failure: { kind: 'policy', why: 'The new password is too short.' },
  });
});

test('nobody changes the password of another by the way that is meant for the own', async () => {
  const result = await directory.as(labPerson('uma')).changeOwnPassword(person, password, 'second password 2');
  expect(result.ok).toBe(false);
  expect(await directory.checkPassword(person, password)).toMatchObject({ value: { accepted: true } });
});

test('no password is in what goes to the log', async () => {
  const secret = 'abc-not-for-logs';
  const results = [
    await directory.as(person).changeOwnPassword(person, secret, 'x'),
    await directory.as(labPerson('uma')).modify(person, [{ op: 'put', attribute: 'userPassword', values: [secret] }]),
  ];
  expect(results.map((result) => result.ok)).toEqual([false, false]);
  expect(JSON.stringify(results)).not.toContain(secret);
});
