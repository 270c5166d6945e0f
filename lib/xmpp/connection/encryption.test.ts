import { expect, onTestFinished, test } from 'vitest';
import { ScriptedServer } from '../scripted-server-under-test.ts';
import { arrange, isAway, worksAgain } from './ada-under-test.ts';

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
