import { valuesOf } from './arrange/directory.ts';
import { newPerson } from './arrange/person.ts';
import { expectRow, rowsOf } from './steps/tables.ts';
import { chooseFromMenu, openUser, openUsers, reviewPhone } from './steps/users.ts';
import { expect, test } from './test.ts';

// The fixture fails each of these when a dialog opens, a script breaks or the content security policy blocks something.
const script = { given: '<img src=x onerror=alert(1)>', family: '</td><script>alert(2)</script>' };

test('a script in a name is text in the list, on the page and in every dialog', async ({ as }) => {
  const somebody = await newPerson({ name: script });
  const page = await as('rex');
  const users = await openUsers(page, `?q=${somebody.uid}`);
  await expectRow(users, { Name: '<img src=x onerror=alert(1)>' });
  await openUser(page, somebody);
  await expect(page).toHaveTitle(/<script>/);
  const dialog = await reviewPhone(page, '1"><script>alert(3)</script>').catch(() => null);
  if (dialog) await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.goto(`/users/${somebody.id}`);
  for (const item of ['Move to another realm', 'Change photo', 'Delete user']) {
    await chooseFromMenu(page, item);
    await expect(page.getByRole('dialog', { name: /<script>/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await chooseFromMenu(page, 'Rename user');
  await expect(page.getByRole('heading', { level: 1, name: /<script>/ })).toBeVisible();
  await page.goto(`/users/${somebody.id}`);
  await page.getByRole('button', { name: 'Reset password' }).click();
  await expect(page.getByRole('dialog', { name: /<script>/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Lock user' }).click();
  await expect(page.getByText(/<script>.* was locked/).first()).toBeVisible();
});

for (const uid of [
  "o'brien",
  'smith\\2c john',
  'jones+jr',
  'script',
  'tables',
  'zoe.fox',
  'quote',
  'filter',
  'formula',
  'rtl',
  'long.name',
  'template',
])
  test(`the odd person ${uid} is found, opened and shown as they are called`, async ({ as }) => {
    const filter = `(&(objectClass=inetOrgPerson)(uid=${uid}))`;
    const [id] = await valuesOf(filter, 'entryUUID');
    const [name] = [...(await valuesOf(filter, 'displayName')), ...(await valuesOf(filter, 'cn'))];
    const page = await as('ada');
    await page.goto(`/users/${id}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText((name as string).replace(/\s+/g, ' '));
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });

test('a search for what a filter, a pattern or a statement would be finds only what is called so', async ({ as }) => {
  const page = await as('ada');
  for (const text of ['*)(uid=*', '%%', '__', "' OR 1=1 --", '\\\\', '((((', 'x\u0000y', '<script>']) {
    const users = await openUsers(page, `?q=${encodeURIComponent(text)}`);
    expect((await rowsOf(users)).length, text).toBeLessThan(5);
    await expect(page.getByRole('alert').filter({ hasText: /went wrong/ })).toHaveCount(0);
  }
});
