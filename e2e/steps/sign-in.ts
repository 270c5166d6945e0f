import { expect, type Page } from '@playwright/test';

/** Signs in and waits for the portal. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await trySignIn(page, username, password);
  const navigation = page.getByRole('navigation', { name: 'Main' });
  // On a phone it is a drawer that is closed.
  const drawer = page.getByRole('button', { name: 'Open navigation' });
  await expect(navigation.or(drawer)).toBeAttached({ timeout: 20_000 });
}

/** Fills in the form and sends it, whatever comes of it. */
export async function trySignIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** In the second step: the password may not be kept. */
export async function chooseNewPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('New password again').fill(password);
  await page.getByRole('button', { name: 'Change password and sign in' }).click();
}

export async function expectSignedIn(page: Page): Promise<void> {
  await expect(page).not.toHaveURL(/sign-in/);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeAttached();
}

/** What the form says: what did not happen, why, what to do now. */
export async function expectRefusal(page: Page, ...sentences: (string | RegExp)[]): Promise<void> {
  const note = page.getByRole('alert').filter({ hasText: 'not signed in' });
  for (const sentence of sentences) await expect(note).toContainText(sentence);
}

/** Within seconds, though the portal only asks now and then what else befell its person (docs/benchmarks.md says how soon). */
export async function expectSessionEnds(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto('/me');
    await expect(page).toHaveURL(/sign-in/, { timeout: 1_000 });
  }).toPass({ timeout: 20_000, intervals: [300] });
}
