import { describe, expect, inject, test, vi } from 'vitest';
import { Refused } from '#lab/xmpp/session.ts';
import { listAudit } from '../../store/audit-list.ts';
import { asAccount } from '../testing/portal.ts';
import { newPerson, value } from '../testing/signed-in.ts';
import { deleteUser } from './delete-user.ts';
import { editUser } from './edit-user.ts';
import { disableUser, enableUser, lockUser } from './lock-user.ts';
import { resetPassword } from './reset-password.ts';
import { portalOnLab, signInAs } from './xmpp-lab-under-test.ts';

inject('xmpp');
const { portal, asked, proxy } = portalOnLab();

async function recordsOf(id: string) {
  const filter = { realmKeys: null, targetId: id, action: 'users.end-xmpp-sessions' };
  return (await listAudit(portal.db, filter, { offset: 0, limit: 10 })).rows;
}

describe('what is done in the directory ends XMPP sessions', () => {
  test.each(['north', 'south'] as const)('who is disabled in %s is thrown out and can’t come back', async (realm) => {
    const ada = await asAccount(portal, 'ada');
    const person = await newPerson(portal, 'disabled', realm);
    const session = await signInAs(person, 'phone', `${realm}.example`);
    expect(value(await disableUser(ada, { id: person.id })).xmpp).toEqual({ ended: 1, problem: '', claim: '' });
    await session.ended;
    await expect(signInAs(person, 'phone', `${realm}.example`)).rejects.toBeInstanceOf(Refused);
    expect(await recordsOf(person.id)).toEqual([
      expect.objectContaining({
        outcome: 'succeeded',
        before: { jid: [`${person.uid}@${realm}.example`], xmppSession: [expect.stringMatching(/^phone\b/)] },
      }),
    ]);
  });

  test('who is deleted is thrown out', async () => {
    const ada = await asAccount(portal, 'ada');
    const person = await newPerson(portal, 'deleted');
    const session = await signInAs(person);
    expect(value(await deleteUser(ada, { id: person.id, confirm: person.uid })).xmpp).toMatchObject({ ended: 1 });
    await session.ended;
  });

  test('a new password throws out when that was asked for, and not otherwise', async () => {
    const ada = await asAccount(portal, 'ada');
    const person = await newPerson(portal, 'reset');
    const session = await signInAs(person);
    expect(
      value(await resetPassword(ada, { id: person.id, password: 'a first new one', mustChange: false })).xmpp,
    ).toBeNull();
    const again = { id: person.id, password: 'a second new one', mustChange: false, endXmpp: true };
    expect(value(await resetPassword(ada, again)).xmpp).toMatchObject({ ended: 1 });
    await session.ended;
  });

  test('a new JID ends the sessions of the old one', async () => {
    const ada = await asAccount(portal, 'ada');
    const person = await newPerson(portal, 'moved');
    const session = await signInAs(person);
    const [before, after] = ['north.example', 'north.example.net'].map((domain) => ({
      mail: [`${person.uid}@${domain}`],
    }));
    expect(value(await editUser(ada, { id: person.id, before, after })).xmpp).toMatchObject({ ended: 1 });
    await session.ended;
  });

  test('who has no session leaves no record of an ending', async () => {
    const ada = await asAccount(portal, 'ada');
    const person = await newPerson(portal, 'absent');
    expect(value(await lockUser(ada, { id: person.id })).xmpp).toEqual({ ended: 0, problem: '', claim: '' });
    expect(await recordsOf(person.id)).toEqual([]);
  });

  test('coming back in ends nothing', async () => {
    const ada = await asAccount(portal, 'ada');
    const person = await newPerson(portal, 'enabled');
    value(await disableUser(ada, { id: person.id }));
    expect(value(await enableUser(ada, { id: person.id })).xmpp).toBeNull();
  });
});

describe('many at once', () => {
  test('are ended together with the last, in as many requests as one', async () => {
    const ada = await asAccount(portal, 'ada');
    const people = await Promise.all([1, 2, 3].map(() => newPerson(portal, 'bulk')));
    const alone = await newPerson(portal, 'alone');
    const sessions = await Promise.all([...people, alone].map((person) => signInAs(person)));
    asked.length = 0;
    value(await disableUser(ada, { id: alone.id }));
    const forOne = asked.length;
    asked.length = 0;
    const [first, second, last] = people;
    expect(value(await disableUser(ada, { id: first?.id, xmpp: 'later' })).xmpp).toBeNull();
    expect(value(await disableUser(ada, { id: second?.id, xmpp: 'later' })).xmpp).toBeNull();
    expect(asked).toEqual([]);
    expect(value(await disableUser(ada, { id: last?.id, xmpp: 'now' })).xmpp).toMatchObject({ ended: 3, problem: '' });
    expect(asked.length).toBeLessThanOrEqual(forOne);
    await Promise.all(sessions.map(({ ended }) => ended));
    for (const { id } of people) expect(await recordsOf(id)).toHaveLength(1);
  });

  test('whose last never comes are ended all the same', async () => {
    const ada = await asAccount(portal, 'ada');
    const person = await newPerson(portal, 'stopped');
    const session = await signInAs(person);
    value(await disableUser(ada, { id: person.id, xmpp: 'later' }));
    await session.ended;
    await vi.waitFor(async () => expect(await recordsOf(person.id)).toHaveLength(1));
  });
});

test('with the server away the change stands, the answer says that sessions may go on, and so does the log', async () => {
  const ada = await asAccount(portal, 'ada');
  const person = await newPerson(portal, 'away');
  const session = await signInAs(person);
  proxy().shut();
  try {
    const answer = value(await disableUser(ada, { id: person.id }));
    expect(answer.xmpp).toMatchObject({ ended: 0, problem: expect.stringMatching(/\w/) });
    expect((await recordsOf(person.id))[0]).toMatchObject({ outcome: 'failed' });
    const read = value(await portal.directory.asService().read(person.dn, ['pwdAccountLockedTime']));
    expect(read?.first('pwdAccountLockedTime')).toBe('000001010000Z');
  } finally {
    proxy().open();
    await session.close();
  }
});
