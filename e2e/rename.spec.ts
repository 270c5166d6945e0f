import type { Page } from '@playwright/test';
import { valuesOf } from './arrange/directory.ts';
import { newPerson, type TestPerson } from './arrange/person.ts';
import { closeClients, onClient } from './arrange/xmpp.ts';
import { chooseFromMenu, openUser, toast, undo } from './steps/users.ts';
import { expect, test } from './test.ts';

test.afterEach(closeClients);

async function openRename(page: Page, somebody: TestPerson): Promise<void> {
  await openUser(page, somebody);
  await chooseFromMenu(page, 'Rename user');
  await expect(page.getByRole('heading', { level: 1, name: `Rename ${somebody.name}` })).toBeVisible();
}
const field = (page: Page, name: string) => page.getByRole('main').getByLabel(name, { exact: true });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('rex gives somebody another username, sees old and new before, and undoes it', async ({ as }) => {
  const somebody = await newPerson();
  const page = await as('rex');
  await openRename(page, somebody);
  await field(page, 'Username').fill(`${somebody.uid}-new`);
  await press(page, 'Preview rename');
  const preview = page.getByRole('region', { name: 'What the rename does' });
  await expect(preview).toContainText(`${somebody.uid}-new`);
  await press(page, 'Rename user');
  await expect(toast(page, `${somebody.uid} is now ${somebody.uid}-new`)).toBeVisible();
  expect(await valuesOf(`(entryUUID=${somebody.id})`, 'uid')).toEqual([`${somebody.uid}-new`]);
  expect(await valuesOf(`(entryUUID=${somebody.id})`, 'mail')).toEqual([somebody.jid]);
  await undo(page, `${somebody.uid} is now`);
  await expect.poll(() => valuesOf(`(entryUUID=${somebody.id})`, 'uid')).toEqual([somebody.uid]);
});

test('a name that is taken is said at its field, and nothing is changed', async ({ as }) => {
  const somebody = await newPerson();
  const page = await as('rex');
  await openRename(page, somebody);
  await field(page, 'JID').fill('uma');
  await press(page, 'Preview rename');
  await expect(page.getByRole('alert').filter({ hasText: 'The rename can’t be done.' })).toBeVisible();
  await expect(field(page, 'JID')).toHaveValue('uma');
  expect(await valuesOf(`(entryUUID=${somebody.id})`, 'uid')).toEqual([somebody.uid]);
});

test('rex renames somebody with all that the server holds; the username follows the JID, and contacts know the new name', async ({
  as,
}) => {
  test.setTimeout(90_000);
  const [somebody, friend] = [await newPerson(), await newPerson()];
  const theirs = await onClient(somebody);
  const friends = await onClient(friend);
  await theirs.ask(
    'set',
    somebody.jid,
    `<query xmlns="jabber:iq:roster"><item jid="${friend.jid}" name="Pal"/></query>`,
  );
  await friends.ask(
    'set',
    friend.jid,
    `<query xmlns="jabber:iq:roster"><item jid="${somebody.jid}" name="Old pal"/></query>`,
  );
  const page = await as('rex');
  await openRename(page, somebody);
  const uid = `${somebody.uid}-x`;
  await field(page, 'JID').fill(uid);
  await expect(field(page, 'Username')).toHaveValue(uid);
  await press(page, 'Preview rename');
  const preview = page.getByRole('region', { name: 'What the rename does' });
  await expect(preview).toContainText('1 XMPP session ends.');
  await expect(preview).toContainText('Contacts: 1');
  await expect(preview).toContainText('1 roster gets the new name');
  await press(page, 'Rename user');
  await expect(page.getByText('Done.', { exact: true })).toBeVisible({ timeout: 60_000 });
  const jid = somebody.jid.replace(somebody.uid, uid);
  expect(await valuesOf(`(entryUUID=${somebody.id})`, 'mail')).toEqual([jid]);
  expect(await valuesOf(`(entryUUID=${somebody.id})`, 'uid')).toEqual([uid]);
  expect(await valuesOf(`(entryUUID=${somebody.id})`, 'pwdAccountLockedTime')).toEqual([]);
  await expect(onClient(somebody)).rejects.toThrow();
  await onClient({ ...somebody, jid });
  const roster = await friends.ask('get', friend.jid, '<query xmlns="jabber:iq:roster"/>');
  expect(JSON.stringify(roster)).toContain(jid);
  expect(JSON.stringify(roster)).not.toContain(somebody.jid);
  await page.goto(`/users/${somebody.id}`);
  await expect(page.getByText(/finished renaming/).first()).toBeVisible();
});

test('hana, who only resets passwords, is not led to the page, and finds nothing there', async ({ as }) => {
  const somebody = await newPerson({ realm: 'south' });
  const page = await as('hana');
  await page.goto(`/users/${somebody.id}/rename`);
  await expect(page.getByRole('button', { name: 'Preview rename' })).toHaveCount(0);
  const foreign = await newPerson();
  await page.goto(`/users/${foreign.id}/rename`);
  await expect(page.getByRole('heading', { name: /Rename/ })).toHaveCount(0);
});
