import { valuesOf } from './arrange/directory.ts';
import { newPerson } from './arrange/person.ts';
import { demoPassword } from './arrange/under-test.ts';
import { chooseNewPassword, expectRefusal, expectSignedIn, signIn, trySignIn } from './steps/sign-in.ts';
import { expectRow } from './steps/tables.ts';
import { chooseFromMenu, openUser, openUsers, section, shownPassword, toast, undo } from './steps/users.ts';
import { expect, test } from './test.ts';

test('rex creates a user, is told of a taken name while typing, and hands over the password that is shown once', async ({
  as,
  stranger,
}) => {
  const uid = `made-${Date.now().toString(36)}`;
  const page = await as('rex');
  await openUsers(page);
  await page.getByRole('link', { name: 'Create user' }).click();
  await page.getByLabel('Username').fill('uma');
  await expect(page.getByText(/taken|in use|already/i).first()).toBeVisible();
  await page.getByLabel('Username').fill(uid);
  await page.getByLabel('Given name').fill('Made');
  await page.getByLabel('Surname').fill('By Rex');
  await expect(page.getByText(`${uid}@`)).toBeVisible();
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByText('Made By Rex was created.')).toBeVisible();
  const password = await shownPassword(page);
  await page.getByRole('link', { name: 'Open Made By Rex' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Made By Rex' })).toBeVisible();
  await expect(page.getByText(password)).toBeHidden();

  const theirs = await stranger();
  await trySignIn(theirs, uid, password);
  await expect(theirs.getByText('Your password was set by an administrator.')).toBeVisible();
  await chooseNewPassword(theirs, 'a password of my own');
  await expectSignedIn(theirs);

  const list = await openUsers(page, `?q=${uid}`);
  await expectRow(list, { Name: 'Made By Rex', Realm: 'north' });
});

test('a surname is needed, and what was typed is kept', async ({ as }) => {
  const page = await as('rex');
  await page.goto('/users/new');
  const uid = `kept-${Date.now().toString(36)}`;
  await page.getByLabel('Username').fill(uid);
  await page.getByLabel('Given name').fill('Kept');
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByText('A surname is needed.').first()).toBeVisible();
  await expect(page.getByLabel('Username')).toHaveValue(uid);
  await expect(page.getByLabel('Given name')).toHaveValue('Kept');
  expect(await valuesOf(`(uid=${uid})`, 'uid')).toEqual([]);
});

test('rex locks somebody, who then cannot sign in, and undoes it', async ({ as, stranger }) => {
  const somebody = await newPerson();
  const page = await as('rex');
  await openUser(page, somebody);
  await page.getByRole('button', { name: 'Lock user' }).click();
  await expect(toast(page, `${somebody.name} was locked`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Unlock user' })).toBeVisible();
  const theirs = await stranger();
  await trySignIn(theirs, somebody.uid, demoPassword());
  await expectRefusal(theirs, 'This account is locked.');
  await undo(page, `${somebody.name} was locked`);
  await expect(page.getByRole('button', { name: 'Lock user', exact: true })).toBeVisible();
  await signIn(theirs, somebody.uid, demoPassword());
});

test('rex disables somebody and enables them again', async ({ as, stranger }) => {
  const somebody = await newPerson();
  const page = await as('rex');
  await openUser(page, somebody);
  await chooseFromMenu(page, 'Disable user');
  await expect(toast(page, `${somebody.name} was disabled`)).toBeVisible();
  await expect(page.getByText('Disabled', { exact: true }).first()).toBeVisible();
  const theirs = await stranger();
  await trySignIn(theirs, somebody.uid, demoPassword());
  await expectRefusal(theirs, 'This account is disabled.');
  await chooseFromMenu(page, 'Enable user');
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible();
  await signIn(theirs, somebody.uid, demoPassword());
});

test('hana resets a password in south: it is shown once and must be changed at sign-in', async ({ as, stranger }) => {
  const somebody = await newPerson({ realm: 'south' });
  const page = await as('hana');
  await openUser(page, somebody);
  await page.getByRole('button', { name: 'Reset password' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Reset password' }).click();
  await expect(dialog.getByText('It is not shown again')).toBeVisible();
  const password = await shownPassword(page);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(password)).toBeHidden();
  const theirs = await stranger();
  await trySignIn(theirs, somebody.uid, demoPassword());
  await expectRefusal(theirs, 'The username or the password is wrong.');
  await trySignIn(theirs, somebody.uid, password);
  await chooseNewPassword(theirs, 'after the help desk');
  await expectSignedIn(theirs);
});

test('hana can only unlock and reset: everything else is there, disabled, and says why', async ({ as }) => {
  const somebody = await newPerson({ realm: 'south' });
  const page = await as('hana');
  await openUser(page, somebody);
  await expect(page.getByRole('button', { name: 'Reset password' })).not.toHaveAttribute('aria-disabled', 'true');
  for (const name of [
    'Lock user',
    'Edit identity',
    'Edit contact',
    'Edit organisation',
    'Add certificate',
    'Add SSH key',
  ]) {
    const button = page.getByRole('button', { name });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toHaveAccessibleDescription(/no right to/);
  }
  await page.getByRole('button', { name: 'More actions' }).click();
  for (const name of ['Rename user', 'Move to another realm', 'Change photo', 'Disable user', 'Delete user']) {
    const item = page.getByRole('menuitem', { name });
    await expect(item).toHaveAttribute('aria-disabled', 'true');
    await expect(item).toContainText('no right to');
  }
});

test('hana unlocks somebody who is locked', async ({ as }) => {
  const somebody = await newPerson({ realm: 'south', lines: ['pwdAccountLockedTime: 20261101000000Z'] });
  const page = await as('hana');
  await openUser(page, somebody);
  await page.getByRole('button', { name: 'Unlock user' }).click();
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible();
  expect(await valuesOf(`(uid=${somebody.uid})`, 'pwdAccountLockedTime')).toEqual([]);
});

test('rex moves somebody from north to field, and is offered no other realm', async ({ as }) => {
  const somebody = await newPerson();
  const page = await as('rex');
  await openUser(page, somebody);
  await chooseFromMenu(page, 'Move to another realm');
  const dialog = page.getByRole('dialog');
  const realm = dialog.getByLabel('To realm');
  await expect(realm.getByRole('option', { name: /field/ })).toBeAttached();
  await expect(realm.getByRole('option', { name: /south/ })).toHaveCount(0);
  const field = await realm.getByRole('option', { name: /field$/ }).getAttribute('value');
  await realm.selectOption(field as string);
  await expect(dialog.getByRole('insertion')).toHaveText(`${somebody.uid}@field.example`);
  await dialog.getByRole('button', { name: 'Move user' }).click();
  await expect(toast(page, /was moved to/)).toBeVisible();
  const [dn] = await valuesOf(`(entryUUID=${somebody.id})`, 'dn');
  expect(dn).toContain('ou=field,ou=north');
});

test('deleting names what goes with it and asks for the username', async ({ as }) => {
  const somebody = await newPerson();
  const page = await as('rex');
  await openUser(page, somebody);
  await chooseFromMenu(page, 'Delete user');
  const dialog = page.getByRole('dialog');
  const remove = dialog.getByRole('button', { name: 'Delete user' });
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await expect(dialog).toContainText('This can’t be undone.');
  await dialog.getByRole('textbox').fill('somebody else');
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('textbox').fill(somebody.uid);
  await remove.click();
  await expect(page).toHaveURL(/\/users$/);
  await expect(toast(page, `${somebody.name} was deleted`)).toBeVisible();
  expect(await valuesOf(`(uid=${somebody.uid})`, 'uid')).toEqual([]);
  await page.goto(`/users/${somebody.id}`);
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
});

test('somebody of another realm looks like nobody', async ({ as }) => {
  const foreign = await newPerson({ realm: 'south' });
  const page = await as('rex');
  const told: string[] = [];
  for (const id of [foreign.id, '00000000-0000-4000-8000-000000000000', 'no-id-at-all', '%00', `${foreign.id}'`]) {
    await page.goto(`/users/${id}`);
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    told.push((await page.getByRole('main').textContent()) ?? '');
    await expect(page.getByText(foreign.name)).toHaveCount(0);
  }
  expect(new Set(told).size).toBe(1);
  const [foreignPhoto, noPhoto] = [
    await page.request.get(`/api/users/${foreign.id}/photo`),
    await page.request.get('/api/users/00000000-0000-4000-8000-000000000000/photo'),
  ];
  expect(foreignPhoto.status()).toBe(noPhoto.status());
});

test('what was done to somebody stands on their page, with who did it', async ({ as }) => {
  const somebody = await newPerson();
  const page = await as('rex');
  await openUser(page, somebody);
  await page.getByRole('button', { name: 'Lock user' }).click();
  await expect(toast(page, 'was locked')).toBeVisible();
  await page.reload();
  await expect(section(page, 'History')).toContainText(/lock/i);
  await expect(section(page, 'History')).toContainText('Rex Warden');
});
