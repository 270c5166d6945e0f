import { xml } from '@xmpp/xml';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SupervisedConnection } from './connection.ts';
import type { ServerAddress } from './port.ts';
import { type Conversation, ScriptedServer } from './scripted-server-under-test.ts';

vi.setConfig({ testTimeout: 40_000 });

const silent = { info() {}, warn() {} };
const node = 'http://jabber.org/protocol/admin#user-stats';
const done = (text: string) =>
  `<command xmlns='http://jabber.org/protocol/commands' sessionid='s1' status='completed'><note>${text}</note></command>`;

/** A server, and ada on her way to it. */
async function arrange(more: Partial<ServerAddress> = {}, server?: ScriptedServer) {
  const south = server ?? (await ScriptedServer.start());
  const ada = new SupervisedConnection(south.address(more), silent);
  onTestFinished(async () => {
    await ada.close();
    await south.stop();
  });
  return { south, ada };
}

/** ada asks for a command to be run. */
const asks = (ada: SupervisedConnection) => ada.run({ jid: 'south.example', node, action: 'execute' });

async function isAway(ada: SupervisedConnection): Promise<string> {
  await vi.waitFor(() => expect(ada.state().is).toBe('away'), { timeout: 20_000, interval: 10 });
  const state = ada.state();
  return state.is === 'away' ? state.why : '';
}

const isOnline = (ada: SupervisedConnection) =>
  vi.waitFor(() => expect(ada.state().is).toBe('online'), { timeout: 20_000, interval: 10 });

/** The server answers ada's next command, as a proof that she is well. */
async function worksAgain(ada: SupervisedConnection, conversation: Conversation): Promise<void> {
  await isOnline(ada);
  const asked = asks(ada);
  conversation.answers(await conversation.isAsked('command'), done('well'));
  expect(await asked).toMatchObject({ ok: true, value: { notes: [{ text: 'well' }] } });
}

test('ada asks, the server answers', async () => {
  const { south, ada } = await arrange();
  const asked = asks(ada);
  const conversation = await south.next();
  await conversation.welcomes();
  conversation.answers(await conversation.isAsked('command'), done('three'));
  expect(await asked).toMatchObject({ ok: true, value: { status: 'completed', notes: [{ text: 'three' }] } });
  expect(ada.state()).toMatchObject({ is: 'online', mechanism: 'PLAIN', tls: { protocol: 'TLSv1.3' } });
});

test('an answer from somebody else is not heard, whatever id it has', async () => {
  const { south, ada } = await arrange();
  const asked = asks(ada);
  const conversation = await south.next();
  await conversation.welcomes();
  const id = await conversation.isAsked('command');
  conversation.answers(id, done('forged'), 'mallory@south.example/x');
  conversation.answers(id, done('forged'), 'other.example');
  conversation.answers(id, done('true'));
  expect(await asked).toMatchObject({ ok: true, value: { notes: [{ text: 'true' }] } });
});

test('a character that arrives in two halves is one character', async () => {
  const { south, ada } = await arrange();
  const asked = asks(ada);
  const conversation = await south.next();
  await conversation.welcomes();
  const id = await conversation.isAsked('command');
  const answer = Buffer.from(`<iq type='result' id='${id}' from='south.example'>${done('Grüße, 漢字')}</iq>`);
  const cut = answer.indexOf(Buffer.from('漢')) + 1;
  conversation.says(answer.subarray(0, cut));
  await new Promise((resolve) => setTimeout(resolve, 50));
  conversation.says(answer.subarray(cut));
  expect(await asked).toMatchObject({ ok: true, value: { notes: [{ text: 'Grüße, 漢字' }] } });
});

test('the server hangs up in mid-command: ada is told that it may have run, and is back soon', async () => {
  const { south, ada } = await arrange();
  const asked = asks(ada);
  const conversation = await south.next();
  await conversation.welcomes();
  await conversation.isAsked('command');
  conversation.cut();
  expect(await asked).toMatchObject({ ok: false, failure: { kind: 'timeout', uncertain: true } });
  const again = await south.next();
  await again.welcomes();
  await worksAgain(ada, again);
});

test('the server says nothing: ada is told that it may have run, and the connection stays', async () => {
  const { south, ada } = await arrange();
  const conversation = await south.next();
  await conversation.welcomes();
  await isOnline(ada);
  const payload = xml('command', { xmlns: 'http://jabber.org/protocol/commands', node });
  const asked = await ada.ask({ type: 'set', to: 'south.example', payload, mayChange: true, timeoutMs: 50 });
  expect(asked).toMatchObject({ ok: false, failure: { kind: 'timeout', uncertain: true } });
  await conversation.isAsked('command');
  await worksAgain(ada, conversation);
});

test('while the server is away, ada is told at once that nothing was sent, and since when', async () => {
  const { south, ada } = await arrange();
  const conversation = await south.next();
  await conversation.welcomes();
  await isOnline(ada);
  await south.stop();
  expect(await isAway(ada)).toMatch(/\.$/);
  const asked = await asks(ada);
  expect(asked).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  expect(asked.ok ? '' : asked.failure.why).toMatch(/Nothing was sent\.$/);
  expect(asked.ok ? null : asked.failure.uncertain).toBeUndefined();
});

test('a control character is refused before the wire, and the connection stays', async () => {
  const { south, ada } = await arrange();
  const conversation = await south.next();
  await conversation.welcomes();
  await isOnline(ada);
  const refused = await ada.run({ jid: 'south.example', node, action: 'complete', answer: { a: ['\u0000'] } });
  expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  await worksAgain(ada, conversation);
});

const stanza = (content: string) => `<message from='south.example'>${content}</message>`;
test.each([
  ['garbage', '\u0001\u0002 not XML < at all'],
  ['an HTTP answer', 'HTTP/1.1 400 Bad Request\r\n\r\n<html>'],
  ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]>'],
  ['an entity', stanza('&xxe;')],
  ['a comment', '<!-- x -->'],
  ['elements nested without end', stanza('<a>'.repeat(10_000))],
  ['a stanza without end', `<message><body>${'x'.repeat(9 * 1024 * 1024)}`],
  ['an attribute without end', `<message id='${'x'.repeat(9 * 1024 * 1024)}`],
  ['tags that cross', '<a><b></a></b>'],
  ['a sender that is no address', "<message from='@'/>"],
  ['a stream error', "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"],
  [
    'another host to go to',
    "<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>evil.example</see-other-host></stream:error>",
  ],
  ['the end of the stream', '</stream:stream>'],
])('the server sends %s: the stream is dropped, said in words, and opened again', async (_, text) => {
  const { south, ada } = await arrange();
  const conversation = await south.next();
  await conversation.welcomes();
  await isOnline(ada);
  conversation.says(text);
  await conversation.ends();
  expect(await isAway(ada)).toMatch(/^The .*\.$/);
  const again = await south.next();
  await again.welcomes();
  await worksAgain(ada, again);
});

test('what nobody asked for is answered as the rules say, or not at all', async () => {
  const { south, ada } = await arrange();
  const conversation = await south.next();
  await conversation.welcomes();
  conversation.says("<iq type='get' id='p' from='south.example'><ping xmlns='urn:xmpp:ping'/></iq>");
  await conversation.hears(/<iq[^>]*id="p"[^>]*type="result"/);
  conversation.says("<iq type='set' id='q' from='south.example'><query xmlns='jabber:iq:roster'/></iq>");
  await conversation.hears(/<iq[^>]*id="q"[^>]*type="error".*service-unavailable/);
  conversation.says("<iq type='result' id='r' from='south.example'/><presence from='x@y'/><message/>");
  await worksAgain(ada, conversation);
});

test('ada leaves with a word, so that no session stays behind', async () => {
  const { south, ada } = await arrange();
  const conversation = await south.next();
  await conversation.welcomes();
  await isOnline(ada);
  const closed = ada.close();
  await conversation.hears(/<\/stream:stream>$/);
  await closed;
  expect(ada.state()).toMatchObject({ is: 'away', nextTryAt: null });
});

test('the connection is lost in mid-command and resumed: the answer still comes', async () => {
  const { south, ada } = await arrange();
  const asked = asks(ada);
  const conversation = await south.next();
  await conversation.welcomes({ management: true });
  const id = await conversation.isAsked('command');
  const before = ada.state();
  conversation.cut();
  expect(await isAway(ada)).not.toBe('');
  const again = await south.next();
  await again.accepts();
  await again.opens("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>");
  await again.hears(/<resume[^>]*previd="session"[^>]*>/);
  again.says("<resumed xmlns='urn:xmpp:sm:3' previd='session' h='0'/>");
  // It was never acknowledged, so it comes again, with its own id.
  expect(await again.isAsked('command')).toBe(id);
  again.answers(id, done('late'));
  expect(await asked).toMatchObject({ ok: true, value: { notes: [{ text: 'late' }] } });
  // The same session as before: a form that was open in it can still be sent.
  expect(ada.state()).toEqual(before);
  await worksAgain(ada, again);
});

test('the connection is lost and can not be resumed: ada is told that it may have run', async () => {
  const { south, ada } = await arrange();
  const asked = asks(ada);
  const conversation = await south.next();
  await conversation.welcomes({ management: true });
  await conversation.isAsked('command');
  const before = ada.state();
  conversation.cut();
  const again = await south.next();
  await again.accepts();
  await again.opens("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>");
  await again.hears(/<resume[^>]*>/);
  again.says("<failed xmlns='urn:xmpp:sm:3'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
  const [, id] = await again.hears(/<iq[^>]*id="([^"]+)"[^>]*><bind.*?<\/iq>/);
  again.says(
    `<iq type='result' id='${id}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>ada@south.example/b</jid></bind></iq>`,
  );
  await again.hears(/<enable[^>]*>/);
  again.says("<enabled xmlns='urn:xmpp:sm:3' id='second' resume='true'/>");
  expect(await asked).toMatchObject({ ok: false, failure: { kind: 'timeout', uncertain: true } });
  await worksAgain(ada, again);
  expect(ada.state().since.getTime()).toBeGreaterThan(before.since.getTime());
});

test('however much is asked, the server is asked now and then what it has got', async () => {
  const { south, ada } = await arrange();
  const conversation = await south.next();
  await conversation.welcomes({ management: true });
  await isOnline(ada);
  const asked = Array.from({ length: 200 }, () => asks(ada));
  await conversation.hears(/<r xmlns="urn:xmpp:sm:3"\/>.*<r xmlns="urn:xmpp:sm:3"\/>/s);
  await ada.close();
  await Promise.all(asked);
});

test('an acknowledgement of more than was sent is nonsense, and does no harm', async () => {
  const { south, ada } = await arrange();
  const conversation = await south.next();
  await conversation.welcomes({ management: true });
  await isOnline(ada);
  conversation.says("<a xmlns='urn:xmpp:sm:3' h='4000000000'/>");
  await conversation.ends();
  expect(await isAway(ada)).toMatch(/broke the rules/);
});

test('a server that offers PLAIN only gets no password where the settings ask for more', async () => {
  const { south, ada } = await arrange({ mechanisms: ['SCRAM-SHA-256', 'SCRAM-SHA-1'] });
  const conversation = await south.next();
  await conversation.offersMechanisms('PLAIN', 'X-OTHER');
  await conversation.ends();
  expect(conversation.heardSoFar).not.toContain('auth');
  expect(await isAway(ada)).toBe('The server offers none of the allowed ways of signing in.');
});

test('the strongest mechanism that both know is used, whatever order the server names them in', async () => {
  const { south } = await arrange({ mechanisms: ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'] });
  const conversation = await south.next();
  await conversation.offersMechanisms('PLAIN', 'SCRAM-SHA-1', 'SCRAM-SHA-256');
  await conversation.hears(/mechanism="SCRAM-SHA-256"/);
});

test('with EXTERNAL the certificate signs in, and no password is said', async () => {
  const server = await ScriptedServer.start();
  const { south } = await arrange({ mechanisms: ['EXTERNAL'], client: server.certificate }, server);
  const conversation = await south.next();
  await conversation.offersMechanisms('PLAIN', 'EXTERNAL');
  const [, name = ''] = await conversation.hears(/<auth[^>]*mechanism="EXTERNAL"[^>]*>([^<]*)<\/auth>/);
  expect(atob(name)).toBe('ada@south.example');
  expect(conversation.hasSeenCertificate).toBe(true);
});

test.each(['', Buffer.from('v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=').toString('base64')])(
  'a server that accepts without having proved that it knows the password is not believed (%s)',
  async (proof) => {
    const { south, ada } = await arrange({ mechanisms: ['SCRAM-SHA-256'] });
    const conversation = await south.next();
    await conversation.offersMechanisms('SCRAM-SHA-256');
    const [, first = ''] = await conversation.hears(/<auth[^>]*>([^<]+)<\/auth>/);
    const nonce = /r=(.+)$/.exec(Buffer.from(first, 'base64').toString())?.[1];
    const challenge = Buffer.from(`r=${nonce}server,s=QSXCR+Q6sek8bf92,i=4096`).toString('base64');
    conversation.says(`<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${challenge}</challenge>`);
    await conversation.hears(/<response[^>]*>[^<]+<\/response>/);
    conversation.says(`<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${proof}</success>`);
    await conversation.ends();
    expect(await isAway(ada)).toMatch(/did not prove/);
  },
);

test('a wrong password is not tried again every second', async () => {
  const { south, ada } = await arrange();
  const conversation = await south.next();
  await conversation.offersMechanisms('PLAIN');
  await conversation.hears(/<auth.*<\/auth>/);
  conversation.says("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
  expect(await isAway(ada)).toBe('The server does not accept the account and its password.');
  const state = ada.state();
  expect(state.is === 'away' && state.nextTryAt && state.nextTryAt.getTime() - Date.now() > 50_000).toBe(true);
});

test('a server that lets everybody in without asking is not believed', async () => {
  const { south, ada } = await arrange();
  const conversation = await south.next();
  await conversation.opens("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
  await conversation.ends();
  expect(conversation.heardSoFar).not.toContain('bind');
  expect(await isAway(ada)).toBe('The server offers no way of signing in.');
});

test('a certificate of another domain ends it before a word is said', async () => {
  const { south, ada } = await arrange({}, await ScriptedServer.start({ domain: 'evil.example' }));
  expect(await isAway(ada)).toMatch(/not for this domain\. It names .*evil\.example/);
  expect(south.everythingHeard).toBe('');
});

test('a certificate of an unknown authority ends it before a word is said', async () => {
  const other = await ScriptedServer.start();
  onTestFinished(() => other.stop());
  const { south, ada } = await arrange({ ca: other.ca });
  expect(await isAway(ada)).toMatch(/certificate .* is not accepted/);
  expect(south.everythingHeard).toBe('');
});

test('without STARTTLS nothing more is said', async () => {
  const { south, ada } = await arrange({ tls: 'starttls' }, await ScriptedServer.start({ tls: 'starttls' }));
  const conversation = await south.next();
  await conversation.offersMechanisms('PLAIN');
  await conversation.ends();
  expect(conversation.heardSoFar).toBe('');
  expect(await isAway(ada)).toBe('The server does not offer TLS on this port.');
});

const offer = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>";
test('with STARTTLS everything else is said encrypted', async () => {
  const { south, ada } = await arrange({ tls: 'starttls' }, await ScriptedServer.start({ tls: 'starttls' }));
  const conversation = await south.next();
  await conversation.opens(offer);
  await conversation.hears(/<starttls[^>]*>/);
  conversation.encrypts("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
  await conversation.welcomes();
  await worksAgain(ada, conversation);
});

test('what was slipped in before encryption began is not taken for what came after', async () => {
  const { south, ada } = await arrange({ tls: 'starttls' }, await ScriptedServer.start({ tls: 'starttls' }));
  const conversation = await south.next();
  await conversation.opens(offer);
  await conversation.hears(/<starttls[^>]*>/);
  conversation.says("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><stream:features/>");
  await conversation.ends();
  expect(await isAway(ada)).toMatch(/went on talking/);
});
