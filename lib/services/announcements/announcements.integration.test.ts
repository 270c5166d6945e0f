import pino from 'pino';
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { signIn } from '#lab/xmpp/for-tests.ts';
import type { Session } from '#lab/xmpp/session.ts';
import { listAudit } from '../../store/audit-list.ts';
import { xmppConnector } from '../../xmpp/connect.ts';
import type { Context } from '../context.ts';
import { managedLabServers } from '../testing/lab-servers.ts';
import { accountPassword, asAccount, filledCatalog, testPortal } from '../testing/portal.ts';
import { arrange, newPerson, signedIn, value } from '../testing/signed-in.ts';
import { countedAs } from './announcement-jobs.ts';
import { announcementPlaces } from './announcement-places.ts';
import { changeMotd } from './change-motd.ts';
import { listAnnouncements } from './list-announcements.ts';
import { previewAnnouncement } from './preview-announcement.ts';
import { sendAnnouncement } from './send-announcement.ts';

/** On the lab's ejabberd and Prosody: what people really get. */
const portal = testPortal({}, xmppConnector(pino({ level: 'silent' })));
const ids = managedLabServers(portal, inject('xmpp'));
const { people } = inject('lab').xmppAccounts;
let ada: Context;
let realms: Record<'north' | 'field' | 'south', string>;

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
  await filledCatalog(portal);
  const north = portal.tree.realmsBase.child('ou', 'north');
  realms = {
    north: await idOf(north),
    field: await idOf(north.child('ou', 'field')),
    south: await idOf(portal.tree.realmsBase.child('ou', 'south')),
  };
});

async function idOf(dn: typeof portal.tree.realmsBase): Promise<string> {
  return value(await portal.directory.asService().read(dn, ['entryUUID']))?.id ?? '';
}

const personAt = (domain: string) => people.jids.find((jid) => jid.endsWith(`@${domain}`)) ?? '';
const toRealm = (realm: 'north' | 'field' | 'south', who = 'everybody') => ({ is: 'realm', realm: realms[realm], who });
const words = () => ({ subject: 'Water', body: `It is off.\nUntil nine. ${crypto.randomUUID()}` });

async function online(jid: string, password = people.password): Promise<Session> {
  const session = await signIn(jid, password);
  onTestFinished(() => session.close());
  session.send('<presence/>');
  await session.next(({ name, attributes }) => name === 'presence' && attributes.from === session.jid);
  return session;
}

const faySignsIn = async () => online((await asAccount(portal, 'fay')).actor.jid, accountPassword('fay'));

/** Waits for the message with this text. */
const gets = (session: Session, body: string) =>
  session.next(({ name, children }) => name === 'message' && children.some((child) => child.text === body));

/** What came up to now, asked behind an answer of the server, so that nothing is still under way. */
async function hasGot(session: Session, body: string): Promise<boolean> {
  let found = false;
  await session.ask('get', session.jid.split('@')[1]?.split('/')[0] ?? '', '<ping xmlns="urn:xmpp:ping"/>');
  await Promise.race([
    gets(session, body).then(() => {
      found = true;
    }),
    new Promise((resolve) => setTimeout(resolve, 50)),
  ]);
  return found;
}

async function send(context: Context, input: object) {
  const job = value(await sendAnnouncement(context, { ...input, token: crypto.randomUUID() }));
  return ended(context, job.id);
}

async function ended(context: Context, id: string) {
  const find = async () => value(await listAnnouncements(context, {})).rows.find((job) => job.id === id);
  await expect.poll(async () => (await find())?.endedAt ?? null, { timeout: 20_000 }).not.toBeNull();
  return find();
}

const lastRecord = async () => (await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 1 })).rows[0];
const records = async () =>
  (await listAudit(portal.db, { realmKeys: null, action: 'announcements.send' }, { offset: 0, limit: 1 })).total;

describe('to a realm', () => {
  test('who is online gets it now, who is offline at the next sign-in, and nobody outside', async () => {
    const [here, elsewhere] = [await online(personAt('field.example')), await online(personAt('south.example'))];
    const above = await online(personAt('north.example'));
    const message = words();
    const job = await send(ada, { to: toRealm('field'), ...message });
    expect(job).toMatchObject({ unit: 'people', failed: 0, unsure: 0, unreached: 0, stopped: false, failure: null });
    const got = await gets(here, message.body);
    expect(got.attributes.type).toBe('headline');
    expect(got.children.find(({ name }) => name === 'subject')?.text).toBe('Water');
    for (const outside of [elsewhere, above]) expect(await hasGot(outside, message.body)).toBe(false);
    await gets(await faySignsIn(), message.body);
    expect(await lastRecord()).toMatchObject({
      action: 'announcements.send',
      outcome: 'succeeded',
      targetId: realms.field,
      realmKey: expect.stringContaining('ou=field'),
      after: { subject: ['Water'], body: [message.body], sent: [countedAs('people', job?.sent ?? 0)] },
    });
  });

  test('only who is online gets it, where that was chosen', async () => {
    const here = await online(personAt('field.example'));
    const message = words();
    const preview = value(await previewAnnouncement(ada, { to: toRealm('field', 'online'), ...message }));
    expect(preview).toMatchObject({ online: 1, people: 1, unreached: [] });
    const job = await send(ada, { to: toRealm('field', 'online'), ...message });
    expect(job).toMatchObject({ sent: 1, failed: 0 });
    expect(job?.offline).toBeGreaterThan(0);
    await gets(here, message.body);
    expect(await hasGot(await faySignsIn(), message.body)).toBe(false);
  });

  test('the preview says how many there are, how many of them are online, by which server, and sends nothing', async () => {
    const here = await online(personAt('field.example'));
    const before = await records();
    const message = words();
    const preview = value(await previewAnnouncement(ada, { to: toRealm('field'), ...message }));
    expect(preview).toMatchObject({ name: 'everybody in field', who: 'everybody', online: 1, ...message });
    expect(preview.parts).toEqual([
      {
        domain: 'field.example',
        people: preview.people,
        online: 1,
        by: 'The north one, announce-to (mod_bailiwick)',
      },
    ]);
    expect(preview.people).toBeGreaterThan(1);
    expect(await hasGot(here, message.body)).toBe(false);
    expect(await records()).toBe(before);
  });

  test('an address of somebody else in a realm’s entry leads nowhere', async () => {
    const stranger = await newPerson(portal, 'borrower', 'south');
    const borrowed = personAt('north.example');
    // The directory keeps addresses unique, so that it is one that nobody has but that the north server would take.
    await arrange(portal, stranger.dn, [{ op: 'put', attribute: 'mail', values: [`nobody-has-this@north.example`] }]);
    await filledCatalog(portal);
    const session = await online(borrowed);
    const message = words();
    const preview = value(await previewAnnouncement(ada, { to: toRealm('south'), ...message }));
    expect(preview.unreached).toContainEqual({
      domain: 'north.example',
      people: 1,
      why: expect.stringContaining('no domain of the realm'),
      todo: expect.any(String),
    });
    expect(preview.parts.map(({ domain }) => domain)).toEqual(['south.example']);
    expect(await send(ada, { to: toRealm('south'), ...message })).toMatchObject({ unreached: 1 });
    expect(await hasGot(session, message.body)).toBe(false);
  });

  test('pressed twice it is sent once', async () => {
    const here = await online(personAt('field.example'));
    const [message, token, before] = [words(), crypto.randomUUID(), await records()];
    const input = { to: toRealm('field', 'online'), ...message, token };
    const [first, second] = await Promise.all([sendAnnouncement(ada, input), sendAnnouncement(ada, input)]);
    expect(value(second).id).toBe(value(first).id);
    await ended(ada, value(first).id);
    expect(value(await sendAnnouncement(ada, input)).id).toBe(value(first).id);
    await gets(here, message.body);
    expect(await hasGot(here, message.body)).toBe(false);
    expect(await records()).toBe(before + 1);
  });
});

describe('who may', () => {
  async function runnerOf(realm: 'south'): Promise<Context> {
    const person = await newPerson(portal, 'herald', realm);
    const dn = portal.tree.realmsBase.child('ou', realm);
    const values = [person.dn.toString()];
    await arrange(portal, dn, [{ op: 'add', attribute: 'bwCommandRunner', values }]);
    onTestFinished(() => arrange(portal, dn, [{ op: 'delete', attribute: 'bwCommandRunner', values }]));
    return signedIn(portal, person.dn);
  }

  test('whoever may run commands in a realm announces there without seeing who is in it', async () => {
    const herald = await runnerOf('south');
    const here = await online(personAt('south.example'));
    const message = words();
    const preview = value(await previewAnnouncement(herald, { to: toRealm('south', 'online'), ...message }));
    expect(JSON.stringify(preview)).not.toContain(personAt('south.example'));
    expect(preview.parts.map(({ by }) => by)).toEqual([null]);
    expect(await send(herald, { to: toRealm('south', 'online'), ...message })).toMatchObject({ sent: 1 });
    await gets(here, message.body);
    expect(
      value(await listAnnouncements(ada, {})).rows.map(({ subject, sent, name }) => [subject, sent, name]),
    ).not.toContainEqual(['Water', 1, 'everybody online in south']);
  });

  test('another realm is to them as one that isn’t there, and so is a server', async () => {
    const herald = await runnerOf('south');
    const message = words();
    const here = await online(personAt('field.example'));
    const nowhere = { is: 'realm', realm: crypto.randomUUID(), who: 'everybody' };
    const missing = await previewAnnouncement(herald, { to: nowhere, ...message });
    const server = { is: 'server', server: ids.south, host: null, who: 'online' };
    for (const to of [toRealm('field'), toRealm('north'), server]) {
      const preview = await previewAnnouncement(herald, { to, ...message });
      const sent = await sendAnnouncement(herald, { to, ...message, token: crypto.randomUUID() });
      for (const answer of [preview, sent]) expect(answer).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
      expect(told(preview)).toEqual(told(missing));
    }
    expect(await hasGot(here, message.body)).toBe(false);
  });

  test('who sees a realm but may not announce there is told so', async () => {
    const hana = await asAccount(portal, 'hana');
    expect(await previewAnnouncement(hana, { to: toRealm('south'), ...words() })).toMatchObject({
      failure: { kind: 'refused' },
    });
    expect(await previewAnnouncement(hana, { to: toRealm('field'), ...words() })).toMatchObject({
      failure: { kind: 'not-found' },
    });
  });

  function told(answer: Awaited<ReturnType<typeof previewAnnouncement>>) {
    return answer.ok ? null : { ...answer.failure, reference: '' };
  }
});

describe('to a server', () => {
  test.each(['north', 'south'] as const)(
    'everybody online on %s gets it, and the server’s claim is said',
    async (name) => {
      const here = await online(personAt(`${name}.example`));
      const message = words();
      const to = { is: 'server', server: ids[name], host: `${name}.example`, who: 'online' };
      const preview = value(await previewAnnouncement(ada, { to, ...message }));
      expect(preview).toMatchObject({ name: `everybody online on ${name}.example`, unreached: [] });
      expect(preview.online).toBeGreaterThan(0);
      const job = await send(ada, { to, ...message });
      expect(job).toMatchObject({ unit: 'domains', total: 1, sent: 1, failure: null });
      expect(job?.claims).toHaveLength(1);
      await gets(here, message.body);
      expect(await lastRecord()).toMatchObject({
        action: 'announcements.send',
        targetId: ids[name],
        outcome: 'succeeded',
      });
    },
  );

  test('what a server can’t is said before, and nothing is sent', async () => {
    const places = value(await announcementPlaces(ada, {})).rows;
    const south = places.find(({ id }) => id === ids.south);
    expect(south).toMatchObject({ domains: ['south.example'], online: { can: true }, everybody: { can: false } });
    const to = { is: 'server', server: ids.south, host: null, who: 'everybody' };
    const before = await records();
    const preview = value(await previewAnnouncement(ada, { to, ...words() }));
    expect(preview).toMatchObject({ parts: [], unreached: [{ domain: 'south.example', why: expect.any(String) }] });
    expect(await sendAnnouncement(ada, { to, ...words(), token: crypto.randomUUID() })).toMatchObject({
      failure: { kind: 'unavailable', why: expect.stringContaining('Nobody can be reached') },
    });
    expect(await records()).toBe(before);
  });
});

describe('the message of the day', () => {
  test.each(['north', 'south'] as const)('is shown at sign-in on %s until it is deleted', async (name) => {
    const [host, first, second] = [`${name}.example`, words(), words()];
    const [one = '', other = ''] = people.jids.filter((jid) => jid.endsWith(`@${host}`));
    const change = async (to: object) => value(await changeMotd(ada, { id: ids[name], host, change: to }));
    const here = await online(one);
    expect(await change({ is: 'set', message: first })).toHaveProperty('seen');
    await gets(here, first.body);
    expect(await lastRecord()).toMatchObject({ action: 'servers.motd', targetName: host, outcome: 'succeeded' });
    await change({ is: 'edit', message: second });
    expect(await hasGot(here, second.body)).toBe(false);
    await gets(await online(other), second.body);
    await change({ is: 'delete' });
    expect(await hasGot(await online(one), second.body)).toBe(false);
  });

  test('is nothing for an operator or a delegated administrator to change', async () => {
    const change = { is: 'delete' };
    const input = { id: ids.north, host: 'north.example', change };
    expect(await changeMotd(await asAccount(portal, 'otto'), input)).toMatchObject({ failure: { kind: 'refused' } });
    expect(await changeMotd(await asAccount(portal, 'rex'), input)).toMatchObject({ failure: { kind: 'not-found' } });
  });
});

describe('what is written', () => {
  test.each([
    ['nothing', { subject: '', body: '  \n ' }],
    ['control characters', { subject: '', body: 'ring\u0007' }],
    ['a subject of two lines', { subject: 'one\ntwo', body: 'x' }],
    ['more than 10,000 characters', { subject: '', body: 'x'.repeat(10_001) }],
  ])('%s is not sent', async (_, message) => {
    expect(await sendAnnouncement(ada, { to: toRealm('field'), ...message, token: crypto.randomUUID() })).toMatchObject(
      { failure: { kind: 'invalid' } },
    );
  });
});
