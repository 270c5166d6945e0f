import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { Session } from '../session.ts';
import { type Element, find } from '../xml.ts';
import { administrator, asked, column, goHome, here, nextBody, person, rooms } from './for-tests.ts';

const [hana, otto, aud] = [`hana@${here}`, `otto@${here}`, `aud@${here}`] as const;
const stores = ['roster', 'vcard', 'private', 'pubsub', 'offline', 'archive', 'blocking', 'rooms', 'last'] as const;
let portal: Session;
/** Rooms of the lab stay: each test has its own. */
let den: string;
let tests = 0;

beforeEach(async () => {
  expect(inject('xmpp').servers[1]?.domains).toEqual([here]);
  portal = await administrator();
  tests += 1;
  den = `den${tests}@${rooms}`;
  for (const account of [hana, otto, aud])
    for (const store of stores) await asked(portal, 'delete-store', { account, store });
});
afterEach(goHome);

const rosterQuery = '<query xmlns="jabber:iq:roster"/>';

/** Adds a contact as a client does, and asks for the roster, so that pushes come. */
async function addContact(session: Session, contact: string, name: string, group: string) {
  await ask(session, 'get', rosterQuery);
  const item = `<item jid="${contact}" name="${name}"><group>${group}</group></item>`;
  await ask(session, 'set', `<query xmlns="jabber:iq:roster">${item}</query>`);
  await session.next((stanza) => pushed(stanza, contact) !== undefined);
}

function pushed(stanza: Element, contact: string): Element | undefined {
  if (stanza.name !== 'iq' || stanza.attributes.type !== 'set') return undefined;
  return find(stanza, 'query')?.children.find(({ attributes }) => attributes.jid === contact);
}

/** To the own account, which is who an address without any means. */
function ask(session: Session, type: 'get' | 'set', payload: string) {
  return session.ask(type, session.jid.split('/')[0] as string, payload);
}

function publish(session: Session, node: string, id: string, text: string) {
  const item = `<item id="${id}"><note xmlns="urn:example:note">${text}</note></item>`;
  const pubsub = 'http://jabber.org/protocol/pubsub';
  return ask(session, 'set', `<pubsub xmlns="${pubsub}"><publish node="${node}">${item}</publish></pubsub>`);
}

async function enter(session: Session, room: string, nick: string) {
  session.send(`<presence to="${room}/${nick}"><x xmlns="http://jabber.org/protocol/muc"/></presence>`);
  await session.next(({ name, attributes }) => name === 'presence' && attributes.from === `${room}/${nick}`);
}

async function counts(account: string): Promise<Record<string, string | undefined>> {
  const { rows } = await asked(portal, 'stores', { account });
  return Object.fromEntries(rows.map(({ store, items }) => [store?.[0], items?.[0]]));
}

/** Hana with one of everything but waiting messages; a word with otto, who is away. */
async function furnished(): Promise<Session> {
  const session = await person(hana);
  await addContact(session, 'ada@north.example', 'Ada', 'Office');
  await ask(session, 'set', '<query xmlns="jabber:iq:private"><notes xmlns="urn:example:notes">mine</notes></query>');
  await ask(session, 'set', '<vCard xmlns="vcard-temp"><FN>Hana</FN></vCard>');
  await ask(session, 'set', '<block xmlns="urn:xmpp:blocking"><item jid="spam@north.example"/></block>');
  await publish(session, 'urn:example:node', 'one', 'published');
  session.say(otto, 'Are you there?');
  await enter(session, den, 'hana');
  return session;
}

const all = { roster: '1', vcard: '1', private: '1', pubsub: '1', archive: '1', blocking: '1', rooms: '1', last: '1' };
const none = Object.fromEntries(stores.map((store) => [store, '0']));

test('stores: what there is of each, and that it can be moved', async () => {
  await furnished();
  expect(await counts(hana)).toEqual({ ...all, offline: '0' });
  expect(await counts(otto)).toEqual({ ...none, archive: '1', offline: '1' });
  expect(column(await asked(portal, 'stores', { account: hana }), 'movable')).toEqual(stores.map(() => '1'));
});

test('user-config: counted, and nothing private shown', async () => {
  await furnished();
  const { rows } = await asked(portal, 'user-config', { account: hana });
  const values = Object.fromEntries(rows.map(({ section, name, value }) => [`${section} ${name}`, value?.join(' ')]));
  expect(values).toMatchObject({
    'account authentication': 'ldap',
    'account exists': '1',
    'account sessions': '1',
    'roster contacts': '1',
    'private elements': '1',
    'archive messages': '1',
    'blocking blocked': '1',
    'pubsub urn:example:node': '1',
    'rooms owner': '1',
  });
  expect(JSON.stringify(rows)).not.toMatch(/mine|published|Are you there|spam/);
});

test.each(stores)('copy-store and delete-store: %s, and again changes nothing', async (store) => {
  await (await furnished()).close();
  const [from, to] = [store === 'offline' ? otto : hana, aud];
  const before = await counts(from);
  for (const _ of ['once', 'again']) {
    const { status, fields } = await asked(portal, 'copy-store', { from, to, store });
    expect({ status, fields }).toEqual({ status: 'completed', fields: { copied: [before[store]], store: [store] } });
  }
  expect(await counts(to)).toEqual({ ...none, [store]: '1' });
  expect(await counts(from)).toEqual(before);
  for (const deleted of ['1', '0'])
    expect((await asked(portal, 'delete-store', { account: to, store })).fields.deleted).toEqual([deleted]);
  expect(await counts(to)).toEqual(none);
});

test('what is copied is there for the person: contacts pushed, notes, vCard, blocked, published', async () => {
  await furnished();
  const there = await person(aud);
  await ask(there, 'get', rosterQuery);
  for (const store of stores) await asked(portal, 'copy-store', { from: hana, to: aud, store });
  const push = await there.next((stanza) => pushed(stanza, 'ada@north.example') !== undefined);
  expect(pushed(push, 'ada@north.example')).toMatchObject({
    attributes: { name: 'Ada' },
    children: [{ text: 'Office' }],
  });
  const notes = await ask(there, 'get', '<query xmlns="jabber:iq:private"><notes xmlns="urn:example:notes"/></query>');
  expect(find(notes, 'notes')?.text).toBe('mine');
  expect(find(await ask(there, 'get', '<vCard xmlns="vcard-temp"/>'), 'FN')?.text).toBe('Hana');
  const blocked = await ask(there, 'get', '<blocklist xmlns="urn:xmpp:blocking"/>');
  expect(find(blocked, 'item')?.attributes.jid).toBe('spam@north.example');
  const pubsub = '<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="urn:example:node"/></pubsub>';
  expect(find(await ask(there, 'get', pubsub), 'note')?.text).toBe('published');
});

test('what is at the new place stays, and the archive is in the order of time', async () => {
  const [there, speaker] = [await person(aud), await person(hana)];
  await publish(there, 'urn:example:node', 'one', 'aud’s own');
  await addContact(there, 'ada@north.example', 'My Ada', 'Friends');
  for (const [session, body] of [
    [speaker, 'first'] as const,
    [there, 'second'] as const,
    [speaker, 'third'] as const,
  ]) {
    session.say(otto, body);
    // Archives keep whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1100));
  }
  await addContact(speaker, 'ada@north.example', 'Ada', 'Office');
  await publish(speaker, 'urn:example:node', 'one', 'hana’s');
  for (const store of ['archive', 'pubsub', 'roster'])
    await asked(portal, 'copy-store', { from: hana, to: aud, store });
  await ask(there, 'set', '<query xmlns="urn:xmpp:mam:2" queryid="q"/>');
  const bodies = [];
  for (let index = 0; index < 3; index++)
    bodies.push(find(await there.next((stanza) => find(stanza, 'result') !== undefined), 'body')?.text);
  expect(bodies).toEqual(['first', 'second', 'third']);
  const pubsub = '<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="urn:example:node"/></pubsub>';
  expect(find(await ask(there, 'get', pubsub), 'note')?.text).toBe('aud’s own');
  expect(column(await asked(portal, 'roster', { account: aud }), 'name')).toEqual(['My Ada']);
});

test('waiting messages that were moved are delivered at the next sign-in, once', async () => {
  (await person(hana)).say(otto, 'This waits');
  await expect.poll(async () => (await counts(otto)).offline).toBe('1');
  await asked(portal, 'copy-store', { from: otto, to: aud, store: 'offline' });
  await asked(portal, 'delete-store', { account: otto, store: 'offline' });
  await nextBody(await person(aud), 'This waits');
  expect(await counts(otto)).toMatchObject({ offline: '0' });
  expect(await counts(aud)).toMatchObject({ offline: '0' });
});

test('all of it can be moved to a name that the directory doesn’t have yet, and back', async () => {
  await (await furnished()).close();
  const [nobody, before] = [`nobody${tests}@${here}`, await counts(hana)];
  const copyAll = async (from: string, to: string) => {
    for (const store of stores) await asked(portal, 'copy-store', { from, to, store });
  };
  await copyAll(hana, nobody);
  expect(await counts(nobody)).toEqual(before);
  for (const store of stores) await asked(portal, 'delete-store', { account: hana, store });
  expect(await counts(hana)).toEqual(none);
  await copyAll(nobody, hana);
  expect(await counts(hana)).toEqual(before);
  for (const store of stores) await asked(portal, 'delete-store', { account: nobody, store });
  expect(await counts(nobody)).toEqual(none);
  const there = await person(hana);
  const pubsub = '<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="urn:example:node"/></pubsub>';
  expect(find(await ask(there, 'get', pubsub), 'note')?.text).toBe('published');
});

test('nothing is copied to itself', async () => {
  expect((await asked(portal, 'copy-store', { from: hana, to: hana, store: 'roster' })).status).toBe('bad-request');
});

test('roster: contacts with name, groups and subscription, at most as many as asked', async () => {
  const session = await person(hana);
  await addContact(session, 'ada@north.example', 'Ada', 'Office');
  await addContact(session, 'uma@north.example', 'Uma &amp; Co', 'Office');
  const [first, second] = [
    { jid: ['ada@north.example'], name: ['Ada'], subscription: ['none'], groups: ['Office'] },
    { jid: ['uma@north.example'], name: ['Uma & Co'], subscription: ['none'], groups: ['Office'] },
  ];
  expect((await asked(portal, 'roster', { account: hana })).rows).toEqual([first, second]);
  const cut = await asked(portal, 'roster', { account: hana, limit: '1' });
  expect([cut.rows, cut.fields]).toEqual([[first], { more: ['1'], total: ['2'] }]);
});

test('replace-contact: the new one has all that the old one had, sessions are told, and nobody gets presence', async () => {
  const session = await person(hana);
  await addContact(session, 'ada@north.example', 'Ada', 'Office');
  const change = { accounts: [hana, otto, `nobody@${here}`], old: 'ada@north.example', new: 'uma@north.example' };
  const first = await asked(portal, 'replace-contact', change);
  expect(column(first, 'changed')).toEqual(['1', '0', '0']);
  const added = await session.next((stanza) => pushed(stanza, 'uma@north.example') !== undefined);
  expect(pushed(added, 'uma@north.example')).toMatchObject({ attributes: { name: 'Ada', subscription: 'none' } });
  const removed = await session.next((stanza) => pushed(stanza, 'ada@north.example') !== undefined);
  expect(pushed(removed, 'ada@north.example')?.attributes.subscription).toBe('remove');
  const second = await asked(portal, 'replace-contact', change);
  expect([column(second, 'changed'), column(second, 'why')]).toEqual([
    ['0', '0', '0'],
    [undefined, undefined, undefined],
  ]);
  expect((await asked(portal, 'roster', { account: hana })).rows).toEqual([
    { jid: ['uma@north.example'], name: ['Ada'], subscription: ['none'], groups: ['Office'] },
  ]);
});

test('replace-contact: subscriptions both ways are kept, and presence goes to the new address', async () => {
  const [one, other] = [await person(hana), await person(otto)];
  for (const session of [one, other]) await ask(session, 'get', rosterQuery);
  for (const [session, contact] of [[one, otto] as const, [other, hana] as const]) {
    session.send(`<presence type="subscribe" to="${contact}"/>`);
    await asked(portal, 'roster', { account: contact });
  }
  for (const [session, contact] of [[one, otto] as const, [other, hana] as const])
    session.send(`<presence type="subscribed" to="${contact}"/>`);
  await expect
    .poll(async () => column(await asked(portal, 'roster', { account: hana }), 'subscription'))
    .toEqual(['both']);
  const watcher = await person(aud);
  await asked(portal, 'replace-contact', { accounts: hana, old: otto, new: aud });
  expect((await asked(portal, 'roster', { account: hana })).rows).toEqual([{ jid: [aud], subscription: ['both'] }]);
  one.send('<presence><status>To whom it concerns</status></presence>');
  await watcher.next((stanza) => find(stanza, 'status')?.text === 'To whom it concerns');
});

test('replace-affiliate: in every room; the new one owns them, and the old one has nothing left', async () => {
  const session = await person(hana);
  const both = [`attic-${den}`, den];
  for (const room of both) await enter(session, room, 'hana');
  const change = { old: hana, new: otto };
  const first = await asked(portal, 'replace-affiliate', change);
  expect(column(first, 'room')).toEqual(both);
  expect(column(first, 'affiliation')).toEqual(['owner', 'owner']);
  expect(column(first, 'changed')).toEqual(['1', '1']);
  const second = await asked(portal, 'replace-affiliate', change);
  expect(column(second, 'changed')).toEqual(['0', '0']);
  expect([(await counts(hana)).rooms, (await counts(otto)).rooms]).toEqual(['0', '2']);
  const owners = '<query xmlns="http://jabber.org/protocol/muc#admin"><item affiliation="owner"/></query>';
  expect(find(await (await person(otto)).ask('get', den, owners), 'item')?.attributes.jid).toBe(otto);
});

test('replace-affiliate: who has more already keeps it', async () => {
  const session = await person(hana);
  await enter(session, den, 'hana');
  const member = `<item affiliation="member" jid="${aud}"/>`;
  await session.ask('set', den, `<query xmlns="http://jabber.org/protocol/muc#admin">${member}</query>`);
  const { rows } = await asked(portal, 'replace-affiliate', { old: aud, new: hana });
  expect(rows).toEqual([{ room: [den], affiliation: ['member'], changed: ['1'] }]);
  expect([(await counts(aud)).rooms, (await counts(hana)).rooms]).toEqual(['0', '1']);
  expect(await rolesOf(hana)).toContain('owner');
});

async function rolesOf(account: string): Promise<(string | undefined)[]> {
  const { rows } = await asked(portal, 'user-config', { account });
  return rows.filter(({ section }) => section?.[0] === 'rooms').map(({ name }) => name?.[0]);
}

test('an archive of many messages is copied in one go, and each once', async () => {
  const speaker = await person(hana);
  for (let index = 0; index < 150; index++) speaker.say(otto, `message ${index}`);
  await expect.poll(async () => (await counts(hana)).archive, { timeout: 20_000, interval: 200 }).toBe('150');
  const copied = { from: hana, to: aud, store: 'archive' };
  for (const _ of ['once', 'again']) expect((await asked(portal, 'copy-store', copied)).fields.copied).toEqual(['150']);
});
