import { expect, test } from 'vitest';
import { arrange, isAway, isOnline, worksAgain } from './ada-under-test.ts';

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
