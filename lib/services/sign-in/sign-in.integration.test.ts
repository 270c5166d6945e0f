import { expect, test } from 'vitest';
import type { Dn } from '../../domain/dn.ts';
import { accountPassword, testPortal } from '../testing/portal.ts';
import { arrange, newPerson } from '../testing/signed-in.ts';
import { type Credentials, signIn } from './sign-in.ts';

const portal = testPortal();
let lastAddress = 0;

/** Each try from an address of its own, so that the limits of one test don't reach another. */
function from(username: string, password: string, more: Partial<Credentials> = {}): Credentials {
  lastAddress++;
  return { username, password, address: `127.9.0.${lastAddress}`, userAgent: 'test', ...more };
}

async function answer(credentials: Credentials) {
  const result = await signIn(portal, credentials);
  return result.ok ? result.value : { state: 'failed', why: result.failure.why, kind: result.failure.kind };
}

test('a person signs in by username and by JID', async () => {
  expect(await answer(from('uma', accountPassword('uma')))).toMatchObject({ state: 'signedIn' });
  expect(await answer(from('uma@north.example', accountPassword('uma')))).toMatchObject({ state: 'signedIn' });
});

test('an unknown user and a wrong password are told alike', async () => {
  const wrong = await answer(from('uma', 'not this one'));
  const unknown = await answer(from('nobody-here', 'not this one'));
  expect(wrong).toEqual(unknown);
  expect(wrong).toMatchObject({ state: 'failed', why: 'The username or the password is wrong.' });
});

test('an empty password never reaches a bind', async () => {
  const guarded = {
    ...portal,
    directory: {
      ...portal.directory,
      checkPassword: () => {
        throw new Error('a bind was made');
      },
    },
  };
  const result = await signIn(guarded, from('uma', ''));
  expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
});

test('a locked and a disabled account are each said plainly', async () => {
  expect(await answer(from('lars', accountPassword('lars')))).toMatchObject({ why: 'This account is locked.' });
  expect(await answer(from('dora', accountPassword('dora')))).toMatchObject({ why: 'This account is disabled.' });
});

test('an expired and a reset password must be changed before anything else', async () => {
  expect(await answer(from('evan', accountPassword('evan')))).toMatchObject({ state: 'changeNow', why: 'expired' });
  expect(await answer(from('mina', accountPassword('mina')))).toMatchObject({ state: 'changeNow', why: 'reset' });
});

test('a new password that the policy refuses is explained and changes nothing', async () => {
  const result = await answer(from('mina', accountPassword('mina'), { newPassword: 'short' }));
  expect(result).toMatchObject({ state: 'failed', kind: 'policy' });
  expect(await answer(from('mina', accountPassword('mina')))).toMatchObject({ state: 'changeNow' });
});

test('a password that is changed at sign-in is on record before it is changed', async () => {
  const person = await newPerson(portal, 'changing');
  await arrange(portal, person.dn, [{ op: 'put', attribute: 'pwdReset', values: ['TRUE'] }]);
  const recorded: string[] = [];
  const phases = async () =>
    (
      await portal.db.query<{ phase: string }>(
        "SELECT phase FROM audit_record WHERE action = 'account.change-password' AND target_id = $1 ORDER BY seq",
        [person.id],
      )
    ).map(({ phase }) => phase);
  const watched = {
    ...portal,
    directory: {
      ...portal.directory,
      as: (dn: Dn) => {
        const writer = portal.directory.as(dn);
        return {
          ...writer,
          changeOwnPassword: async (...given: Parameters<typeof writer.changeOwnPassword>) => {
            recorded.push(...(await phases()));
            return writer.changeOwnPassword(...given);
          },
        };
      },
    },
  };
  const result = await signIn(watched, from(person.uid, person.password, { newPassword: 'a second long password 2' }));
  expect(result).toMatchObject({ ok: true, value: { state: 'signedIn' } });
  expect([recorded, await phases()]).toEqual([['pending'], ['pending', 'succeeded']]);
});

test('grace sign-ins left and a coming expiry are told', async () => {
  expect(await answer(from('gus', accountPassword('gus')))).toMatchObject({
    notice: { graceLeft: expect.any(Number) },
  });
  expect(await answer(from('wanda', accountPassword('wanda')))).toMatchObject({
    notice: { secondsToExpiry: expect.any(Number) },
  });
});

test('of many guesses from one address five are checked, and the person elsewhere still signs in', async () => {
  const address = '127.9.9.9';
  let checked = 0;
  const counting = {
    ...portal,
    directory: {
      ...portal.directory,
      checkPassword: (...given: Parameters<typeof portal.directory.checkPassword>) => {
        checked++;
        return portal.directory.checkPassword(...given);
      },
    },
  };
  const guesses = Array.from({ length: 60 }, (_, index) =>
    signIn(counting, from(index % 2 ? 'rex' : 'rex@north.example', `guess ${index}`, { address })),
  );
  const results = await Promise.all(guesses);
  expect(checked).toBe(5);
  expect(results.filter((result) => !result.ok && result.failure.kind === 'too-many')).toHaveLength(55);
  expect(await answer(from('rex', accountPassword('rex')))).toMatchObject({ state: 'signedIn' });
});
