import { Refused } from '../lab/xmpp/session.ts';
import { newPerson } from './arrange/person.ts';
import { closeClients, onClient } from './arrange/xmpp.ts';
import { expectRow } from './steps/tables.ts';
import { chooseFromMenu, openUser, openUsers, section, toast } from './steps/users.ts';
import { expect, test } from './test.ts';

test.afterEach(closeClients);

test('the list shows who is online, and asks once for all rows in view', async ({ as }) => {
  const [here, gone] = [await newPerson(), await newPerson({ realm: 'south' })];
  await onClient(here);
  const rex = await as('rex');
  const asked: string[][] = [];
  rex.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/api/users/presence') asked.push(url.searchParams.getAll('id'));
  });
  await expectRow(await openUsers(rex, `?q=${here.uid}`), { Presence: 'Online', 'Last seen': 'now' });
  asked.length = 0;
  await openUsers(rex);
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(1);
  expect(asked[0]?.length).toBeGreaterThan(5);
  expect(asked[0]?.length).toBeLessThan(50);
  const ada = await as('ada');
  await expectRow(await openUsers(ada, `?q=${gone.uid}`), { Presence: 'Offline' });
});

test('rows are asked for when they come into view', async ({ as }) => {
  const ada = await as('ada');
  const asked = new Set<string>();
  ada.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/api/users/presence') for (const id of url.searchParams.getAll('id')) asked.add(id);
  });
  const users = await openUsers(ada);
  await expect.poll(() => asked.size, { timeout: 10_000 }).toBeGreaterThan(5);
  const last = users.locator('tbody tr').last();
  const id = (await last.getAttribute('data-row')) ?? '';
  expect(asked.has(id)).toBe(false);
  await last.scrollIntoViewIfNeeded();
  await expect.poll(() => asked.has(id), { timeout: 10_000 }).toBe(true);
});

test('who may not see presence finds no column for it, and nothing is asked', async ({ as }) => {
  const aud = await as('aud');
  let asked = 0;
  aud.on('request', (request) => {
    if (request.url().includes('/api/users/presence')) asked += 1;
  });
  const users = await openUsers(aud);
  await expect(users.getByRole('columnheader', { name: 'State' })).toBeVisible();
  await expect(users.getByRole('columnheader', { name: 'Presence' })).toHaveCount(0);
  expect(asked).toBe(0);
});

test('a person’s page shows their sessions, and ends one', async ({ as }) => {
  const somebody = await newPerson();
  const [phone, desk] = [await onClient(somebody, 'phone'), await onClient(somebody, 'desk')];
  const rex = await as('rex');
  await openUser(rex, somebody);
  const card = section(rex, 'XMPP');
  await expect(card.getByText('Online')).toBeVisible();
  await card.getByRole('button', { name: 'End session desk' }).click();
  await expect(toast(rex, 'The session was ended')).toContainText('may sign in again at once');
  await desk.ended;
  await expect(card.getByRole('button', { name: /^End session/ })).toHaveCount(1);
  await expect(card.getByRole('button', { name: 'End session phone' })).toBeVisible();
  await rex.getByRole('button', { name: 'Show server data' }).click();
  await expect(section(rex, 'What the server holds').getByText('Statistics')).toBeVisible();
  await phone.close();
});

test('disabling somebody throws their clients out, says how many, and keeps them out', async ({ as }) => {
  const somebody = await newPerson();
  const session = await onClient(somebody);
  const rex = await as('rex');
  await openUser(rex, somebody);
  await chooseFromMenu(rex, 'Disable user');
  await expect(toast(rex, 'was disabled')).toContainText('1 XMPP session ended.');
  await session.ended;
  await expect(onClient(somebody)).rejects.toBeInstanceOf(Refused);
});

test('on Me one sees one’s own devices and signs one of them out', async ({ as }) => {
  const somebody = await newPerson();
  const session = await onClient(somebody, 'tablet');
  const theirs = await as(somebody.uid, { fresh: true });
  await theirs.goto('/me');
  const devices = section(theirs, 'Chat devices');
  await expect(devices.getByText('tablet')).toBeVisible();
  await devices.getByRole('button', { name: 'End session tablet' }).click();
  await session.ended;
  await expect(devices.getByText('You are signed in with no device.')).toBeVisible();
});
