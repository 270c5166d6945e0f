import { expect, test } from 'vitest';
import { adaptServer } from './adapt.ts';
import { asks, done, FakeServer } from './fake-server-under-test.ts';
import { parseOnline, parseS2s } from './prosody-lines.ts';
import { parseRoster } from './roster-xml.ts';

const domain = 'south.example';
const admin = (name: string) => `http://jabber.org/protocol/admin#${name}`;
const adapts = (server: FakeServer) => adaptServer(server, domain);

test("Prosody's list of who is online is read line by line", () => {
  const { accounts, sessions, dropped } = parseOnline([
    'ada@south.example',
    ' - desk: available(5), IP: [192.0.2.1]',
    ' - a: b(1), IP: [x]: away(-1), IP: [2001:db8::1]',
    ' - new: unavailable(-), IP: [<unknown>]',
    'bo@south.example',
    'nonsense',
    ' - : away(0), IP: []',
  ]);
  expect(accounts).toEqual(['ada@south.example', 'bo@south.example']);
  expect(sessions.map(({ jid, show, priority, address }) => [jid, show, priority, address])).toEqual([
    ['ada@south.example/desk', 'available', 5, '192.0.2.1'],
    ['ada@south.example/a: b(1), IP: [x]', 'away', -1, '2001:db8::1'],
    ['ada@south.example/new', null, null, null],
  ]);
  expect(dropped).toBe(2);
});

test('a session line before any account belongs to nobody', () => {
  expect(parseOnline([' - desk: away(0), IP: [192.0.2.1]'])).toEqual({ accounts: [], sessions: [], dropped: 1 });
});

test("Prosody's list of sessions between servers tells direction, encryption and how the other proved who it is", () => {
  const { sessions, dropped } = parseS2s(
    [
      ' -> north.example [s2sout5f] (authenticated, SASL, encrypted, bidi)',
      ' <- old.example [s2sin1a] (dialback)',
      ' -> slow.example [s2sout2] ()',
      ' <- ? [s2sin3] ()',
    ],
    domain,
  );
  expect(
    sessions.map(({ direction, remote, state, authentication, tls, bidi }) => [
      direction,
      remote,
      state,
      authentication,
      tls,
      bidi,
    ]),
  ).toEqual([
    ['out', 'north.example', 'open', 'certificate', 'TLS', true],
    ['in', 'old.example', 'open', 'dialback', null, null],
    ['out', 'slow.example', 'connecting', null, null, null],
  ]);
  expect(dropped).toBe(1);
});

test('a roster that is written as XML into lines is read, and nothing else is', () => {
  const roster = parseRoster([
    "<query xmlns='jabber:iq:roster'>",
    "<item jid='Bo@north.example' name='Bo &lt;b&gt;' subscription='both' ask='subscribe'>",
    '<group>Friends</group>',
    '</item>',
    "<item jid='not a jid'/>",
    "<item jid='south.example' subscription='none'/>",
    '</query>',
  ]);
  expect(roster).toEqual({
    ok: true,
    value: [
      { jid: 'bo@north.example', name: 'Bo <b>', subscription: 'both', ask: 'subscribe', groups: ['Friends'] },
      { jid: 'south.example', name: '', subscription: 'none', ask: '', groups: [] },
    ],
  });
  for (const lines of [
    [],
    ['<query/>'],
    ["<query xmlns='jabber:iq:roster'>"],
    ['<<<'],
    ['</roster>'],
    ['<!DOCTYPE x>'],
  ])
    expect(parseRoster(lines)).toMatchObject({ ok: false, failure: { kind: 'unexpected' } });
});

test('a field has other names on other servers', async () => {
  const sent: unknown[] = [];
  for (const body of ['announcement', 'body']) {
    const server = new FakeServer().offers(admin('announce'), (answer) => {
      if (!answer) return asks(['subject', `${body}:text-multi`]);
      sent.push(answer);
      return done();
    });
    expect((await adapts(server).announceOnline(domain, { subject: 's', body: 'one\ntwo' })).ok).toBe(true);
  }
  expect(sent).toEqual([
    { subject: ['s'], announcement: ['one', 'two'] },
    { subject: ['s'], body: ['one', 'two'] },
  ]);
});

test('a deletion that wants to be confirmed is confirmed', async () => {
  const sent: unknown[] = [];
  const server = new FakeServer().offers(admin('delete-motd'), (answer) => {
    if (!answer) return asks(['confirm:boolean']);
    sent.push(answer);
    return done();
  });
  for (const name of ['set-motd', 'edit-motd']) server.offers(admin(name), () => done());
  expect((await adapts(server).motd(domain, { is: 'delete' })).ok).toBe(true);
  expect(sent).toEqual([{ confirm: ['1'] }]);
});

test('a list that asks how many are wanted is asked for all', async () => {
  const sent: unknown[] = [];
  const server = new FakeServer().offers(admin('get-online-users-list'), (answer) => {
    if (!answer) return asks(['max_items:list-single'], { max_items: ['25', '200', '50'] });
    sent.push(answer);
    return done({ onlineuserjids: ['ada@south.example/desk', 'bo@south.example', 'eve@evil.example', ''] });
  });
  const page = await adapts(server).onlineSessions({ limit: 10 });
  expect(page.ok && page.value.sessions.map(({ jid }) => jid)).toEqual(['ada@south.example/desk', 'bo@south.example']);
  expect(sent).toEqual([{ max_items: ['200'] }]);
});

test('where a server tells of one account at a time, a long list is refused rather than asked one by one', async () => {
  const server = new FakeServer().offers(admin('user-stats'), (answer) =>
    answer ? done({ onlineresources: ['', 'desk', 'phone'] }) : asks(['accountjid:jid-single!']),
  );
  const few = await adapts(server).sessionsOf(['ada@south.example']);
  expect(few.ok && few.value.get('ada@south.example')?.map(({ jid }) => jid)).toEqual([
    'ada@south.example/desk',
    'ada@south.example/phone',
  ]);
  const asked = server.asked.length;
  const many = Array.from({ length: 50 }, (_, at) => `p${at}@south.example`);
  expect(await adapts(server).sessionsOf(many)).toMatchObject({ ok: false, failure: { kind: 'too-many' } });
  expect(server.asked).toHaveLength(asked);
});

function cluster() {
  const server = new FakeServer();
  server.make = 'ejabberd';
  const item = (node: string, name = '') => ({ jid: domain, node, name });
  server.nodes.set(
    '',
    ['running nodes', 'stopped nodes', 'online users'].map((node) => item(node)),
  );
  const running = (...names: string[]) =>
    server.nodes.set(
      'running nodes',
      names.map((name) => item(`running nodes/${name}`, name)),
    );
  running('a@host', 'b@host');
  const restart = () =>
    asks(['delay:list-single!', 'subject', 'announcement:text-multi'], { delay: ['60', '1', '15'] });
  return { server, running, restart };
}

test('a node is restarted by its name, with the shortest delay, and watched until it is back', async () => {
  const { server, running, restart } = cluster();
  const sent: unknown[] = [];
  server.offers('running nodes/b@host/restart', (answer) => {
    if (!answer) return restart();
    sent.push(answer);
    running('a@host');
    setTimeout(() => running('a@host', 'b@host'), 200);
    return done();
  });
  const told = await adapts(server).restart('b@host', 'Back in a minute');
  expect(told).toMatchObject({ ok: true, value: { seen: true, by: 'b@host was gone, and runs again.' } });
  expect(sent).toEqual([{ delay: ['1'], subject: [''], announcement: ['Back in a minute'] }]);
});

test('a node that the server does not name is never part of a command', async () => {
  const { server, restart } = cluster();
  server.offers('running nodes/b@host/restart', restart);
  const told = await adapts(server).restart('b@host/restart#', '');
  expect(told).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
  expect(server.asked).toEqual([]);
});

test('a node that was shut down is seen to be gone', async () => {
  const { server, running, restart } = cluster();
  server.offers('running nodes/b@host/shutdown', (answer) => {
    if (!answer) return restart();
    running('a@host');
    return done();
  });
  expect(await adapts(server).shutdown('b@host', '')).toMatchObject({ ok: true, value: { seen: true } });
});
