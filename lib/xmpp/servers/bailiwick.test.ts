import { expect, test } from 'vitest';
import { adaptServer } from './adapt.ts';
import { done, FakeServer, noted, refused, silence, type Values } from './fake-server-under-test.ts';
import type { SessionPage } from './port.ts';

const domain = 'south.example';
const since = '2026-11-20T17:04:11Z';

function adapts(server = new FakeServer()) {
  const warnings: object[] = [];
  const log = { info() {}, warn: (fields: object) => void warnings.push(fields) };
  return { server, adapted: adaptServer(server, domain, log), warnings };
}

const people = (count: number) => Array.from({ length: count }, (_, at) => `p${String(at).padStart(5, '0')}@${domain}`);

/** A server with these sessions, which gives `most` of them at once. */
function holding(jids: readonly string[], most = 5_000) {
  return new FakeServer().offers('sessions', (answer) => {
    const { accounts, after = [''], limit = ['1000'] } = answer ?? {};
    const all = jids.filter(
      (jid) => (!accounts || accounts.includes(jid.split('/')[0] ?? '')) && jid > (after[0] ?? ''),
    );
    const rows = all.slice(0, Math.min(most, Number(limit[0]))).map((jid) => ({ jid }));
    return done({ total: String(jids.length), ...(all.length > rows.length && { more: '1' }) }, rows);
  });
}

function jidsOf(page: { ok: true; value: SessionPage } | { ok: false }): string[] {
  return page.ok ? page.value.sessions.map(({ jid }) => jid) : [];
}

test('a list that was cut is gone on with, up to what was asked for and no further', async () => {
  const jids = people(25).map((jid) => `${jid}/desk`);
  const { adapted, server } = adapts(holding(jids, 10));
  const whole = await adapted.onlineSessions({ limit: 1_000 });
  expect(jidsOf(whole)).toEqual(jids);
  expect(whole).toMatchObject({ value: { total: 25, next: null } });
  expect(server.asked.map(({ answer }) => answer?.after?.[0])).toEqual([undefined, jids[9], jids[19]]);
  const part = await adapted.onlineSessions({ limit: 12 });
  expect(jidsOf(part)).toEqual(jids.slice(0, 12));
  expect(part).toMatchObject({ value: { next: jids[11] } });
  const rest = await adapted.onlineSessions({ limit: 1_000, after: jids[11] });
  expect(jidsOf(rest)).toEqual(jids.slice(12));
});

test('a server that never comes to an end is not followed for ever', async () => {
  const server = new FakeServer().offers('sessions', () => done({ more: '1' }, [{ jid: `ada@${domain}/desk` }]));
  const { adapted } = adapts(server);
  expect(await adapted.onlineSessions({ limit: 1_000 })).toMatchObject({ ok: false, failure: { kind: 'unexpected' } });
  expect(server.asked.length).toBeLessThan(3);
});

test('1,200 people are asked about in three requests, and nobody in none', async () => {
  const jids = people(1_200);
  const { adapted, server } = adapts(holding(jids.map((jid) => `${jid}/desk`)));
  const found = await adapted.sessionsOf([...jids, ...jids]);
  expect(found.ok && found.value.size).toBe(1_200);
  expect(found.ok && [...found.value.values()].every((sessions) => sessions.length === 1)).toBe(true);
  expect(server.asked.map(({ answer }) => answer?.accounts?.length)).toEqual([500, 500, 200]);
  await adapted.sessionsOf([]);
  await adapted.lastActivity([]);
  await adapted.endSessions([], '');
  await adapted.announceTo([], { subject: '', body: 'x' });
  expect(server.asked).toHaveLength(3);
});

test('rows that make no sense or that nobody asked for are left out and counted', async () => {
  const rows: Values[] = [
    {
      jid: `Ada@SOUTH.example/Desk`,
      since,
      port: '99999',
      priority: '5',
      show: 'dancing',
      tls: '',
      status: 'x'.repeat(9_999),
    },
    { jid: `ada@${domain}` },
    { jid: `ada@${domain}/two\nlines` },
    { jid: `eve@${domain}/desk` },
    { jid: 'ada@evil.example/desk' },
    { jid: '<script>' },
    {},
  ];
  const { adapted, warnings } = adapts(new FakeServer().offers('sessions', () => done({}, rows)));
  const found = await adapted.sessionsOf([`ada@${domain}`]);
  const [session, ...others] = (found.ok && found.value.get(`ada@${domain}`)) || [];
  expect(others).toEqual([]);
  expect(session).toMatchObject({
    jid: `ada@${domain}/Desk`,
    since: new Date(since),
    port: null,
    priority: 5,
    show: null,
    tls: null,
  });
  expect(session?.status).toHaveLength(1_000);
  const left = warnings.map((fields) => (fields as { dropped: number }).dropped).reduce((a, b) => a + b, 0);
  expect(left).toBe(6);
});

test('a row of somebody else is never taken for the answer about an account', async () => {
  const rows: Values[] = [
    { jid: `ada@${domain}`, online: '0', at: since },
    { jid: `eve@${domain}`, online: '1' },
    { jid: `bo@${domain}`, online: 'perhaps' },
  ];
  const { adapted } = adapts(new FakeServer().offers('last-activity', () => done({}, rows)));
  const found = await adapted.lastActivity([`ada@${domain}`, `bo@${domain}`]);
  expect(found.ok && [...found.value]).toEqual([
    [`ada@${domain}`, { online: false, at: new Date(since), status: null }],
  ]);
});

test('counters have 64 bits, and one beyond them is none', async () => {
  const row = { scope: 'c2s', direction: 'in', kind: 'iq' };
  const rows = [
    { ...row, count: '18446744073709551615' },
    { ...row, count: '18446744073709551616' },
    { ...row, count: '-1' },
    { ...row, scope: 'x2x', count: '1' },
  ];
  const { adapted } = adapts(new FakeServer().offers('counters', () => done({ since, node: 'n' }, rows)));
  expect(await adapted.counters()).toEqual({
    ok: true,
    value: { since: new Date(since), node: 'n', counters: [{ ...row, count: 18446744073709551615n }], traffic: [] },
  });
});

test('octets are told apart from stanzas, and count by kinds of session', async () => {
  const octets = { direction: 'out', kind: 'octets', count: '7' };
  const rows = [
    { scope: 's2s-in', ...octets },
    { scope: 's2s', ...octets },
    { scope: 's2s-in', direction: 'out', kind: 'iq', count: '1' },
  ];
  const { adapted } = adapts(new FakeServer().offers('counters', () => done({ since, node: 'n' }, rows)));
  expect(await adapted.counters()).toMatchObject({
    value: { counters: [], traffic: [{ kind: 's2s-in', direction: 'out', octets: 7n }] },
  });
});

test('what is absent is not known, neither empty nor zero', async () => {
  const server = new FakeServer()
    .offers('cluster', () =>
      done({}, [
        { node: 'a', state: 'running', self: '1', sees: ['a', 'b'] },
        { node: 'b', state: 'stopped' },
      ]),
    )
    .offers('s2s', () =>
      done({}, [{ direction: 'in', local: domain, remote: 'peer.example', state: 'open', bidi: 'true' }]),
    );
  const { adapted } = adapts(server);
  const nothing = { version: null, since: null, sessions: null };
  expect(await adapted.cluster()).toMatchObject({
    value: [
      { node: 'a', state: 'running', self: true, sees: ['a', 'b'], ...nothing },
      { node: 'b', state: 'stopped', self: false, sees: null, ...nothing },
    ],
  });
  expect(await adapted.s2sSessions()).toMatchObject({
    value: [{ remote: 'peer.example', bidi: true, stanzasIn: null, certificateExpires: null, tls: null }],
  });
});

test('a change that the server does not account for may have been made', async () => {
  const server = new FakeServer();
  for (const name of ['copy-store', 'announce-to']) server.offers(name, () => done({ store: 'vcard' }));
  const { adapted } = adapts(server);
  const [ada, bo] = people(2) as [string, string];
  const uncertain = { ok: false, failure: { kind: 'unexpected', uncertain: true } };
  expect(await adapted.copyStore(ada, bo, 'vcard')).toMatchObject(uncertain);
  expect(await adapted.announceTo([ada], { subject: '', body: 'x' })).toMatchObject(uncertain);
});

test('where some contacts were replaced and the rest failed, each account says what became of it', async () => {
  let requests = 0;
  const server = new FakeServer().offers('replace-contact', (answer) =>
    ++requests > 1
      ? refused('internal-server-error')
      : done(
          {},
          (answer?.accounts ?? []).map((jid) => ({ jid, changed: '1' })),
        ),
  );
  const { adapted } = adapts(server);
  const told = await adapted.replaceContact(people(600), `old@${domain}`, `new@${domain}`);
  const all = told.ok ? told.value : [];
  expect(all.filter(({ changed }) => changed)).toHaveLength(500);
  expect(all.filter(({ changed, why }) => !changed && why === 'No.')).toHaveLength(100);
});

/** A server whose end-sessions ends what `ends` says. */
function ending(jids: string[], ends: (jid: string) => boolean, at: string | null = since) {
  let left = jids;
  return new FakeServer()
    .offers('sessions', () =>
      done(
        {},
        left.map((jid) => ({ jid, ...(at && { since: at }) })),
      ),
    )
    .offers('end-sessions', (answer) => {
      const wanted = (answer?.accounts ?? []) as string[];
      const over = left.filter((jid) => wanted.some((one) => jid === one || jid.startsWith(`${one}/`)));
      left = left.filter((jid) => !over.includes(jid) || !ends(jid));
      return done(
        {},
        wanted.map((jid) => ({ jid, ended: String(over.length) })),
      );
    });
}

test('an ended session counts as ended once it is gone', async () => {
  const ada = `ada@${domain}`;
  const both = [`${ada}/desk`, `${ada}/phone`];
  expect(await adapts(ending(both, () => true)).adapted.endSessions([ada], '')).toMatchObject({
    value: { ended: 2, seen: true },
  });
  const one = await adapts(ending(both, () => true)).adapted.endSessions([`${ada}/desk`], 'Bye');
  expect(one).toMatchObject({ value: { ended: 1, seen: true } });
  const deaf = await adapts(ending(both, (jid) => jid.endsWith('desk'))).adapted.endSessions([ada], '');
  expect(deaf).toMatchObject({ ok: false, failure: { kind: 'constraint', why: 'One session is still there.' } });
  const unknown = await adapts(ending(both, () => false, null)).adapted.endSessions([ada], '');
  expect(unknown).toMatchObject({ ok: true, value: { seen: false } });
});

test('sessions that can not be looked at are ended all the same, and it is said that nobody looked', async () => {
  const server = ending([`ada@${domain}/desk`], () => true).offers('sessions', silence);
  const told = await adapts(server).adapted.endSessions([`ada@${domain}`], '');
  expect(told).toMatchObject({
    ok: true,
    value: { seen: false, why: expect.stringContaining('could not be looked at') },
  });
});

test('our command with a note of an error did not do it', async () => {
  const server = new FakeServer().offers('delete-store', () => noted('error', 'disk full'));
  const told = await adapts(server).adapted.deleteStore(`ada@${domain}`, 'vcard');
  expect(told).toMatchObject({ ok: false, failure: { kind: 'constraint', why: 'The server says: "disk full"' } });
});
