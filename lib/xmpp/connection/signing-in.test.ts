import { expect, test } from 'vitest';
import { ScriptedServer } from '../scripted-server-under-test.ts';
import { arrange, isAway } from './ada-under-test.ts';

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
