import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { Dn } from '../domain/dn.ts';
import { signIn } from '../services/sign-in/sign-in.ts';
import { asAccount, filledCatalog, testPortal } from '../services/testing/portal.ts';
import { createUser } from '../services/users/create-user.ts';
import { disableUser, lockUser } from '../services/users/lock-user.ts';
import { renameUser } from '../services/users/rename-user.ts';
import { resetPassword } from '../services/users/reset-password.ts';
import { endSession, endSessionsOf, findLiveSession } from '../store/sessions.ts';
import { liveContext } from './live-context.ts';

const portal = testPortal();
const password = 'a long enough password 1';
let made = 0;

beforeAll(() => filledCatalog(portal));

/** Longer than an actor is kept (1.5 s), well below the 5 s that are promised. */
const felt = () => sleep(2000);

async function newPerson() {
  const ada = await asAccount(portal, 'ada');
  const uid = `session${++made}`;
  const created = await createUser(ada, {
    realm: `ou=north,${portal.tree.realmsBase}`,
    uid,
    sn: 'Session',
    mail: `${uid}@north.example`,
    password,
    mustChange: false,
  });
  if (!created.ok) throw new Error(created.failure.why);
  return { ada, id: created.value.id, uid };
}

async function signedIn(uid: string): Promise<string> {
  const answer = await signIn(portal, { username: uid, password, address: '127.8.0.1', userAgent: 'test' });
  if (!answer.ok || answer.value.state !== 'signedIn') throw new Error(`${uid} is not signed in`);
  return answer.value.sessionId;
}

async function served(rawId: string): Promise<boolean> {
  return (await liveContext(portal, rawId, '127.8.0.1')).ok;
}

test('nobody is served without a session that exists', async () => {
  expect(await served('made-up')).toBe(false);
});

test('a session ends with signing out', async () => {
  const { uid } = await newPerson();
  const [one, other] = [await signedIn(uid), await signedIn(uid)];
  const row = await findLiveSession(portal.db, one, new Date(), portal.config.session);
  await endSession(portal.db, row?.id ?? '', 'signed out');
  expect([await served(one), await served(other)]).toEqual([false, true]);
});

test('signing out everywhere ends them all', async () => {
  const { id, uid } = await newPerson();
  const sessions = [await signedIn(uid), await signedIn(uid)];
  await endSessionsOf(portal.db, id, { reason: 'signed out' });
  expect(await Promise.all(sessions.map(served))).toEqual([false, false]);
});

test.each([
  ['locked', lockUser],
  ['disabled', disableUser],
])('a person who is %s is served no longer', async (_, change) => {
  const { ada, id, uid } = await newPerson();
  const session = await signedIn(uid);
  expect(await served(session)).toBe(true);
  expect((await change(ada, { id })).ok).toBe(true);
  expect(await served(session)).toBe(false);
});

test('a person who is locked by somebody else’s tool is served no longer after 2 s', async () => {
  const { ada, id, uid } = await newPerson();
  const session = await signedIn(uid);
  expect(await served(session)).toBe(true);
  const dn = Dn.of(`uid=${uid},ou=people,ou=north,${portal.tree.realmsBase}`);
  await portal.directory
    .as(ada.actor.dn)
    .modify(dn, [{ op: 'add', attribute: 'pwdAccountLockedTime', values: ['20260101000000Z'] }]);
  await felt();
  expect(await served(session)).toBe(false);
  expect(id).toBeTruthy();
});

test('a reset password ends every session', async () => {
  const { ada, id, uid } = await newPerson();
  const session = await signedIn(uid);
  expect((await resetPassword(ada, { id })).ok).toBe(true);
  expect(await served(session)).toBe(false);
});

test('losing a grant ends the session, gaining one does not', async () => {
  const { ada, uid } = await newPerson();
  const realm = Dn.of(`ou=field,ou=north,${portal.tree.realmsBase}`);
  const person = `uid=${uid},ou=people,ou=north,${portal.tree.realmsBase}`;
  const writer = portal.directory.as(ada.actor.dn);
  const session = await signedIn(uid);
  expect(await served(session)).toBe(true);
  await writer.modify(realm, [{ op: 'add', attribute: 'bwPasswordManager', values: [person] }]);
  await felt();
  const gained = await liveContext(portal, session, '127.8.0.1');
  expect(gained.ok && gained.value.actor.holdings).toHaveLength(1);
  await writer.modify(realm, [{ op: 'delete', attribute: 'bwPasswordManager', values: [person] }]);
  await felt();
  expect(await served(session)).toBe(false);
});

test('a renamed person stays signed in under the new name', async () => {
  const { ada, id, uid } = await newPerson();
  const session = await signedIn(uid);
  expect((await renameUser(ada, { id, uid: `${uid}-new` })).ok).toBe(true);
  const live = await liveContext(portal, session, '127.8.0.1');
  expect(live.ok && live.value.actor.uid).toBe(`${uid}-new`);
});

test('a session ends after its idle time and after its lifetime', async () => {
  const { uid } = await newPerson();
  const session = await signedIn(uid);
  const { idleMs, lifetimeMs } = portal.config.session;
  const later = (ms: number) => findLiveSession(portal.db, session, new Date(Date.now() + ms), portal.config.session);
  expect(await later(idleMs - 60_000)).not.toBeNull();
  expect(await later(idleMs * 2 + 61_000)).toBeNull();
  expect(await later(lifetimeMs + 1000)).toBeNull();
});
