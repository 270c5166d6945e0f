import { readFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { signIn } from './for-tests.ts';
import { plainAnswer, Refused } from './session.ts';
import { find } from './xml.ts';

const demoPassword = () => inject('lab').accounts[0]?.password as string;

test.each(['uma@north.example', 'fay@field.example', 'hana@south.example'])(
  '%s signs in over TLS with the password of the directory',
  async (jid) => {
    const session = await signIn(jid, demoPassword());
    expect(session.jid).toMatch(new RegExp(`^${jid}/`));
    await session.close();
  },
);

test('people of a realm’s second domain sign in there', async () => {
  const { jids, password } = inject('lab').xmppAccounts.people;
  const session = await signIn(jids.find((jid) => jid.endsWith('@north.example.net')) as string, password);
  await session.close();
});

test.each(['uma@north.example', 'hana@south.example'])('a wrong password for %s is refused', async (jid) => {
  await expect(signIn(jid, 'not the password')).rejects.toEqual(new Refused('not-authorized'));
});

test('who is disabled in the directory is refused', async () => {
  await expect(signIn('dora@north.example', demoPassword())).rejects.toBeInstanceOf(Refused);
});

test('an address of another server’s people doesn’t sign in here', async () => {
  await expect(signIn('hana@north.example', demoPassword())).rejects.toBeInstanceOf(Refused);
});

test.each(inject('xmpp').servers.map((server) => [server.kind, server] as const))(
  '%s takes no password before TLS',
  async (_, { host, ports, domains }) => {
    const plain = Buffer.from(`\0uma\0${demoPassword()}`).toString('base64');
    const attempt = `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${plain}</auth>`;
    const { features, answer } = await plainAnswer(host, ports.starttls, domains[0] as string, attempt);
    expect(find(features, 'required')).toBeDefined();
    expect(find(features, 'mechanism')).toBeUndefined();
    expect(answer?.name).toBe('failure');
  },
);

test('a message crosses from one server to the other and back', async () => {
  const uma = await signIn('uma@north.example', demoPassword());
  const hana = await signIn('hana@south.example', demoPassword());
  for (const session of [uma, hana]) session.send('<presence/>');
  uma.say(hana.jid, 'Ahoy from the north');
  await hana.next((stanza) => find(stanza, 'body')?.text === 'Ahoy from the north');
  hana.say(uma.jid, 'Ahoy from the south');
  await uma.next((stanza) => find(stanza, 'body')?.text === 'Ahoy from the south');
  await Promise.all([uma.close(), hana.close()]);
});

test('people of both servers meet in a room of each', async () => {
  const uma = await signIn('uma@north.example', demoPassword());
  const hana = await signIn('hana@south.example', demoPassword());
  for (const { rooms } of inject('xmpp').servers) {
    const room = `meeting@${rooms}`;
    for (const [session, nick] of [[uma, 'uma'] as const, [hana, 'hana'] as const]) {
      session.send(`<presence to="${room}/${nick}"><x xmlns="http://jabber.org/protocol/muc"/></presence>`);
      await session.next(({ name, attributes }) => name === 'presence' && attributes.from === `${room}/${nick}`);
    }
    hana.say(room, `Here is ${room}`, 'groupchat');
    await uma.next((stanza) => find(stanza, 'body')?.text === `Here is ${room}`);
  }
  await Promise.all([uma.close(), hana.close()]);
});

const commands = 'http://jabber.org/protocol/commands';
const command = `<command xmlns="${commands}" node="http://jabber.org/protocol/admin#user-stats" action="execute"/>`;

test.each(inject('xmpp').servers.map((server) => [server.kind, server] as const))(
  '%s offers its commands to the portal’s account on every domain, and refuses them to others',
  async (_, { admin, domains }) => {
    const portal = await signIn(admin.jid, admin.password);
    const someone = await signIn(
      domains.includes('south.example') ? 'hana@south.example' : 'uma@north.example',
      demoPassword(),
    );
    for (const domain of domains) {
      const list = await portal.ask(
        'get',
        domain,
        `<query xmlns="http://jabber.org/protocol/disco#items" node="${commands}"/>`,
      );
      expect(find(list, 'query')?.children.map(({ attributes }) => attributes.node)).toContain(
        'http://jabber.org/protocol/admin#get-online-users-list',
      );
      expect(find(await portal.ask('set', domain, command), 'command')?.attributes.status).toBe('executing');
      const refused = await someone.ask('set', domain, command);
      expect(find(refused, 'forbidden')).toBeDefined();
    }
    await Promise.all([portal.close(), someone.close()]);
  },
);

test('the HTTP API answers the portal’s account and nobody else, and never tells the cluster’s cookie', async () => {
  const [{ httpApi, admin } = { httpApi: '', admin: { jid: '', password: '' } }] = inject('xmpp').servers;
  const ask = async (name: string, jid: string, password: string) => {
    const authorization = `Basic ${Buffer.from(`${jid}:${password}`).toString('base64')}`;
    return (await fetch(`${httpApi}/${name}`, { method: 'POST', body: '{}', headers: { authorization } })).status;
  };
  expect(await ask('list_cluster', admin.jid, admin.password)).toBe(200);
  expect(await ask('list_cluster', 'uma@north.example', demoPassword())).toBe(403);
  expect(await ask('get_cookie', admin.jid, admin.password)).toBe(403);
  expect((await fetch(`${httpApi}/list_cluster`, { method: 'POST', body: '{}' })).ok).toBe(false);
});

test('configurations with passwords are for their owner’s eyes only', async () => {
  const { statSync } = await import('node:fs');
  const { dirname, join } = await import('node:path');
  const [north, south] = inject('xmpp').servers;
  const files = [
    ...(north?.nodes.map(({ logFile }) => join(dirname(logFile), 'ejabberd.yml')) ?? []),
    join(dirname(south?.nodes[0]?.logFile as string), 'prosody.cfg.lua'),
  ];
  expect(files).toHaveLength(3);
  for (const file of files) {
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain(inject('lab').xmppAccounts.directory.password);
  }
});
