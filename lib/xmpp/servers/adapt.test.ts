import { expect, onTestFinished, test, vi } from 'vitest';
import { failed } from '../../domain/failure.ts';
import { adaptServer } from './adapt.ts';
import { asks, done, FakeServer, noted, online, refused, silence } from './fake-server-under-test.ts';
import { type AbilityName, abilityNames } from './port.ts';

const domain = 'south.example';
const admin = (name: string) => `http://jabber.org/protocol/admin#${name}`;

function adapts(server = new FakeServer()) {
  const warnings: object[] = [];
  const log = { info() {}, warn: (fields: object) => void warnings.push(fields) };
  return { server, adapted: adaptServer(server, domain, log), warnings };
}

async function whyNot(adapted: ReturnType<typeof adaptServer>, name: AbilityName) {
  const ability = (await adapted.abilities())[name];
  return ability.can ? ability.by : [ability.why, ability.todo];
}

test('what a server is and offers is asked once a minute, and anew on a new connection', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { server, adapted } = adapts();
  await Promise.all([adapted.abilities(), adapted.make(), adapted.cluster(), adapted.abilities()]);
  expect(server.counts).toMatchObject({ listCommands: 1, version: 1, items: 1 });
  vi.advanceTimersByTime(59_000);
  await adapted.abilities();
  expect(server.counts.listCommands).toBe(1);
  vi.advanceTimersByTime(2_000);
  await adapted.abilities();
  expect(server.counts.listCommands).toBe(2);
  server.current = online(new Date(1));
  await adapted.abilities();
  expect(server.counts.listCommands).toBe(3);
});

test('a server that is away denies everything with why, and is asked again 5 s later', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { server, adapted } = adapts();
  server.down = failed({ kind: 'unavailable', why: 'It is away.', todo: 'Wait.' });
  const abilities = await adapted.abilities();
  for (const name of abilityNames) expect(abilities[name]).toEqual({ can: false, why: 'It is away.', todo: 'Wait.' });
  expect(await adapted.routes()).toMatchObject({ ok: false, failure: { kind: 'unavailable', why: 'It is away.' } });
  server.down = null;
  server.offers('routes', () => done({}, [{ domain, kind: 'users', target: 'c2s' }]));
  expect((await adapted.routes()).ok).toBe(false);
  vi.advanceTimersByTime(5_001);
  expect((await adapted.routes()).ok).toBe(true);
});

test('our command goes before the standard one, and where there is neither the reason is told', async () => {
  const { server, adapted } = adapts();
  server.offers(admin('get-user-lastlogin'), () => done());
  expect(await whyNot(adapted, 'lastActivity')).toBe('get-user-lastlogin (XEP-0133)');
  expect(await whyNot(adapted, 'counters')).toEqual(['Test has no command for it.', '']);
  const { server: other, adapted: better } = adapts();
  other.make = 'Prosody';
  other.offers(admin('get-user-lastlogin'), () => done()).offers('last-activity', () => done());
  expect(await whyNot(better, 'lastActivity')).toBe('last-activity (mod_bailiwick)');
  const install = ['Prosody has no command for it.', 'Install mod_bailiwick (deploy/xmpp/prosody).'];
  expect(await whyNot(better, 'counters')).toEqual(install);
  expect(await better.counters()).toMatchObject({
    ok: false,
    failure: { kind: 'unavailable', why: install[0], todo: install[1] },
  });
});

test('who is shown no commands of an administrator is told so', async () => {
  const { server, adapted } = adapts();
  server.offers('ping:x', () => done());
  expect(await whyNot(adapted, 'endSessions')).toEqual([
    "The server lists no administrator's commands for the portal's account.",
    expect.stringContaining('Make the account an administrator'),
  ]);
});

test('a command that is listed and then refused is remembered as such, and the next road is taken', async () => {
  const { server, adapted } = adapts();
  server.offers('cluster', () => refused('forbidden'));
  expect(await whyNot(adapted, 'cluster')).toBe('cluster (mod_bailiwick)');
  expect(await adapted.cluster()).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  await adapted.cluster();
  expect(server.asked).toHaveLength(1);
  expect((await whyNot(adapted, 'cluster'))[0]).toBe("The portal's account may not run it.");

  const { server: two, adapted: second } = adapts();
  two.make = 'Prosody';
  two.offers('cluster', () => refused('forbidden')).offers(admin('user-stats'), () => done());
  expect(await second.cluster()).toMatchObject({ ok: true, value: [{ node: domain, self: true }] });
  expect(await whyNot(second, 'cluster')).toBe('last activity of the server (XEP-0012)');
});

test('a change that may have been made is not made once more by another road', async () => {
  const { server, adapted } = adapts();
  const form = () => asks(['accountjids:jid-multi!']);
  server.offers(admin('end-user-session'), form).offers('sessions', () => done());
  server.offers('end-sessions', (answer) => {
    // Somebody else was refused in the meantime.
    if (answer?.reason) return silence();
    return refused('forbidden');
  });
  const [slow] = await Promise.all([
    adapted.endSessions(['ada@south.example'], 'Bye'),
    adapted.endSessions(['bo@south.example'], ''),
  ]);
  expect(slow).toMatchObject({ ok: false, failure: { kind: 'timeout', uncertain: true } });
});

test('what only another road tells is not promised', async () => {
  const { server, adapted } = adapts();
  server.make = 'Prosody';
  server.offers('http://prosody.im/protocol/s2s#list', () => done()).offers(admin('announce'), () => done());
  expect(await whyNot(adapted, 's2sSessions')).toBe('s2s#list (Prosody)');
  const install = ['Prosody has no command for it.', 'Install mod_bailiwick (deploy/xmpp/prosody).'];
  expect(await whyNot(adapted, 's2sStatistics')).toEqual(install);
});

test('a list that stays away is not kept as an empty one', async () => {
  const { server, adapted } = adapts();
  server.offers('cluster', () => done());
  const items = server.items.bind(server);
  server.items = async () => failed({ kind: 'timeout', why: 'It did not answer.' });
  expect((await whyNot(adapted, 'cluster'))[0]).toBe('It did not answer.');
  server.items = items;
  server.current = online(new Date(1));
  expect(await whyNot(adapted, 'cluster')).toBe('cluster (mod_bailiwick)');
});

test('what the module can not do on this server is denied in its own words; what it can not do with this input is not', async () => {
  const { server, adapted } = adapts();
  const text = 'The server can not do this. It says: "no counters here"';
  server.offers('counters', () => refused('feature-not-implemented', 'not-found', text));
  server.offers('roster', () => refused('feature-not-implemented', 'not-found', text));
  await adapted.counters();
  expect((await whyNot(adapted, 'counters'))[0]).toBe(text);
  const roster = await adapted.roster('ada@south.example');
  expect(roster).toMatchObject({ ok: false, failure: { kind: 'not-found', why: text } });
  expect(await whyNot(adapted, 'roster')).toBe('roster (mod_bailiwick)');
});

test('moving data is one ability, and needs all of its commands', async () => {
  const { server, adapted } = adapts();
  for (const name of ['stores', 'copy-store', 'delete-store', 'replace-contact']) server.offers(name, () => done());
  expect((await whyNot(adapted, 'moveData'))[0]).toBe('Test has no command for it.');
  const { server: whole, adapted: able } = adapts();
  for (const name of ['stores', 'copy-store', 'delete-store', 'replace-contact', 'replace-affiliate'])
    whole.offers(name, () => done());
  expect(await whyNot(able, 'moveData')).toContain('replace-affiliate (mod_bailiwick)');
});

test('a question without an answer changed nothing; a change without one may have run', async () => {
  const { server, adapted } = adapts();
  server.offers('routes', silence).offers('delete-store', silence).offers('user-config', silence);
  const asked = await adapted.routes();
  expect(asked).toMatchObject({ ok: false, failure: { kind: 'timeout', todo: 'Try again in a minute.' } });
  expect(asked.ok ? null : asked.failure.uncertain).toBeUndefined();
  const changed = await adapted.deleteStore('ada@south.example', 'vcard');
  expect(changed).toMatchObject({ ok: false, failure: { kind: 'timeout', uncertain: true } });
});

test('a completed command with a note of an error is a failure', async () => {
  const { server, adapted } = adapts();
  server.offers(admin('change-user-password'), (answer) =>
    answer ? noted('error', 'User does\nnot exist') : asks(['accountjid:jid-single!', 'password:text-private!']),
  );
  const changed = await adapted.changePassword('ada@south.example', 'a secret');
  expect(changed).toMatchObject({
    ok: false,
    failure: { kind: 'constraint', why: 'The server says: "User does not exist"' },
  });
});

test('a password goes to no server that is not this one', async () => {
  const { server, adapted } = adapts();
  server.offers(admin('change-user-password'), () => asks(['accountjid', 'password']));
  const changed = await adapted.changePassword('ada@elsewhere.example', 'a secret');
  expect(changed).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
  expect(server.asked).toEqual([]);
});

test('a form that wants what is not known here is not sent, and the command is canceled', async () => {
  const { server, adapted } = adapts();
  server.offers(admin('announce'), (_, { action }) =>
    action === 'cancel' ? done() : asks(['subject', 'announcement:text-multi', 'seal:text-single!']),
  );
  const told = await adapted.announceOnline(domain, { subject: 's', body: 'b' });
  expect(told).toMatchObject({ ok: false, failure: { kind: 'unexpected', why: expect.stringContaining('seal') } });
  expect(server.asked.map(({ action }) => action)).toEqual(['execute', 'cancel']);
});

test('a directory that counts nobody is no count, and the ability says so from then on', async () => {
  const { server, adapted } = adapts();
  server.offers(admin('get-registered-users-num'), () => done({ registeredusersnum: '0' }));
  expect(await whyNot(adapted, 'registeredCount')).toBe('get-registered-users-num (XEP-0133)');
  const denied = { kind: 'unavailable', why: 'Accounts come from a directory; the portal counts them there.' };
  expect(await adapted.registeredCount(domain)).toMatchObject({ ok: false, failure: denied });
  expect((await whyNot(adapted, 'registeredCount'))[0]).toBe(denied.why);
});
