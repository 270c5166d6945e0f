import { valuesOf } from './arrange/directory.ts';
import { newPerson } from './arrange/person.ts';
import { openUser, openUsers, reviewPhone, section, toast, undo } from './steps/users.ts';
import { expect, test } from './test.ts';

const old = 'telephoneNumber: +44 20 7946 0100';

test('rex edits a phone number, sees before and after, saves, and undoes it', async ({ as }) => {
  const somebody = await newPerson({ lines: [old] });
  const page = await as('rex');
  await openUser(page, somebody);
  const dialog = await reviewPhone(page, '+44 20 7946 0199');
  await expect(dialog).toContainText(/Removed:\s*\+44 20 7946 0100/);
  await expect(dialog).toContainText(/Added:\s*\+44 20 7946 0199/);
  await dialog.getByRole('tab', { name: 'LDIF' }).click();
  await expect(dialog.getByRole('region', { name: 'LDIF' })).toContainText('delete: telephoneNumber');
  await expect.poll(() => valuesOf(`(uid=${somebody.uid})`, 'telephoneNumber')).toEqual(['+44 20 7946 0100']);
  await dialog.getByRole('button', { name: 'Save change' }).click();
  await expect(section(page, 'Contact')).toContainText('+44 20 7946 0199');
  await expect.poll(() => valuesOf(`(uid=${somebody.uid})`, 'telephoneNumber')).toEqual(['+44 20 7946 0199']);
  await undo(page, 'contact changed');
  await expect.poll(() => valuesOf(`(uid=${somebody.uid})`, 'telephoneNumber')).toEqual(['+44 20 7946 0100']);
  await expect(section(page, 'Contact')).toContainText('+44 20 7946 0100');
});

test('nothing is written before it is confirmed, and cancelling leaves all as it was', async ({ as }) => {
  const somebody = await newPerson({ lines: [old] });
  const page = await as('rex');
  await openUser(page, somebody);
  const dialog = await reviewPhone(page, '+44 20 7946 0111');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('textbox', { name: 'Phone 1' })).toHaveValue('+44 20 7946 0111');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => valuesOf(`(uid=${somebody.uid})`, 'telephoneNumber')).toEqual(['+44 20 7946 0100']);
  await expect(section(page, 'Contact')).toContainText('+44 20 7946 0100');
});

test('several phone numbers are kept, and one is taken away', async ({ as }) => {
  const somebody = await newPerson({ lines: [old] });
  const page = await as('rex');
  await openUser(page, somebody);
  await page.getByRole('button', { name: 'Edit contact' }).click();
  await page.getByRole('button', { name: 'Add another phone' }).click();
  await page.getByRole('textbox', { name: 'Phone 2' }).fill('+44 20 7946 0122');
  await page.getByRole('button', { name: 'Review change' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save change' }).click();
  await expect(section(page, 'Contact')).toContainText('+44 20 7946 0122');
  expect((await valuesOf(`(uid=${somebody.uid})`, 'telephoneNumber')).sort()).toEqual([
    '+44 20 7946 0100',
    '+44 20 7946 0122',
  ]);
  await page.getByRole('button', { name: 'Edit contact' }).click();
  await page.getByRole('button', { name: 'Remove Phone 1' }).click();
  await page.getByRole('button', { name: 'Review change' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save change' }).click();
  await expect.poll(() => valuesOf(`(uid=${somebody.uid})`, 'telephoneNumber')).toHaveLength(1);
});

test('two who edit the same number: the second sees both versions and keeps what they typed', async ({ as }) => {
  const somebody = await newPerson({ lines: [old] });
  const [rex, ada] = [await as('rex'), await as('ada')];
  await openUser(rex, somebody);
  await openUser(ada, somebody);
  const mine = await reviewPhone(rex, '+44 20 7946 0133');
  const hers = await reviewPhone(ada, '+44 20 7946 0144');
  await hers.getByRole('button', { name: 'Save change' }).click();
  await expect(toast(ada, 'contact changed')).toBeVisible();
  await mine.getByRole('button', { name: 'Save change' }).click();
  const conflict = rex.getByRole('dialog', { name: 'Changed by somebody else' });
  await expect(conflict).toContainText('+44 20 7946 0133');
  await expect(conflict).toContainText('+44 20 7946 0144');
  await expect.poll(() => valuesOf(`(uid=${somebody.uid})`, 'telephoneNumber')).toEqual(['+44 20 7946 0144']);
  await conflict.getByRole('radio', { name: /Mine/ }).check();
  await conflict.getByRole('button', { name: 'Save choice' }).click();
  await expect(section(rex, 'Contact')).toContainText('+44 20 7946 0133');
  await expect.poll(() => valuesOf(`(uid=${somebody.uid})`, 'telephoneNumber')).toEqual(['+44 20 7946 0133']);
});

test('find a person, change a phone number, undo it: by keyboard alone', async ({ as }) => {
  const somebody = await newPerson({ lines: [old] });
  const page = await as('rex');
  const users = await openUsers(page);
  await expect(users.getByRole('link').first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search users' })).toBeFocused();
  await page.keyboard.type(somebody.name);
  await expect(users.getByRole('link')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: somebody.name })).toBeVisible();

  await tabTo(page, 'Edit contact');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Phone 1');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('+44 20 7946 0155');
  await tabTo(page, 'Review change');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Save change' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(toast(page, 'contact changed')).toBeVisible();
  await expect.poll(() => valuesOf(`(uid=${somebody.uid})`, 'telephoneNumber')).toEqual(['+44 20 7946 0155']);

  await page.keyboard.press('F8');
  await tabTo(page, 'Undo');
  await page.keyboard.press('Enter');
  await expect.poll(() => valuesOf(`(uid=${somebody.uid})`, 'telephoneNumber')).toEqual(['+44 20 7946 0100']);
  await expect(section(page, 'Contact')).toContainText('+44 20 7946 0100');
});

/** Presses Tab until the focus is on what has that name; it must be visible there. */
async function tabTo(page: import('@playwright/test').Page, name: string): Promise<void> {
  const focused = page.locator(':focus');
  for (let presses = 0; presses < 80; presses += 1) {
    const label = await focused
      .evaluate((element) => element.getAttribute('aria-label') || (element as HTMLElement).textContent || '')
      .catch(() => '');
    if (label.trim() === name) {
      await expect(focused).toBeInViewport();
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to “${name}”.`);
}
