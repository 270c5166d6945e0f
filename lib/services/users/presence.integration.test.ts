import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { signIn } from '#lab/xmpp/for-tests.ts';
import type { Session } from '#lab/xmpp/session.ts';
import { endMyXmppSession, listMyXmppSessions } from '../me/my-xmpp-sessions.ts';
import { accountId, accountPassword, asAccount, filledCatalog } from '../testing/portal.ts';
import { arrange, kindOf, newPerson, signedIn, value } from '../testing/signed-in.ts';
import { endXmppSessions } from './end-sessions.ts';
import { listUsers } from './list-users.ts';
import { listPresence } from './presence.ts';
import { viewServerData } from './server-data.ts';
import { viewXmpp } from './view-xmpp.ts';
import { portalOnLab, signInAs } from './xmpp-lab-under-test.ts';

inject('xmpp');
const { portal, asked, proxy } = portalOnLab();
const show = (session: Session, text: string) => session.send(`<presence>${text && `<show>${text}</show>`}</presence>`);
const jidOf = (uid: string, realm = 'north') => `${uid}@${realm}.example`;

beforeAll(() => filledCatalog(portal));

describe('the list', () => {
  test.each([
    ['uma', 'north', '', 'online'],
    ['hana', 'south', 'dnd', 'busy'],
  ])(
    '%s of %s is seen on the real server as they are, and offline once they are gone',
    async (uid, realm, text, state) => {
      const ada = await asAccount(portal, 'ada');
      const ids = [await accountId(portal, uid)];
      const row = async () => value(await listPresence(ada, { ids })).rows[0];
      portal.xmpp.presence.forget([jidOf(uid, realm)]);
      expect(await row()).toMatchObject({ state: 'offline', devices: [] });
      const session = await signIn(jidOf(uid, realm), accountPassword(uid));
      show(session, text);
      const fresh = async () => {
        portal.xmpp.presence.forget([jidOf(uid, realm)]);
        return row();
      };
      const devices = [expect.objectContaining({ resource: 'test' })];
      // Without our module a server doesn't tell how somebody is, only that they are there.
      await vi.waitFor(async () =>
        expect(await fresh()).toMatchObject({ state: expect.stringMatching(`^(${state}|online)$`), devices }),
      );
      await session.close();
      await vi.waitFor(async () => expect(await fresh()).toMatchObject({ state: 'offline', devices: [] }));
    },
  );

  test('fifty rows cost no more questions than two', async () => {
    const ada = await asAccount(portal, 'ada');
    const realm = portal.tree.realmsBase.child('ou', 'north').key;
    const ids = value(await listUsers(ada, { realm, pageSize: 60 })).rows.map(({ id }) => id);
    expect(ids.length).toBe(60);
    // Which hosts a server has and what it can do are known from here on.
    value(await listPresence(ada, { ids: ids.slice(0, 2) }));
    const costOf = async (some: string[]) => {
      asked.length = 0;
      const { rows } = value(await listPresence(ada, { ids: some }));
      expect(rows.length).toBe(some.length);
      for (const one of rows) expect(one).toMatchObject({ why: '' });
      return asked.map(({ name, node }) => `${name} ${node}`).sort();
    };
    const two = await costOf(ids.slice(2, 4));
    const fifty = await costOf(ids.slice(4, 54));
    expect(fifty).toEqual(two);
    expect(await costOf(ids.slice(4, 54))).toEqual([]);
  });

  test('people of a foreign realm give nothing, and who may not gets nothing', async () => {
    const ids = [await accountId(portal, 'hana'), await accountId(portal, 'uma')];
    const [rex, hana, ada] = [
      await asAccount(portal, 'rex'),
      await asAccount(portal, 'hana'),
      await asAccount(portal, 'ada'),
    ];
    expect(value(await listPresence(rex, { ids })).rows.map(({ id }) => id)).toEqual([ids[1]]);
    expect(value(await listPresence(hana, { ids })).rows.map(({ id }) => id)).toEqual([ids[0]]);
    expect(
      value(await listPresence(ada, { ids }))
        .rows.map(({ id }) => id)
        .sort(),
    ).toEqual([...ids].sort());
    expect(kindOf(await listPresence(await asAccount(portal, 'aud'), { ids }))).toBe('refused');
    expect(kindOf(await listPresence(await asAccount(portal, 'uma'), { ids }))).toBe('not-found');
    expect(kindOf(await viewXmpp(rex, { id: ids[0] }))).toBe('not-found');
    expect(kindOf(await viewServerData(hana, { id: ids[0] }))).toBe('refused');
  });

  test('an address that came into an entry by other ways, and belongs elsewhere, leads nowhere', async () => {
    const ada = await asAccount(portal, 'ada');
    const person = await newPerson(portal, 'spoof');
    const foreign = 'an.account.of.the.server.alone@south.example';
    await arrange(portal, person.dn, [{ op: 'put', attribute: 'mail', values: [foreign] }]);
    asked.length = 0;
    expect(value(await listPresence(ada, { ids: [person.id] })).rows[0]).toMatchObject({
      state: 'unknown',
      devices: [],
    });
    expect(value(await viewXmpp(ada, { id: person.id }))).toMatchObject({ jid: '', state: 'unknown', sessions: [] });
    expect(kindOf(await endXmppSessions(ada, { id: person.id, resource: null }))).toBe('constraint');
    expect(kindOf(await viewServerData(ada, { id: person.id }))).toBe('constraint');
    expect(asked).toEqual([]);
  });

  test('a server that is away makes its people unknown, with why, and nobody else', async () => {
    const ada = await asAccount(portal, 'ada');
    const ids = [await accountId(portal, 'uma'), await accountId(portal, 'hana')];
    proxy().shut();
    try {
      portal.xmpp.presence.forget([jidOf('uma'), jidOf('hana', 'south')]);
      const { rows } = value(await listPresence(ada, { ids }));
      const of = (id: string | undefined) => rows.find((row) => row.id === id);
      expect(of(ids[0])).toMatchObject({ state: 'unknown', why: expect.stringMatching(/\w/) });
      expect(of(ids[1])).toMatchObject({ state: 'offline', why: '' });
    } finally {
      proxy().open();
      await backOnline();
    }
  });
});

describe('one person', () => {
  test('is shown with each session, and one of them can be ended alone', async () => {
    const ada = await asAccount(portal, 'ada');
    const person = await newPerson(portal, 'kicked');
    const [phone, desk] = [await signInAs(person, 'phone'), await signInAs(person, 'desk/1')];
    for (const session of [phone, desk]) show(session, '');
    const view = value(await viewXmpp(ada, { id: person.id }));
    expect(view.sessions.map(({ resource }) => resource).sort()).toEqual(['desk/1', 'phone']);
    expect(kindOf(await endXmppSessions(ada, { id: person.id, resource: 'tablet' }))).toBe('not-found');
    expect(value(await endXmppSessions(ada, { id: person.id, resource: 'desk/1' }))).toMatchObject({ ended: 1 });
    await desk.ended;
    expect(value(await viewXmpp(ada, { id: person.id })).sessions.map(({ resource }) => resource)).toEqual(['phone']);
    expect(value(await endXmppSessions(ada, { id: person.id, resource: null }))).toMatchObject({ ended: 1 });
    await phone.ended;
  });

  test('who holds more keeps their sessions', async () => {
    const rex = await asAccount(portal, 'rex');
    const id = await accountId(portal, 'ada');
    expect(await endXmppSessions(rex, { id, resource: null })).toMatchObject({ failure: { kind: 'refused' } });
  });

  test.each(['north', 'south'] as const)('what the server of %s holds is told, or why it isn’t', async (realm) => {
    const person = await newPerson(portal, 'held', realm);
    const data = value(await viewServerData(await asAccount(portal, 'ada'), { id: person.id }));
    expect(data.statistics).toMatchObject({ value: { onlineResources: [] } });
    if ('why' in data.config) expect(data.config.why).toMatch(/\w/);
    else expect(data.config.value.every(({ section, rows }) => section && rows.length > 0)).toBe(true);
  });
});

describe('on Me', () => {
  test('one sees and ends one’s own sessions, and nobody else’s', async () => {
    const [me, other] = [await newPerson(portal, 'mine'), await newPerson(portal, 'other')];
    const [mine, theirs] = [await signInAs(me, 'mine'), await signInAs(other, 'theirs')];
    const context = await signedIn(portal, me.dn);
    const view = value(await listMyXmppSessions(context, {}));
    expect(view.sessions.map(({ resource }) => resource)).toEqual(['mine']);
    expect(kindOf(await endMyXmppSession(context, { resource: 'theirs' }))).toBe('not-found');
    expect(value(await endMyXmppSession(context, { resource: 'mine' }))).toMatchObject({ ended: 1 });
    await mine.ended;
    expect(value(await listMyXmppSessions(context, {})).sessions).toEqual([]);
    await theirs.close();
  });
});

async function backOnline() {
  const [kept] = await portal.db.prisma.managedServer.findMany({ where: { domain: 'north.example' } });
  const at = kept && portal.xmpp.connections.to(kept as never);
  await vi.waitUntil(() => at?.ok && at.value.state().is === 'online', { timeout: 25_000, interval: 100 });
}
