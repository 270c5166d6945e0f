import { expect, test } from 'vitest';
import { arrange, asks, done, isAway, isOnline, worksAgain } from './ada-under-test.ts';

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
