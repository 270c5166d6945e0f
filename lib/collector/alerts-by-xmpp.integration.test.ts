import { afterAll, beforeAll, beforeEach, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { serverOf, signIn } from '#lab/xmpp/for-tests.ts';
import type { Session } from '#lab/xmpp/session.ts';
import { find } from '#lab/xmpp/xml.ts';
import { BreakingProxy } from '../xmpp/breaking-proxy-under-test.ts';
import { alertsUntilNow, nextAlert, oneAlert, XmppAlertsUnderTest } from './alerts-by-xmpp-under-test.ts';
import { settingsOf } from './sampling-under-test.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { people } = inject('lab').xmppAccounts;
const sides = inject('xmpp').servers.map((server) => ({ server, domain: server.domains[0] as string }));
let alerts: XmppAlertsUnderTest;
let proxy: BreakingProxy;

beforeAll(async () => {
  alerts = await XmppAlertsUnderTest.begin();
  const north = serverOf('x@north.example');
  proxy = await BreakingProxy.start({ host: north.host, port: north.ports.starttls });
  for (const { server } of sides) {
    const place = server === north ? proxy.place : {};
    await alerts.manage({ ...settingsOf(server), ...place }, server.admin.password);
  }
});
beforeEach(() => alerts.db.query('DELETE FROM alert_delivery'));
afterAll(async () => {
  await alerts.end();
  await proxy.stop();
});

/** One after the other: no test leaves anything behind that is kept for them offline. */
let taken = 0;
function somebody(domain: string): string {
  taken += 1;
  const there = people.jids.filter((one) => one.endsWith(`@${domain}`));
  return there[taken % there.length] as string;
}

async function online(jid: string): Promise<Session> {
  const session = await signIn(jid, people.password);
  onTestFinished(() => session.close());
  session.send('<presence/>');
  await session.next(({ name, attributes }) => name === 'presence' && attributes.from === session.jid);
  return session;
}

const telling = (to: string, from: string, more = {}) => ({ ALERT_XMPP_FROM: from, ALERT_XMPP_TO: to, ...more });

describe.each(sides)('by $domain', ({ domain }) => {
  test('somebody who is online gets text, and an event that machines can log, under the id of the delivery', async () => {
    const jid = somebody(domain);
    const session = await online(jid);
    const message = oneAlert('It said "<no>" & hung up.\u0007');
    await alerts.put(telling(jid, domain), message);
    await alerts.send(telling(jid, domain));
    const got = await nextAlert(session);
    const { id } = await alerts.last();
    // Nothing said means normal (RFC 6121, 5.2.2).
    expect({ type: 'normal', ...got.attributes }).toMatchObject({ id, type: 'normal' });
    expect(find(got, 'origin-id')?.attributes).toMatchObject({ xmlns: 'urn:xmpp:sid:0', id });
    expect(find(got, 'subject')?.text).toBe('[failing] The "<north>" one: Server is away');
    expect(find(got, 'body')?.text).toContain(
      'It said "<no>" & hung up. \nValue: 93.5 %\nSince 2026-11-21T12:00:00.000Z',
    );
    expect(find(got, 'body')?.text).toContain('https://portal.example/metrics?a=1&b=2');
    const log = find(got, 'log');
    expect(log?.attributes).toMatchObject({
      ...{ xmlns: 'urn:xmpp:eventlog', id: 'alert.firing', timestamp: '2026-11-21T12:01:00.000Z', type: 'Error' },
      ...{ level: 'Major', object: 'The "<north>" one', subject: 'ej1', facility: 'Bailiwick' },
    });
    expect(log && find(log, 'message')?.text).toBe('It said "<no>" & hung up. ');
    const tags = log?.children
      .filter(({ name }) => name === 'tag')
      .map(({ attributes: { name, value } }) => [name, value]);
    expect(Object.fromEntries(tags ?? [])).toMatchObject({ rule: 'Server is away', value: '93.5', unit: '%' });
    expect(await alerts.last()).toMatchObject({ state: 'sent', tries: 1, uncertain: false });
  });

  test('somebody who is offline gets it later, once', async () => {
    const jid = somebody(domain);
    await alerts.put(telling(jid, domain));
    await alerts.send(telling(jid, domain));
    expect(await alerts.last()).toMatchObject({ state: 'sent' });
    await alerts.due();
    await alerts.send(telling(jid, domain));
    const session = await online(jid);
    await nextAlert(session);
    expect(await alertsUntilNow(session)).toBe(0);
    await session.close();
    expect(await alertsUntilNow(await online(jid))).toBe(0);
  });

  test('an account that isn’t there is told as a failure, tried again, and doesn’t keep another one from it', async () => {
    const jid = somebody(domain);
    const settings = telling(`nobody-of-this-name@${domain} ${jid}`, domain);
    const session = await online(jid);
    await alerts.put(settings);
    await alerts.send(settings);
    await nextAlert(session);
    const rows = await alerts.db.query<{ recipient: string; state: string; error: string; uncertain: boolean }>(
      'SELECT recipient, state, error, uncertain FROM alert_delivery',
    );
    expect(rows).toHaveLength(2);
    expect(rows.find(({ recipient }) => recipient === jid)).toMatchObject({ state: 'sent' });
    expect(rows.find(({ recipient }) => recipient !== jid)).toMatchObject({
      ...{ state: 'waiting', uncertain: false },
      error: expect.stringMatching(/^There is no such account/),
    });
  });

  test('a domain that nobody manages is told nothing unless it is named', async () => {
    const settings = telling('ops@elsewhere.invalid', domain);
    await alerts.put(settings);
    await alerts.send(settings);
    expect(await alerts.last()).toMatchObject({
      ...{ state: 'waiting', uncertain: false },
      error: 'No managed server serves the domain of ops@elsewhere.invalid. ALERT_XMPP_FOREIGN allows others.',
    });
  });

  test('and where it is named and can’t be reached, what was taken comes back, and is tried again', async () => {
    const settings = telling('ops@elsewhere.invalid', domain, { ALERT_XMPP_FOREIGN: 'elsewhere.invalid' });
    await alerts.put(settings);
    await alerts.send(settings);
    await expect
      .poll(() => alerts.last(), { timeout: 40_000 })
      .toMatchObject({ state: 'waiting', error: expect.stringMatching(/server of the recipient/), uncertain: false });
  });
});

test('several go to the domains of one server, each once, whoever looks at the outbox', async () => {
  const [one, other] = [somebody('north.example'), somebody('north.example')];
  const sessions = [await online(one), await online(other)];
  const settings = telling(`${one} ${other}`, 'north.example');
  await alerts.put(settings);
  await Promise.all([alerts.send(settings), alerts.send(settings), alerts.send(settings)]);
  for (const session of sessions) {
    await nextAlert(session);
    expect(await alertsUntilNow(session)).toBe(0);
  }
});

test('a connection that breaks before the server has said that it has it resumes: it arrives once, and nobody is in doubt', async () => {
  const jid = somebody('north.example');
  const settings = telling(jid, 'north.example');
  const session = await online(jid);
  const connection = await alerts.connection('north.example');
  await vi.waitFor(() => expect(connection.state().is).toBe('online'), { timeout: 20_000 });
  await alerts.put(settings);
  proxy.freeze();
  const sending = alerts.send(settings);
  await nextAlert(session);
  expect(await alerts.last()).toMatchObject({ state: 'waiting' });
  proxy.cut();
  proxy.open();
  await sending;
  expect(await alerts.last()).toMatchObject({ state: 'sent', tries: 1, uncertain: false });
  expect(await alertsUntilNow(session)).toBe(0);
});

test('a collector that dies in the middle leaves one that may have arrived: it comes again under the same id, and says so', async () => {
  const jid = somebody('north.example');
  const settings = telling(jid, 'north.example');
  const session = await online(jid);
  await alerts.put(settings);
  // As one that died right after the server had it: nothing noted its outcome.
  const first = alerts.send(settings);
  const before = await nextAlert(session);
  await first;
  await alerts.db.query(`UPDATE alert_delivery SET state = 'waiting', ended_at = NULL, uncertain = true`);
  await alerts.startAgain();
  await alerts.due();
  await alerts.send(settings);
  const after = await nextAlert(session);
  expect(after.attributes.id).toBe(before.attributes.id);
  expect(find(after, 'body')?.text).toMatch(/^Sent again: nobody knows whether this message arrived the first time/);
  expect(find(before, 'body')?.text).not.toContain('Sent again');
});

test('a test message says who asked for it', async () => {
  const jid = somebody('north.example');
  const session = await online(jid);
  await alerts.put(telling(jid, 'north.example'), { kind: 'test', by: 'Otto', more: 0, alerts: [] });
  await alerts.send(telling(jid, 'north.example'));
  const got = await nextAlert(session);
  expect(find(got, 'body')?.text).toBe(
    'Otto asked for this message, to see that alerts get here. Nothing is the matter.',
  );
  expect(find(got, 'log')?.attributes).toMatchObject({ id: 'alert.test', type: 'Informational' });
});

test('somebody who is not named any more is told nothing', async () => {
  const jid = somebody('north.example');
  await alerts.put(telling(jid, 'north.example'));
  await alerts.send(telling('other@north.example', 'north.example'));
  expect(await alerts.last()).toMatchObject({ error: expect.stringContaining('not named in ALERT_XMPP_TO any more') });
});
