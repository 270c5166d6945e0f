import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { adminNamespace, sendCommand } from '../ad-hoc.ts';
import type { Session } from '../session.ts';
import { find } from '../xml.ts';
import { administrator, asked, goHome, here, nextBody, person } from './for-tests.ts';

const [hana, otto, aud] = [`hana@${here}`, `otto@${here}`, `aud@${here}`] as const;
let portal: Session;

beforeEach(async () => {
  expect(inject('xmpp').servers[1]?.domains).toEqual([here]);
  portal = await administrator();
  await asked(portal, `${adminNamespace}delete-motd`);
  for (const account of [hana, otto, aud]) await asked(portal, 'delete-store', { account, store: 'offline' });
});
afterEach(goHome);

const motd = (name: string, fields = {}) => asked(portal, `${adminNamespace}${name}-motd`, fields);

/** A word of their own comes back after all that was sent before it. */
async function hasNothing(session: Session, body: string) {
  session.say(session.jid, 'to myself');
  const first = await session.next(
    ({ name, children }) => name === 'message' && children.some((child) => ['to myself', body].includes(child.text)),
  );
  expect(find(first, 'body')?.text).toBe('to myself');
}

test('announce-to: a headline to who is online, kept for who is not, and a count of who isn’t known', async () => {
  const online = await person(hana);
  const body = ['The <b>office</b> is closed', '& the lights are out'];
  const accounts = [hana, otto, `nobody@${here}`];
  const { fields } = await asked(portal, 'announce-to', { accounts, subject: 'Closed', body });
  expect(fields).toEqual({ sent: ['2'], failed: ['1'] });
  const now = await nextBody(online, body.join('\n'));
  expect(now.attributes).toMatchObject({ type: 'headline', from: here });
  expect(find(now, 'subject')?.text).toBe('Closed');
  const later = await nextBody(await person(otto), body.join('\n'));
  expect(later.attributes.type ?? 'normal').toBe('normal');
});

test('announce-to: who is signed in without being available gets it later', async () => {
  const quiet = await person(hana, '');
  expect((await asked(portal, 'announce-to', { accounts: hana, body: 'Later' })).fields.sent).toEqual(['1']);
  quiet.send('<presence/>');
  await nextBody(quiet, 'Later');
});

test('announce-to: an account elsewhere stops all of it', async () => {
  const online = await person(hana);
  const answer = await asked(portal, 'announce-to', { accounts: [hana, 'uma@north.example'], body: 'Not sent' });
  expect(answer.status).toBe('item-not-found');
  await hasNothing(online, 'Not sent');
});

test('set-motd: at once to who is online, once to everybody else at their next sign-in', async () => {
  const online = await person(hana);
  expect((await motd('set', { subject: 'Today', motd: ['Fish', '& chips'] })).status).toBe('completed');
  expect(find(await nextBody(online, 'Fish\n& chips'), 'subject')?.text).toBe('Today');
  await online.close();
  await hasNothing(await person(hana), 'Fish\n& chips');
  const next = await person(otto);
  await nextBody(next, 'Fish\n& chips');
  await next.close();
  await hasNothing(await person(otto), 'Fish\n& chips');
});

test('set-motd: the same once more is told to nobody; something else is', async () => {
  const online = await person(hana);
  for (const _ of ['once', 'again']) await motd('set', { motd: 'Soup' });
  await nextBody(online, 'Soup');
  await hasNothing(online, 'Soup');
  await motd('set', { motd: 'Salad' });
  await nextBody(online, 'Salad');
});

test('edit-motd: not to who is online, but at the next sign-in, also of who had the one before', async () => {
  const online = await person(hana);
  await motd('set', { motd: 'Soup' });
  await nextBody(online, 'Soup');
  const { command } = await sendCommand(portal, here, `${adminNamespace}edit-motd`);
  expect(
    find(command as never, 'x')?.children.map(({ attributes, children }) => [attributes.var, children.at(-1)?.text]),
  ).toContainEqual(['motd', 'Soup']);
  await motd('edit', { motd: 'Stew' });
  await hasNothing(online, 'Stew');
  await online.close();
  await nextBody(await person(hana), 'Stew');
});

test('delete-motd: nobody gets it any more; without one there is nothing to edit', async () => {
  await motd('set', { motd: 'Soup' });
  for (const note of ['The message of the day is deleted', 'There was no message of the day']) {
    const { status, command } = await motd('delete');
    expect([status, find(command as never, 'note')?.text]).toEqual(['completed', note]);
  }
  await hasNothing(await person(hana), 'Soup');
  expect((await motd('edit', { motd: 'Stew' })).status).toBe('item-not-found');
});
