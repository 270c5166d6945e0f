import { valuesOf } from './arrange/directory.ts';
import { newPerson } from './arrange/person.ts';
import { demoPassword } from './arrange/under-test.ts';
import { expectRefusal, expectSessionEnds, signIn, trySignIn } from './steps/sign-in.ts';
import { reviewPhone, section, undo } from './steps/users.ts';
import { expect, test } from './test.ts';

test('somebody edits their own phone number, and undoes it', async ({ as }) => {
  const somebody = await newPerson({ lines: ['telephoneNumber: +44 20 7946 0300'] });
  const page = await as(somebody.uid, { fresh: true });
  await page.goto('/me');
  const dialog = await reviewPhone(page, '+44 20 7946 0301');
  await expect(dialog).toContainText('+44 20 7946 0300');
  await dialog.getByRole('button', { name: 'Save change' }).click();
  await expect(section(page, 'Contact')).toContainText('+44 20 7946 0301');
  await undo(page, 'changed');
  await expect.poll(() => valuesOf(`(uid=${somebody.uid})`, 'telephoneNumber')).toEqual(['+44 20 7946 0300']);
});

test('nobody edits their own title: it is there to read', async ({ as }) => {
  const somebody = await newPerson({ lines: ['title: Clerk'] });
  const page = await as(somebody.uid, { fresh: true });
  await page.goto('/me');
  await expect(page.getByText('Clerk').first()).toBeVisible();
  for (const edit of await page.getByRole('button', { name: /^Edit/ }).all()) {
    if ((await edit.getAttribute('aria-disabled')) === 'true') continue;
    await edit.click();
    await expect(page.getByRole('textbox', { name: /^Title/ })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Add title' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Cancel' }).click();
  }
});

test('nobody meets the name of an entry on their own page', async ({ as }) => {
  const page = await as('uma');
  await page.goto('/me');
  await expect(page.getByRole('main')).toContainText('uma@north.example');
  await expect(page.getByRole('main')).not.toContainText('ou=people');
});

test('a wrong current password changes nothing', async ({ as, stranger }) => {
  const somebody = await newPerson();
  const page = await as(somebody.uid, { fresh: true });
  await changePassword(page, 'not my password', 'a new password of mine');
  await expect(page.getByRole('alert').filter({ hasText: 'The password was not changed.' })).toBeVisible();
  const other = await stranger();
  await signIn(other, somebody.uid, demoPassword());
});

test('a changed password works at once, the old one no more, and other sessions end', async ({ as, stranger }) => {
  const somebody = await newPerson();
  const [here, elsewhere] = [await as(somebody.uid, { fresh: true }), await as(somebody.uid, { fresh: true })];
  await changePassword(here, demoPassword(), 'a new password of mine');
  await expect(here.getByText(/password was changed/i).first()).toBeVisible();
  await expectSessionEnds(elsewhere);
  await here.goto('/me');
  await expect(here).toHaveURL(/\/me$/);
  const page = await stranger();
  await trySignIn(page, somebody.uid, demoPassword());
  await expectRefusal(page, 'The username or the password is wrong.');
  await signIn(page, somebody.uid, 'a new password of mine');
});

test('another session is ended from the list of one’s own', async ({ as }) => {
  const somebody = await newPerson();
  const [here, elsewhere] = [await as(somebody.uid, { fresh: true }), await as(somebody.uid, { fresh: true })];
  await here.goto('/me');
  const sessions = section(here, 'Sessions');
  await expect(sessions.getByText(/This (session|browser)/)).toHaveCount(1);
  await sessions.getByRole('button', { name: /^End/ }).first().click();
  await expectSessionEnds(elsewhere);
  await here.goto('/me');
  await expect(here).toHaveURL(/\/me$/);
});

test('signing out everywhere ends this session as well', async ({ as }) => {
  const somebody = await newPerson();
  const [here, elsewhere] = [await as(somebody.uid, { fresh: true }), await as(somebody.uid, { fresh: true })];
  await here.goto('/me');
  await here.getByRole('button', { name: 'Sign out everywhere' }).click();
  await here.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(here).toHaveURL(/sign-in/);
  await expectSessionEnds(elsewhere);
});

async function changePassword(page: import('@playwright/test').Page, old: string, wanted: string): Promise<void> {
  await page.goto('/me');
  const password = section(page, 'Password');
  const open = password.getByRole('button', { name: 'Change password' });
  await expect(open.or(page.getByLabel('Current password')).first()).toBeVisible();
  if (!(await page.getByLabel('Current password').isVisible())) await open.click();
  await page.getByLabel('Current password').fill(old);
  await page.getByLabel('New password', { exact: true }).fill(wanted);
  await page.getByLabel('New password again').fill(wanted);
  await page.getByRole('button', { name: 'Change password' }).last().click();
}
