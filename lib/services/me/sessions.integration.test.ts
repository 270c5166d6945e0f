import { beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '../../store/audit-list.ts';
import { filledCatalog, testPortal, withoutPolicy } from '../testing/portal.ts';
import { kindOf, liveContextOf, newPerson, signedIn, value } from '../testing/signed-in.ts';
import { endMySession, endMySessions, listMySessions } from './my-sessions.ts';
import { signOut } from './sign-out.ts';

const portal = testPortal();
beforeAll(() => filledCatalog(portal));

describe('where one is signed in', () => {
  test('each session says address and browser in words, the asking one first', async () => {
    const { dn } = await newPerson(portal, 'twice');
    const here = await signedIn(portal, dn);
    await signedIn(
      portal,
      dn,
      '203.0.113.9',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    );
    const sessions = value(await listMySessions(here, {}));
    expect(sessions.map(({ current, browser, address }) => [current, browser, address])).toEqual([
      [true, 'Firefox 140 on Linux', '198.51.100.7'],
      [false, 'Safari 18 on iPhone', '203.0.113.9'],
    ]);
  });

  test('ending one ends that one alone', async () => {
    const { dn } = await newPerson(portal, 'one');
    const [here, there, elsewhere] = [
      await signedIn(portal, dn),
      await signedIn(portal, dn),
      await signedIn(portal, dn),
    ];
    value(await endMySession(here, { id: there.actor.sessionId }));
    expect(await liveContextOf(portal, there.rawId)).toBeNull();
    expect(await liveContextOf(portal, here.rawId)).not.toBeNull();
    expect(await liveContextOf(portal, elsewhere.rawId)).not.toBeNull();
  });

  test('another person’s session is as one that isn’t there, with the portal’s own check removed as well', async () => {
    const victim = await signedIn(portal, (await newPerson(portal, 'victim')).dn);
    const stranger = await signedIn(portal, (await newPerson(portal, 'stranger')).dn);
    for (const context of [stranger, withoutPolicy(stranger)])
      expect(kindOf(await endMySession(context, { id: victim.actor.sessionId }))).toBe('not-found');
    expect(await liveContextOf(portal, victim.rawId)).not.toBeNull();
  });

  test('what is no name of a session is refused', async () => {
    const me = await signedIn(portal, (await newPerson(portal, 'odd')).dn);
    expect(kindOf(await endMySession(me, { id: "' or 1=1 --" }))).toBe('invalid');
  });
});

describe('signing out', () => {
  test('everywhere else keeps this session and ends all others', async () => {
    const { dn, id } = await newPerson(portal, 'everywhere');
    const [here, there, elsewhere] = [
      await signedIn(portal, dn),
      await signedIn(portal, dn),
      await signedIn(portal, dn),
    ];
    expect(value(await endMySessions(here, { which: 'others' }))).toEqual({ ended: 2, current: false });
    expect(await liveContextOf(portal, here.rawId)).not.toBeNull();
    for (const { rawId } of [there, elsewhere]) expect(await liveContextOf(portal, rawId)).toBeNull();
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: null, targetId: id, action: 'me.end-sessions' },
      { offset: 0, limit: 5 },
    );
    expect(rows).toMatchObject([{ outcome: 'succeeded', targetKind: 'session' }]);
  });

  test('everywhere ends this session as well, and no other person’s', async () => {
    const { dn } = await newPerson(portal, 'all');
    const [here, there] = [await signedIn(portal, dn), await signedIn(portal, dn)];
    const neighbour = await signedIn(portal, (await newPerson(portal, 'neighbour')).dn);
    expect(value(await endMySessions(here, { which: 'all' }))).toEqual({ ended: 2, current: true });
    for (const { rawId } of [here, there]) expect(await liveContextOf(portal, rawId)).toBeNull();
    expect(await liveContextOf(portal, neighbour.rawId)).not.toBeNull();
  });

  test('ends the session on the server and is on record', async () => {
    const { dn, id } = await newPerson(portal, 'out');
    const here = await signedIn(portal, dn);
    value(await signOut(here, {}));
    expect(await liveContextOf(portal, here.rawId)).toBeNull();
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: null, targetId: id, action: 'account.sign-out' },
      { offset: 0, limit: 5 },
    );
    expect(rows).toMatchObject([{ outcome: 'succeeded', sessionRef: here.actor.sessionId.slice(0, 8) }]);
  });
});
