import { newPerson } from './arrange/person.ts';
import { demoPassword } from './arrange/under-test.ts';
import { chooseNewPassword, expectRefusal, expectSignedIn, signIn, trySignIn } from './steps/sign-in.ts';
import { expect, test } from './test.ts';

test('an unknown user and a wrong password are told alike', async ({ stranger }) => {
  const somebody = await newPerson();
  const page = await stranger();
  const told: string[] = [];
  for (const uid of [somebody.uid, `${somebody.uid}-who-is-not`]) {
    await trySignIn(page, uid, 'not the password');
    const note = page.getByRole('alert').filter({ hasText: 'You are not signed in.' });
    await expect(note).toContainText('The username or the password is wrong.');
    told.push(((await note.textContent()) ?? '').replace(/Reference\s*\S+/, ''));
    await expect(page.getByLabel('Username')).toHaveValue(uid);
  }
  expect(told[0]).toBe(told[1]);
});

test('an empty password signs nobody in', async ({ stranger }) => {
  const page = await stranger();
  await trySignIn(page, 'ada', '');
  await expectRefusal(page, 'Username and password are both needed.');
});

test('a locked account is told so, and what to do', async ({ stranger }) => {
  const page = await stranger();
  await trySignIn(page, 'lars', demoPassword());
  await expectRefusal(page, 'This account is locked.', 'unlock it');
});

test('a disabled account is told so, and what to do', async ({ stranger }) => {
  const page = await stranger();
  await trySignIn(page, 'dora', demoPassword());
  await expectRefusal(page, 'This account is disabled.', 'enable it');
});

test('somebody with an expired password chooses another one in the same flow', async ({ stranger }) => {
  const somebody = await newPerson({ password: 'expired' });
  const page = await stranger();
  await trySignIn(page, somebody.uid, demoPassword());
  await expect(page.getByText('Your password has expired.')).toBeVisible();
  await chooseNewPassword(page, 'quite another password');
  await expectSignedIn(page);
  const again = await stranger();
  await signIn(again, somebody.uid, 'quite another password');
});

test('somebody whose password was set by an administrator must choose one of their own', async ({ stranger }) => {
  const somebody = await newPerson({ password: 'must change' });
  const page = await stranger();
  await trySignIn(page, somebody.uid, demoPassword());
  await expect(page.getByText('Your password was set by an administrator.')).toBeVisible();
  await page.goto('/me');
  await expect(page).toHaveURL(/sign-in/);
  await trySignIn(page, somebody.uid, demoPassword());
  await chooseNewPassword(page, 'short');
  await expect(page.getByRole('alert').filter({ hasText: 'The password was not changed.' })).toBeVisible();
  await chooseNewPassword(page, 'one of my very own');
  await expectSignedIn(page);
});

test('a new password that is repeated wrongly is not taken', async ({ stranger }) => {
  const somebody = await newPerson({ password: 'must change' });
  const page = await stranger();
  await trySignIn(page, somebody.uid, demoPassword());
  await page.getByLabel('New password', { exact: true }).fill('one of my very own');
  await page.getByLabel('New password again').fill('one of my very oWn');
  await page.getByRole('button', { name: 'Change password and sign in' }).click();
  await expect(page.getByText('The two are not the same.')).toBeVisible();
  await expect(page).toHaveURL(/sign-in/);
});

test('a password that is about to expire is told in the portal', async ({ stranger }) => {
  const page = await stranger();
  await signIn(page, 'wanda', demoPassword());
  await expect(page.getByText(/password expires/i).first()).toBeVisible();
});

test('the JID signs in as well as the username', async ({ stranger }) => {
  const somebody = await newPerson();
  const page = await stranger();
  await signIn(page, somebody.jid, demoPassword());
  await expect(page.getByText(somebody.jid).first()).toBeVisible();
});

test('signing out ends the session, also for somebody who kept the cookie', async ({ as, stranger }) => {
  const somebody = await newPerson();
  const page = await as(somebody.uid, { fresh: true });
  const kept = await page.context().storageState();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Bailiwick' })).toBeVisible();
  const thief = await stranger({ storageState: kept });
  await thief.goto('/me');
  await expect(thief).toHaveURL(/sign-in/);
});
