import type { Page } from '@playwright/test';
import { openUsers } from './steps/users.ts';
import { expect, test } from './test.ts';

test('Ctrl-K finds a person and opens them, by keyboard alone', async ({ as }) => {
  const page = await as('ada');
  await openUsers(page);
  await openSearch(page);
  await page.keyboard.type('okonkwo');
  await expect(page.getByRole('option', { name: /Uma Okonkwo/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Uma Okonkwo' })).toBeVisible();
});

test('Ctrl-K finds groups, realms, pages and what one can begin', async ({ as }) => {
  const page = await as('ada');
  await openUsers(page);
  for (const [text, name, address] of [
    ['field leads', /Field leads/, /\/groups\//],
    ['south', /^south/, /\/realms\//],
    ['audit', /Audit/, /\/audit/],
    ['create user', /Create user/, /\/users\/new/],
    ['create role', /Create role/, /\/roles\/new/],
  ] as const) {
    await openSearch(page);
    await page.getByPlaceholder(/Search people/).fill(text);
    await page.getByRole('option', { name }).first().click();
    await expect(page).toHaveURL(address);
  }
});

test('Escape closes it, and the focus returns where it came from', async ({ as }) => {
  const page = await as('ada');
  await openUsers(page);
  const create = page.getByRole('link', { name: 'Create user' }).first();
  await create.focus();
  await openSearch(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeHidden();
  await expect(create).toBeFocused();
});

test('what rex may not see he does not find, nor pages that are not his', async ({ as }) => {
  const page = await as('rex');
  await openUsers(page);
  await openSearch(page);
  await page.getByPlaceholder(/Search people/).fill('hana@south');
  await expect(page.getByText(/Nothing is called/)).toBeVisible();
  await page.getByPlaceholder(/Search people/).fill('roles');
  await expect(page.getByRole('option', { name: /^Roles/ })).toHaveCount(0);
});

test('uma finds herself nowhere but in Me', async ({ as }) => {
  const page = await as('uma');
  await page.goto('/me');
  const answer = await page.request.get('/api/search?q=rex');
  expect(await answer.text()).not.toContain('Warden');
});

async function openSearch(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
}
