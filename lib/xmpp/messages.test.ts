import { expect, onTestFinished, test, vi } from 'vitest';
import { SupervisedConnection } from './connection.ts';
import type { OutgoingMessage } from './port.ts';
import { type Conversation, ScriptedServer } from './scripted-server-under-test.ts';

vi.setConfig({ testTimeout: 40_000 });

/** What real servers do with messages is tested against them (lib/collector/alerts-by-xmpp); here they say what none would. */
const message: OutgoingMessage = {
  ...{ to: 'ops@south.example', id: 'the-id', subject: 'Away', body: 'It is away.' },
  events: [
    {
      ...{ id: 'alert.firing', at: new Date('2026-11-21T12:00:00Z'), type: 'Error', level: 'Major', object: 'north' },
      ...{ subject: '', text: '<It> & it', tags: { value: '1' } },
    },
  ],
};

/** ada, who has sent the message to a server that has said nothing about it yet. */
async function sends({ management = true } = {}) {
  const south = await ScriptedServer.start();
  const ada = new SupervisedConnection(south.address(), { info() {}, warn() {} });
  onTestFinished(async () => {
    await ada.close();
    await south.stop();
  });
  const conversation = await south.next();
  await conversation.welcomes({ management });
  await vi.waitFor(() => expect(ada.state().is).toBe('online'), { timeout: 20_000, interval: 10 });
  const sent = ada.message(message);
  await conversation.hears(/<message[^>]*>.*?<\/message>/s);
  return { conversation, sent, south };
}

const isOpen = (sent: Promise<unknown>) =>
  Promise.race([sent.then(() => false), new Promise((go) => setTimeout(go, 300, true))]);
const acknowledges = async (conversation: Conversation, count: number) => {
  await conversation.hears(/<r [^>]*>/);
  conversation.says(`<a xmlns='urn:xmpp:sm:3' h='${count}'/>`);
};
const returns = (conversation: Conversation, from: string, id = 'the-id') =>
  conversation.says(
    `<message type='error' id='${id}' from='${from}' to='ada@south.example/desk'><error type='cancel'>` +
      `<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
  );

test('a message counts as taken when the server says that it has it, and not before', async () => {
  const { conversation, sent } = await sends();
  expect(await isOpen(sent)).toBe(true);
  await acknowledges(conversation, 0);
  expect(await isOpen(sent)).toBe(true);
  conversation.says("<a xmlns='urn:xmpp:sm:3' h='1'/>");
  expect(await sent).toMatchObject({ ok: true });
});

test('one that comes back right away was not taken; what others say of it is not heard', async () => {
  const { conversation, sent } = await sends();
  returns(conversation, 'mallory@evil.example');
  returns(conversation, 'ops@south.example', 'another-id');
  expect(await isOpen(sent)).toBe(true);
  returns(conversation, 'ops@south.example');
  const answer = await sent;
  expect(answer).toMatchObject({ ok: false, failure: { why: expect.stringContaining('no such account') } });
  expect(answer).not.toMatchObject({ failure: { uncertain: true } });
});

test('one that comes back late is told late', async () => {
  const { conversation, sent } = await sends();
  await acknowledges(conversation, 1);
  const answer = await sent;
  if (!answer.ok) throw new Error(answer.failure.why);
  returns(conversation, 'ops@south.example');
  expect(await answer.value.refused).toMatchObject({ why: expect.stringContaining('no such account') });
});

test('where the server has no XEP-0198, an answer to what was sent behind it says that it has it', async () => {
  const { conversation, sent } = await sends({ management: false });
  expect(await isOpen(sent)).toBe(true);
  conversation.answers(await conversation.isAsked('urn:xmpp:ping'), '');
  expect(await sent).toMatchObject({ ok: true });
});

test('a session that is lost leaves it open whether the server has it, and it is not sent again behind anybody’s back', async () => {
  const { conversation, sent, south } = await sends();
  conversation.cut();
  const next = await south.next();
  await next.accepts();
  await next.opens("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>");
  await next.hears(/<resume [^>]*>/);
  next.says("<failed xmlns='urn:xmpp:sm:3'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
  const [, id] = await next.hears(/<iq[^>]*id="([^"]+)"[^>]*><bind.*?<\/iq>/);
  const bound = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>ada@south.example/desk</jid></bind>";
  next.says(`<iq type='result' id='${id}'>${bound}</iq>`);
  await next.hears(/<enable[^>]*>/);
  next.says("<enabled xmlns='urn:xmpp:sm:3' id='session' resume='true'/>");
  expect(await sent).toMatchObject({
    ok: false,
    failure: { uncertain: true, why: expect.stringContaining('may have arrived') },
  });
  expect(next.heardSoFar).not.toContain('<message');
});

test('a session that is resumed sends it again when the server has not counted it, and it is taken once', async () => {
  const { conversation, sent, south } = await sends();
  conversation.cut();
  const next = await south.next();
  await next.accepts();
  await next.opens("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>");
  await next.hears(/<resume [^>]*>/);
  next.says("<resumed xmlns='urn:xmpp:sm:3' h='0' previd='session'/>");
  await next.hears(/<message[^>]*id="the-id"/);
  await acknowledges(next, 1);
  expect(await sent).toMatchObject({ ok: true });
});
