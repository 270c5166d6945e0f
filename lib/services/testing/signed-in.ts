import type { Modification } from '../../directory/port.ts';
import type { Dn } from '../../domain/dn.ts';
import type { Result } from '../../domain/failure.ts';
import { findLiveSession } from '../../store/sessions.ts';
import type { Context, Portal } from '../context.ts';
import { loadActor } from '../load-actor.ts';
import { openSession } from '../sign-in/open-session.ts';
import { createUser } from '../users/create-user.ts';
import { accountDn, asAccount } from './portal.ts';

export type Made = { id: string; uid: string; dn: Dn; password: string };

let made = 0;

/** A person of north that a test may do anything to. */
export async function newPerson(portal: Portal, name: string, realm: 'north' | 'south' = 'north'): Promise<Made> {
  const ada = await asAccount(portal, 'ada');
  const uid = `${name}-${Date.now().toString(36)}${++made}`;
  const password = `first password of ${uid}`;
  const realmDn = portal.tree.realmsBase.child('ou', realm);
  const created = value(
    await createUser(ada, {
      realm: realmDn.toString(),
      uid,
      sn: 'Tester',
      givenName: 'Tess',
      mail: `${uid}@${realm}.example`,
      password,
      mustChange: false,
    }),
  );
  return { id: created.id, uid, dn: realmDn.below(portal.tree.peopleRdn).child('uid', uid), password };
}

/** The person in a session of their own, as the web layer would serve them. */
export async function signedIn(
  portal: Portal,
  dn: Dn,
  address = '198.51.100.7',
  userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
): Promise<Context & { rawId: string }> {
  const read = await portal.directory.asService().read(dn, ['entryUUID', 'pwdChangedTime']);
  if (!read.ok || !read.value) throw new Error(`nobody is called ${dn}`);
  const rawId = value(await openSession(portal, read.value, { address, userAgent }));
  const context = await liveContextOf(portal, rawId);
  if (!context) throw new Error('the session did not begin');
  return { ...context, rawId };
}

/** What the next request of that cookie would find; null when the session is over. */
export async function liveContextOf(portal: Portal, rawId: string): Promise<Context | null> {
  const session = await findLiveSession(portal.db, rawId, new Date(), portal.config.session);
  if (!session) return null;
  const loaded = value(await loadActor(portal, session));
  return 'ended' in loaded ? null : { ...portal, actor: loaded.actor };
}

/** Arranges what no use case does, as the system administrator. */
export async function arrange(portal: Portal, dn: Dn, modifications: Modification[]): Promise<void> {
  value(await portal.directory.as(accountDn('ada')).modify(dn, modifications));
}

export function value<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(
      `${result.failure.kind}: ${result.failure.what} ${result.failure.why} ${JSON.stringify(result.failure.cause ?? '')}`,
    );
  return result.value;
}

export function kindOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.failure.kind;
}
