import { expect, type Locator, type Page } from '@playwright/test';
import { expectLoaded, table } from './tables.ts';

type Somebody = { id: string; name: string };

export async function openUsers(page: Page, query = ''): Promise<Locator> {
  await page.goto(`/users${query}`);
  const users = table(page, 'Users');
  await expectLoaded(users);
  return users;
}

export async function openUser(page: Page, who: Somebody): Promise<void> {
  await page.goto(`/users/${who.id}`);
  await expect(page.getByRole('heading', { level: 1, name: who.name })).toBeVisible();
}

/** The section of a page that has this heading. */
export function section(page: Page, title: string): Locator {
  return page.getByRole('region', { name: title, exact: true });
}

/** "Edit contact", one field, "Review change", and the dialog that shows before and after stays open. */
export async function reviewPhone(page: Page, phone: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Edit contact' }).click();
  const add = page.getByRole('button', { name: 'Add phone', exact: true });
  const field = page.getByRole('textbox', { name: 'Phone 1' });
  await expect(add.or(field).first()).toBeVisible();
  if (await add.isVisible()) await add.click();
  await field.fill(phone);
  await page.getByRole('button', { name: 'Review change' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Save change' })).toBeVisible();
  return dialog;
}

export async function chooseFromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** A notice at the lower right. */
export function toast(page: Page, text: string | RegExp): Locator {
  return page
    .getByRole('region', { name: /Notices/ })
    .getByRole('listitem')
    .filter({ hasText: text });
}

export async function undo(page: Page, text: string | RegExp): Promise<void> {
  await toast(page, text).getByRole('button', { name: 'Undo' }).click();
}

/** The password that is shown once, beside the button that copies it. */
export async function shownPassword(page: Page): Promise<string> {
  const copy = page.getByRole('button', { name: 'Copy password' });
  const text = await copy.locator('xpath=preceding-sibling::span').textContent();
  return (text ?? '').trim();
}
