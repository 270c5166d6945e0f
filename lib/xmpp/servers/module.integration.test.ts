import { describe, expect, inject, test, vi } from 'vitest';
import { find } from '#lab/xmpp/xml.ts';
import { adapted, comesOnline, person, value } from './adapted-under-test.ts';
import { abilityNames } from './port.ts';

const each = inject('xmpp').servers.map((facts) => [facts.kind, facts] as const);

/** What our module adds, on each server that has it. */
describe.each(each)('%s with mod_bailiwick', (kind, facts) => {
  const domain = facts.domains[0] as string;
  const other = kind === 'ejabberd' ? 'south.example' : 'north.example';
  const [jid, second] = [person(facts), person(facts, 1)];
  const third = kind === 'ejabberd' ? 'uma@north.example' : 'otto@south.example';
  const server = () => adapted(facts, 'with mod_bailiwick');

  test('everything can be done, but what no server of its make can', async () => {
    const abilities = await server().abilities();
    const cannot = abilityNames.filter((name) => !abilities[name].can);
    expect(cannot).toEqual(kind === 'ejabberd' ? [] : ['announceAll', 'restart', 'changeCluster']);
  });

  test('a session is told with where it comes from, how it is encrypted, and how somebody is', async () => {
    const portal = server();
    const presence = '<presence><show>away</show><status>At lunch</status><priority>7</priority></presence>';
    const session = await comesOnline(jid, presence);
    await session.ask('get', domain, '<ping xmlns="urn:xmpp:ping"/>');
    const [told] = value(await portal.sessionsOf([jid])).get(jid) ?? [];
    expect(told).toMatchObject({
      jid: session.jid,
      address: expect.stringMatching(/^127\./),
      port: expect.any(Number),
      since: expect.any(Date),
      tls: expect.stringMatching(/^TLSv1\.[23]$/),
      cipher: expect.any(String),
      mechanism: 'PLAIN',
      show: 'away',
      status: 'At lunch',
      priority: 7,
      transport: 'tcp',
    });
    if (kind === 'ejabberd') expect(facts.nodes.map(({ name }) => name)).toContain(told?.node);
    const quiet = await comesOnline(second, '');
    expect(value(await portal.sessionsOf([second])).get(second)).toMatchObject([{ jid: quiet.jid, show: null }]);
  });

  test('all sessions of an account are ended at once', async () => {
    const portal = server();
    const session = await comesOnline(jid);
    expect(value(await portal.endSessions([jid, second], 'Maintenance'))).toMatchObject({ ended: 1, seen: true });
    await session.ended;
  });

  test('it serves all of its domains', async () => {
    const hosts = value(await server().hosts());
    const users = hosts.filter((one) => one.kind === 'users').map(({ host }) => host);
    expect(users.sort()).toEqual([...facts.domains].sort());
  });

  test.runIf(kind === 'ejabberd')('people of its other domains are asked about where they are', async () => {
    const portal = server();
    const fay = await comesOnline('fay@field.example');
    const told = value(await portal.sessionsOf([jid, 'fay@field.example']));
    expect(told.get('fay@field.example')).toMatchObject([{ jid: fay.jid }]);
    expect(value(await portal.statistics('fay@field.example')).onlineResources).toEqual([fay.jid.split('/')[1]]);
    expect(value(await portal.onlineCount('field.example'))).toBeGreaterThanOrEqual(1);
    const message = { subject: 'Field only', body: 'x' };
    value(await portal.announceOnline('field.example', message));
    await fay.next((stanza) => find(stanza, 'subject')?.text === 'Field only');
  });

  test('sessions between servers are told with the certificate and what went over them', async () => {
    const portal = server();
    const session = await comesOnline(jid);
    await session.ask('get', other, '<ping xmlns="urn:xmpp:ping"/>');
    const all = value(await portal.s2sSessions());
    const out = all.find(({ direction, remote }) => direction === 'out' && remote === other);
    expect(out).toMatchObject({
      state: 'open',
      tls: expect.stringMatching(/^TLSv1\.[23]$/),
      authentication: 'certificate',
      certificateExpires: expect.any(Date),
      certificateSubject: expect.stringContaining(other),
    });
    expect(out?.stanzasOut).toBeGreaterThan(0n);
  });

  test('the member that answers says so, and whom it sees', async () => {
    const members = value(await server().cluster());
    const self = members.filter((member) => member.self);
    expect(self).toHaveLength(1);
    expect(self[0]).toMatchObject({ version: expect.any(String), since: expect.any(Date) });
    expect(self[0]?.sessions).toBeGreaterThanOrEqual(1);
    // A server that knows no clusters doesn't say that it sees itself.
    const seeing = members.filter(({ sees }) => sees !== null);
    expect(seeing).toHaveLength(kind === 'ejabberd' ? 2 : 0);
    for (const { sees } of seeing) expect(sees?.toSorted()).toEqual(members.map(({ node }) => node).toSorted());
  });

  test('it tells which domain goes where', async () => {
    const routes = value(await server().routes());
    for (const host of facts.domains)
      expect(routes).toContainEqual(expect.objectContaining({ domain: host, kind: 'users' }));
    expect(routes).toContainEqual(expect.objectContaining({ domain: facts.rooms, kind: 'rooms' }));
  });

  test('it counts what goes through it', async () => {
    const portal = server();
    const session = await comesOnline(jid);
    const count = async () => {
      const { counters } = value(await portal.counters());
      return counters.find(
        ({ scope, direction, kind: what }) => scope === 'c2s' && direction === 'in' && what === 'message',
      )?.count;
    };
    const before = (await count()) ?? 0n;
    for (let at = 0; at < 5; at++) session.say(second, `${at}`);
    await session.ask('get', domain, '<ping xmlns="urn:xmpp:ping"/>');
    await vi.waitFor(async () => expect(await count()).toBeGreaterThanOrEqual(before + 5n));
  });

  test('some are told something, whether they are there or not', async () => {
    const portal = server();
    const session = await comesOnline(jid);
    await session.ask('get', domain, '<ping xmlns="urn:xmpp:ping"/>');
    const message = { subject: 'To you two', body: 'First\nsecond <line>' };
    expect(value(await portal.announceTo([jid, third], message))).toMatchObject({ sent: 2, failed: 0, seen: false });
    const there = await session.next((stanza) => find(stanza, 'subject')?.text === message.subject);
    expect([there.attributes.type, find(there, 'body')?.text]).toEqual(['headline', message.body]);
    const later = await comesOnline(third);
    expect(find(await later.next((stanza) => find(stanza, 'subject')?.text === message.subject), 'body')?.text).toBe(
      message.body,
    );
  });

  test('the message of the day is there at the next sign-in, until it is deleted', async () => {
    const portal = server();
    const hasIt = (body: string) => (stanza: Parameters<typeof find>[0]) => find(stanza, 'body')?.text === body;
    const first = { subject: 'Today', body: 'Cake at four' };
    expect(value(await portal.motd(domain, { is: 'set', message: first }))).toMatchObject({ seen: false });
    await (await comesOnline(jid)).next(hasIt('Cake at four'));
    const message = { subject: 'Today', body: 'Cake at five\nor six' };
    expect(value(await portal.motd(domain, { is: 'edit', message }))).toMatchObject({ seen: false });
    await (await comesOnline(second)).next(hasIt('Cake at five\nor six'));
    expect(value(await portal.motd(domain, { is: 'delete' }))).toMatchObject({ seen: false });
    const session = await comesOnline(third);
    session.say(third, 'Any cake?');
    const heard = await session.next(({ name }) => name === 'message');
    expect(find(heard, 'body')?.text).toBe('Any cake?');
  });

  test('what it holds for somebody is told, moved to another name, and deleted', async () => {
    const portal = server();
    const session = await comesOnline(jid);
    const contact = `friend@${domain}`;
    await session.ask(
      'set',
      jid,
      `<query xmlns="jabber:iq:roster"><item jid="${contact}" name="A &lt;b&gt;"><group>G</group></item></query>`,
    );
    await session.ask(
      'set',
      jid,
      '<query xmlns="jabber:iq:private"><notes xmlns="urn:example:notes">n</notes></query>',
    );
    const item = { jid: contact, name: 'A <b>', subscription: 'none', ask: '', groups: ['G'] };
    expect(value(await portal.roster(jid))).toContainEqual(item);
    expect(value(await portal.userConfig(jid)).map(({ section }) => section)).toContain('roster');
    const stores = value(await portal.stores(jid));
    expect(stores.find(({ store }) => store === 'private')).toMatchObject({ items: expect.any(Number), movable: true });
    for (const store of ['roster', 'private'] as const) {
      const { copied } = value(await portal.copyStore(jid, third, store));
      expect(copied).toBeGreaterThanOrEqual(1);
      expect(value(await portal.copyStore(jid, third, store)).copied).toBe(copied);
    }
    expect(value(await portal.roster(third))).toContainEqual(item);
    const replaced = value(await portal.replaceContact([third, jid], contact, `pal@${domain}`));
    expect(replaced.map((one) => [one.jid, one.changed]).sort()).toEqual(
      [
        [jid, true],
        [third, true],
      ].sort(),
    );
    expect(value(await portal.roster(third))).toContainEqual({ ...item, jid: `pal@${domain}` });
    for (const account of [jid, third]) {
      await portal.deleteStore(account, 'roster');
      value(await portal.deleteStore(account, 'private'));
      expect(value(await portal.roster(account))).toEqual([]);
    }
  });

  test('in every room, one name takes the place of another', async () => {
    const portal = server();
    const session = await comesOnline(jid);
    const room = `adapted-${Date.now()}@${facts.rooms}`;
    session.send(`<presence to="${room}/me"><x xmlns="http://jabber.org/protocol/muc"/></presence>`);
    await session.next(({ name, attributes }) => name === 'presence' && attributes.from === `${room}/me`);
    const owner = 'http://jabber.org/protocol/muc#owner';
    const submitted = '<x xmlns="jabber:x:data" type="submit"/>';
    await session.ask('set', room, `<query xmlns="${owner}">${submitted}</query>`);
    const member = `<item affiliation="member" jid="${second}"/>`;
    await session.ask('set', room, `<query xmlns="http://jabber.org/protocol/muc#admin">${member}</query>`);
    const told = value(await portal.replaceAffiliate(second, third));
    expect(told).toContainEqual({ room, affiliation: 'member', changed: true, why: null });
    await session.ask('set', room, `<query xmlns="${owner}"><destroy/></query>`);
  });

  test('nothing is moved to or from an account that is not here', async () => {
    const stranger = 'somebody@elsewhere.example';
    expect(await server().copyStore(jid, stranger, 'vcard')).toMatchObject({ failure: { kind: 'not-found' } });
    expect(await server().stores(stranger)).toMatchObject({ failure: { kind: 'not-found' } });
  });
});
