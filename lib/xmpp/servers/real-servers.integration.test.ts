import { describe, expect, inject, test, vi } from 'vitest';
import { find } from '#lab/xmpp/xml.ts';
import { adapted, comesOnline, type How, person, value } from './adapted-under-test.ts';

/** What holds on every server, with our module and without it. */
const each = inject('xmpp').servers.flatMap((facts) =>
  (['with mod_bailiwick', 'without mod_bailiwick'] as const).map((how) => [facts.kind, how, facts] as const),
);

describe.each(each)('%s %s', (kind, how: How, facts) => {
  const domain = facts.domains[0] as string;
  const jid = person(facts);
  const nobody = `nobody.at.all@${domain}`;

  test('it lists who is online, page by page, and counts them', async () => {
    const server = adapted(facts, how);
    const session = await comesOnline(jid);
    const page = value(await server.onlineSessions({ host: domain, limit: 1_000 }));
    expect(page).toMatchObject({ next: null, total: page.sessions.length });
    expect(page.sessions.map((one) => one.jid)).toContain(session.jid);
    expect(value(await server.onlineCount(domain))).toBeGreaterThanOrEqual(2);
    const first = value(await server.onlineSessions({ host: domain, limit: 1 }));
    const rest = value(await server.onlineSessions({ host: domain, limit: 1_000, after: first.next ?? '' }));
    expect([first.sessions, rest.sessions].flat().map((one) => one.jid)).toEqual(page.sessions.map((one) => one.jid));
  });

  test('it counts accounts, or says that a directory has them', async () => {
    const server = adapted(facts, how);
    const counted = await server.registeredCount(domain);
    if (kind === 'ejabberd') expect(value(counted)).toBeGreaterThan(10);
    else expect(counted).toMatchObject({ failure: { kind: 'unavailable', why: expect.stringMatching(/a directory/) } });
    const { registeredCount } = await server.abilities();
    expect(registeredCount.can).toBe(kind === 'ejabberd');
    expect((await server.registeredCount('elsewhere.example')).ok).toBe(false);
  });

  test('it tells whose sessions are there', async () => {
    const server = adapted(facts, how);
    const session = await comesOnline(jid);
    const found = value(await server.sessionsOf([jid, nobody]));
    expect([...found].map(([who, sessions]) => [who, sessions.map((one) => one.jid)])).toEqual([
      [jid, [session.jid]],
      [nobody, []],
    ]);
    expect(value(await server.sessionsOf([])).size).toBe(0);
  });

  test('it ends a session, and the portal looks whether it is gone', async () => {
    const server = adapted(facts, how);
    const session = await comesOnline(jid);
    expect(value(await server.endSessions([session.jid], 'Out you go'))).toMatchObject({ ended: 1, seen: true });
    await session.ended;
    expect(value(await server.sessionsOf([jid])).get(jid)).toEqual([]);
    expect(value(await server.endSessions([jid], ''))).toMatchObject({ ended: 0, seen: true });
  });

  test('it tells who is there and when somebody was', async () => {
    const server = adapted(facts, how);
    const session = await comesOnline(jid);
    expect(value(await server.lastActivity([jid])).get(jid)?.online).toBe(true);
    session.send('<presence type="unavailable"><status>Gone fishing</status></presence>');
    await session.close();
    await vi.waitFor(async () => expect(value(await server.lastActivity([jid])).get(jid)?.online).toBe(false));
    const last = value(await server.lastActivity([jid])).get(jid);
    if (kind === 'ejabberd' && how === 'without mod_bailiwick')
      expect(last).toMatchObject({ at: null, status: expect.stringMatching(/^20\d\d-.*, by the server's clock$/) });
    else expect(Date.now() - (last?.at?.getTime() ?? 0)).toBeLessThan(600_000);
  });

  test('it tells the statistics of an account, and nothing of one elsewhere', async () => {
    const server = adapted(facts, how);
    const session = await comesOnline(jid);
    const told = value(await server.statistics(jid));
    expect(told.onlineResources).toEqual([session.jid.split('/')[1]]);
    expect(told.addresses.join()).toMatch(/^127\./);
    expect(told.rosterSize).toBeGreaterThanOrEqual(0);
    const elsewhere = await server.statistics('somebody@elsewhere.example');
    expect(elsewhere).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
  });

  test('it knows its own domain and its rooms', async () => {
    const hosts = value(await adapted(facts, how).hosts());
    expect(hosts).toContainEqual(expect.objectContaining({ host: domain, kind: 'users' }));
    expect(hosts).toContainEqual(expect.objectContaining({ host: facts.rooms, kind: 'rooms' }));
  });

  test('it knows the members of its cluster', async () => {
    const members = value(await adapted(facts, how).cluster());
    expect(members.map(({ state }) => state)).toEqual(facts.nodes.map(() => 'running'));
    if (kind === 'ejabberd') expect(members.map(({ node }) => node)).toEqual(facts.nodes.map(({ name }) => name));
  });

  test('it lists what it has opened to other servers', async () => {
    const server = adapted(facts, how);
    const session = await comesOnline(jid);
    const other = kind === 'ejabberd' ? 'south.example' : 'north.example';
    await session.ask('get', other, '<ping xmlns="urn:xmpp:ping"/>');
    const out = { direction: 'out', local: domain, remote: other, state: 'open' };
    expect(value(await server.s2sSessions())).toContainEqual(expect.objectContaining(out));
  });

  test('it announces to who is online, and only the server says so', async () => {
    const server = adapted(facts, how);
    const session = await comesOnline(jid);
    await session.ask('get', domain, '<ping xmlns="urn:xmpp:ping"/>');
    const announced = await server.announceOnline(domain, { subject: 'Tonight', body: 'One line\nand <another>' });
    expect(value(announced)).toEqual({ seen: false, why: 'The server only said so.' });
    const message = await session.next(
      (stanza) => stanza.name === 'message' && find(stanza, 'subject')?.text === 'Tonight',
    );
    expect(find(message, 'body')?.text).toBe('One line\nand <another>');
    const elsewhere = await server.announceOnline('elsewhere.example', { subject: '', body: 'x' });
    expect(elsewhere).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
  });

  test('a password that it can not set is a failure or only a claim', async () => {
    const server = adapted(facts, how);
    const changed = await server.changePassword(nobody, 'correct horse battery');
    expect(changed).toMatchObject({ ok: false, failure: { kind: kind === 'ejabberd' ? 'not-found' : 'constraint' } });
  });

  test('to somebody who is no administrator it can nothing, and says why', async () => {
    const { password } = inject('lab').xmppAccounts.people;
    const server = adapted(facts, how, { jid: person(facts, 1), password });
    const refused = await server.onlineCount(domain);
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
    const { onlineCount, sessionsOf } = await server.abilities();
    expect([onlineCount, sessionsOf]).toEqual([
      expect.objectContaining({ can: false, why: expect.stringMatching(/\.$/), todo: expect.stringMatching(/\.$/) }),
      expect.objectContaining({ can: false }),
    ]);
  });
});
