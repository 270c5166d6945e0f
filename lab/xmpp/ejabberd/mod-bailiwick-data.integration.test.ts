import { afterEach, beforeAll, expect, inject, test } from 'vitest';
import { adminNamespace, runCommand } from '../ad-hoc.ts';
import type { Session } from '../session.ts';
import { type Element, find } from '../xml.ts';
import { administrator, column, first, goHome, here, nextBody, person, second } from './for-tests.ts';

const uma = `uma@${here}`;
const nora = `nora@${here}`;
const rex = `rex@${here}`;
const rooms = inject('xmpp').servers[0]?.rooms as string;
const stores = ['roster', 'vcard', 'private', 'offline', 'archive', 'blocking', 'pubsub', 'rooms', 'last'];

const owner = 'http://jabber.org/protocol/muc#owner';
const made: string[] = [];

/** Nothing of these tests stays, and nothing of others is here: these people begin without data. */
beforeAll(empty);
afterEach(empty);

async function empty(): Promise<void> {
  await goHome();
  const portal = await administrator();
  for (const room of made.splice(0)) await portal.ask('set', room, `<query xmlns="${owner}"><destroy/></query>`);
  for (const account of [uma, nora, rex])
    for (const store of stores) await runCommand(portal, here, 'delete-store', { account, store });
  await goHome();
}

async function addContact(of: Session, jid: string, name: string, group: string): Promise<void> {
  const item = `<item jid="${jid}" name="${name}"><group>${group}</group></item>`;
  await of.ask('set', bareOf(of), `<query xmlns="jabber:iq:roster">${item}</query>`);
}

async function makeRoom(of: Session, room: string): Promise<void> {
  made.push(room);
  of.send(`<presence to="${room}/owner"><x xmlns="http://jabber.org/protocol/muc"/></presence>`);
  await of.next(({ name, attributes }) => name === 'presence' && attributes.from === `${room}/owner`);
  await of.ask('set', room, `<query xmlns="${owner}"><x xmlns="jabber:x:data" type="submit"/></query>`);
}

/** To a personal node that is made by it; `access` says who may read it. */
async function publish(session: Session, node: string, payload: string, access: string): Promise<void> {
  const fields = [
    ['FORM_TYPE', 'http://jabber.org/protocol/pubsub#publish-options'],
    ['pubsub#access_model', access],
  ].map(([name, value]) => `<field var="${name}"><value>${value}</value></field>`);
  const options = `<publish-options><x xmlns="jabber:x:data" type="submit">${fields.join('')}</x></publish-options>`;
  const item = `<publish node="${node}"><item id="one">${payload}</item></publish>`;
  await session.ask(
    'set',
    bareOf(session),
    `<pubsub xmlns="http://jabber.org/protocol/pubsub">${item}${options}</pubsub>`,
  );
}

const bareOf = ({ jid }: Session) => jid.split('/')[0] as string;
const bookmarks = '<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="urn:xmpp:bookmarks:1"/></pubsub>';

/** Something of everything. */
async function fill(session: Session): Promise<void> {
  await addContact(session, 'hana@south.example', 'Hana', 'South');
  await addContact(session, 'fay@field.example', 'Fay', 'Field');
  await session.ask('set', uma, '<vCard xmlns="vcard-temp"><FN>Uma</FN></vCard>');
  await session.ask(
    'set',
    uma,
    '<query xmlns="jabber:iq:private"><notes xmlns="urn:example:notes">a secret</notes></query>',
  );
  await session.ask('set', uma, '<block xmlns="urn:xmpp:blocking"><item jid="spam@south.example"/></block>');
  await publish(session, 'urn:xmpp:avatar:metadata', '<metadata xmlns="urn:xmpp:avatar:metadata"/>', 'presence');
  await publish(session, 'urn:xmpp:bookmarks:1', '<conference xmlns="urn:xmpp:bookmarks:1" name="Mine"/>', 'whitelist');
  session.say(nora, 'For the archive');
  await makeRoom(session, `kept-by-uma@${rooms}`);
}

const counted = async (portal: Session, account: string) =>
  Object.fromEntries(
    (await runCommand(portal, here, 'stores', { account })).rows.map(({ store, items }) => [store?.[0], items?.[0]]),
  );

test('everything that is held for a person is copied to another, twice without doubling anything, and deleted', async () => {
  const portal = await administrator(second);
  await fill(await person(uma, { node: first }));
  await goHome();
  const again = await administrator(second);
  const before = await counted(again, uma);
  expect(before).toMatchObject({ roster: '2', vcard: '1', private: '1', blocking: '1', pubsub: '2' });
  expect(Number(before.archive)).toBeGreaterThan(0);
  for (let times = 0; times < 2; times++)
    for (const store of stores) {
      const answer = await runCommand(again, here, 'copy-store', { from: uma, to: rex, store });
      expect(answer).toMatchObject({ status: 'completed', fields: { store: [store], copied: [before[store]] } });
    }
  for (const store of stores) {
    const fields = { account: uma, store };
    expect((await runCommand(again, here, 'delete-store', fields)).fields.deleted).toEqual([before[store]]);
    expect((await runCommand(again, here, 'delete-store', fields)).fields.deleted).toEqual(['0']);
  }
  expect(await counted(again, rex)).toEqual(before);
  const session = await person(rex, { node: first });
  const roster = await session.ask('get', rex, '<query xmlns="jabber:iq:roster"/>');
  expect(roster.children[0]?.children.map(({ attributes }) => attributes.name).sort()).toEqual(['Fay', 'Hana']);
  expect(find(await session.ask('get', rex, '<vCard xmlns="vcard-temp"/>'), 'FN')?.text).toBe('Uma');
  const notes = '<query xmlns="jabber:iq:private"><notes xmlns="urn:example:notes"/></query>';
  expect(find(await session.ask('get', rex, notes), 'notes')?.text).toBe('a secret');
  const blocked = await session.ask('get', rex, '<blocklist xmlns="urn:xmpp:blocking"/>');
  expect(find(blocked, 'item')?.attributes.jid).toBe('spam@south.example');
  expect(find(await session.ask('get', rex, bookmarks), 'conference')?.attributes.name).toBe('Mine');
  const stranger = await person(nora);
  expect(find(await stranger.ask('get', rex, bookmarks), 'closed-node')).toBeDefined();
  await session.ask('set', rex, '<query xmlns="urn:xmpp:mam:2"/>');
  await nextForwarded(session, 'For the archive');
  await portal.close();
});

const nextForwarded = (session: Session, body: string): Promise<Element> =>
  session.next((stanza) => find(stanza, 'forwarded') !== undefined && find(stanza, 'body')?.text === body);

test('messages that wait for one account wait for the other then, in their order', async () => {
  const sender = await person(uma);
  for (const text of ['One', 'Two']) sender.say(nora, text);
  const portal = await administrator();
  await expect.poll(async () => (await counted(portal, nora)).offline).toBe('2');
  for (let times = 0; times < 2; times++) {
    const answer = await runCommand(portal, here, 'copy-store', { from: nora, to: rex, store: 'offline' });
    expect(answer.fields.copied).toEqual(['2']);
  }
  const receiver = await person(rex);
  const messages = [await receiver.next(isMessage), await receiver.next(isMessage)];
  expect(messages.map((message) => find(message, 'body')?.text)).toEqual(['One', 'Two']);
  expect(messages[0]?.attributes).toMatchObject({ from: sender.jid, to: expect.stringContaining(rex) });
});

const isMessage = ({ name }: Element) => name === 'message';

test('what is private is counted and not shown', async () => {
  await fill(await person(uma));
  const { rows } = await runCommand(await administrator(), here, 'user-config', { account: uma });
  const of = (section: string, name: string) =>
    rows.find((row) => row.section?.[0] === section && row.name?.[0] === name)?.value;
  expect(of('account', 'exists')).toEqual(['1']);
  expect(of('account', 'sessions')).toEqual(['1']);
  expect(of('roster', 'groups')).toEqual(['Field', 'South']);
  expect(of('vcard', 'fields')).toEqual(['FN']);
  expect(of('private', 'namespaces')).toEqual(['urn:example:notes']);
  expect(of('pubsub', 'nodes')).toEqual(['urn:xmpp:avatar:metadata', 'urn:xmpp:bookmarks:1']);
  expect(of('rooms', 'owner')).toEqual(['1']);
  expect(JSON.stringify(rows)).not.toMatch(/secret|For the archive/);
});

test('a contact gets another JID in rosters; who is online is told, on both nodes, and nobody gets a presence', async () => {
  const portal = await administrator(first);
  const here1 = await person(uma, { node: first });
  const there = await person(rex, { node: second });
  for (const session of [here1, there]) {
    await session.ask('get', bareOf(session), '<query xmlns="jabber:iq:roster"/>');
    await addContact(session, 'gus@south.example', 'Gus', 'Friends');
  }
  const old = await person('hana@south.example');
  const fields = { accounts: [uma, rex, nora], old: 'gus@south.example', new: 'hana@south.example' };
  const replaced = await runCommand(portal, here, 'replace-contact', fields);
  expect(replaced.rows).toEqual([
    { jid: [nora], changed: ['0'] },
    { jid: [rex], changed: ['1'] },
    { jid: [uma], changed: ['1'] },
  ]);
  for (const session of [here1, there]) {
    const gone = await session.next((stanza) => pushed(stanza)?.subscription === 'remove');
    expect(pushed(gone)?.jid).toBe('gus@south.example');
    await session.next((stanza) => pushed(stanza)?.jid === 'hana@south.example' && pushed(stanza)?.name === 'Gus');
  }
  const roster = await runCommand(portal, here, 'roster', { account: uma });
  expect(roster.rows).toEqual([
    { jid: ['hana@south.example'], name: ['Gus'], subscription: ['none'], groups: ['Friends'] },
  ]);
  const again = await runCommand(portal, here, 'replace-contact', fields);
  expect(column(again, 'changed')).toEqual(['0', '0', '0']);
  expect(column(again, 'why')).toEqual([undefined, undefined, undefined]);
  here1.say(old.jid, 'The first stanza that Hana gets');
  // But for what was kept for her since another test.
  const got = await old.next(
    (stanza) => stanza.name !== 'iq' && stanza.attributes.from !== old.jid && !find(stanza, 'delay'),
  );
  expect(find(got, 'body')?.text).toBe('The first stanza that Hana gets');
});

function pushed(stanza: Element): Record<string, string> | undefined {
  return stanza.name === 'iq' && stanza.attributes.type === 'set' ? find(stanza, 'item')?.attributes : undefined;
}

test('two items of one person in a roster become one, with the groups and rights of both', async () => {
  const portal = await administrator();
  const session = await person(uma);
  await addContact(session, 'gus@south.example', 'Gus', 'Friends');
  await addContact(session, 'hana@south.example', 'Hana', 'South');
  const fields = { accounts: uma, old: 'gus@south.example', new: 'hana@south.example' };
  expect(column(await runCommand(portal, here, 'replace-contact', fields), 'changed')).toEqual(['1']);
  const { rows } = await runCommand(portal, here, 'roster', { account: uma });
  expect(rows).toEqual([
    { jid: ['hana@south.example'], name: ['Hana'], subscription: ['none'], groups: ['Friends', 'South'] },
  ]);
});

test('somebody gets another JID in rooms that run and in rooms that sleep', async () => {
  const portal = await administrator(second);
  const session = await person(uma, { node: first });
  const names = ['awake', 'asleep'].map((name) => `${name}@${rooms}`);
  for (const room of names) await makeRoom(session, room);
  await goHome();
  const again = await administrator(second);
  const answer = await runCommand(again, here, 'replace-affiliate', { old: uma, new: 'new-uma@south.example' });
  expect(answer.rows).toEqual(names.sort().map((room) => ({ room: [room], affiliation: ['owner'], changed: ['1'] })));
  const twice = await runCommand(again, here, 'replace-affiliate', { old: uma, new: 'new-uma@south.example' });
  expect(column(twice, 'changed')).toEqual(['0', '0']);
  expect(column(twice, 'why')).toEqual([undefined, undefined]);
  await runCommand(again, here, 'replace-affiliate', { old: 'new-uma@south.example', new: uma });
  expect((await counted(again, uma)).rooms).toBe('2');
  await portal.close();
});

test('a message of the day reaches who is online at once, everybody else once, and is deleted only when that is confirmed', async () => {
  const portal = await administrator(first);
  const motd = (name: string, fields: Record<string, string>) =>
    runCommand(portal, here, adminNamespace + name, fields);
  const online = await person(uma, { node: second });
  expect((await motd('set-motd', { subject: 'Today', body: 'Soup' })).status).toBe('completed');
  await nextBody(online, 'Soup');
  await nextBody(await person(rex, { node: second }), 'Soup');
  expect((await motd('delete-motd', {})).status).toBe('completed');
  await nextBody(await person(nora, { node: second }), 'Soup');
  await motd('delete-motd', { confirm: '1' });
});
