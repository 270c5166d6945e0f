import { xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { arrange, asks, done, isAway, isOnline, node, worksAgain } from './ada-under-test.ts';

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
