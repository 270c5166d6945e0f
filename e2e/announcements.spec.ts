import type { Page } from '@playwright/test';
import { newPerson } from './arrange/person.ts';
import { closeClients, onClient } from './arrange/xmpp.ts';
import { section, toast } from './steps/users.ts';
import { expect, test } from './test.ts';

test.afterEach(closeClients);

const said = () => `The yard is closed today. ${Date.now().toString(36)}`;

async function write(page: Page, { realm, body }: { realm: string; body: string }): Promise<void> {
  await page.goto('/announcements');
  const form = section(page, 'New announcement');
  await form.getByRole('button', { name: /^Realm: / }).click();
  await page.getByRole('option', { name: realm }).first().click();
  await form.getByLabel('Subject').fill('The yard');
  await form.getByLabel('Message', { exact: true }).fill(body);
  await form.getByRole('button', { name: 'Preview announcement' }).click();
}

test('rex announces to north: the preview says to how many, and it arrives', async ({ as }) => {
  const [here, outside] = [await newPerson({ realm: 'north' }), await newPerson({ realm: 'south' })];
  const [inside, away] = [await onClient(here), await onClient(outside)];
  const page = await as('rex');
  const body = said();
  await write(page, { realm: 'north', body });
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/people: \d+ online now, the others get it at their next sign-in/)).toBeVisible();
  await expect(dialog.getByText(body)).toBeVisible();
  const count = /Send to ([\d,]+) people/.exec(
    (await dialog.getByRole('button', { name: /^Send to/ }).textContent()) ?? '',
  );
  const typed = dialog.getByLabel(/^Type .* to confirm/);
  if (await typed.isVisible()) await typed.fill((count?.[1] ?? '').replaceAll(',', ''));
  await dialog.getByRole('button', { name: /^Send to/ }).click();
  await expect(toast(page, 'On its way to everybody in north')).toBeVisible();
  await inside.next(({ name, children }) => name === 'message' && children.some((child) => child.text === body));
  const job = page.getByRole('article', { name: 'To everybody in north' }).first();
  await expect(job.getByText(/^Sent to [\d,]+ (person|people)/)).toBeVisible({ timeout: 20_000 });
  const stray = away.next(({ name, children }) => name === 'message' && children.some(({ text }) => text === body));
  await expect(
    Promise.race([stray.then(() => 'got it'), page.waitForTimeout(500).then(() => 'nothing')]),
  ).resolves.toBe('nothing');
  stray.catch(() => {});
});

test('who may announce in some realms is offered no others, no server and no message of the day', async ({ as }) => {
  const page = await as('rex');
  await page.goto('/announcements');
  const form = section(page, 'New announcement');
  await expect(form.getByRole('radio', { name: 'The people of a server' })).toHaveCount(0);
  await expect(section(page, 'Message of the day')).toHaveCount(0);
  await form.getByRole('button', { name: /^Realm: / }).click();
  await expect(page.getByRole('option', { name: /^field/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /^south/ })).toHaveCount(0);
});

test('what is missing is said before anybody is asked, and what was typed stays', async ({ as }) => {
  const page = await as('ada');
  await page.goto('/announcements');
  const form = section(page, 'New announcement');
  await form.getByLabel('Subject').fill('Half written');
  await form.getByRole('button', { name: 'Preview announcement' }).click();
  await expect(form.getByRole('alert')).toContainText('Choose a realm.');
  await expect(form.getByLabel('Subject')).toHaveValue('Half written');
});

test('ada tells everybody online on a server, and hears that the server only said so', async ({ as }) => {
  const somebody = await onClient(await newPerson({ realm: 'south' }));
  const page = await as('ada');
  const body = said();
  await page.goto('/announcements');
  const form = section(page, 'New announcement');
  await form.getByRole('radio', { name: 'The people of a server' }).check();
  const server = form.getByLabel('Server', { exact: true });
  await expect(server.locator('option', { hasText: /Prosody|south/i })).toHaveCount(1);
  await server.selectOption({
    label: (await server.locator('option', { hasText: /Prosody|south/i }).textContent()) ?? '',
  });
  await expect(form.getByRole('radio', { name: 'Everybody', exact: true })).toBeDisabled();
  await expect(form.getByRole('radio', { name: 'Only who is online now' })).toBeChecked();
  await form.getByLabel('Message', { exact: true }).fill(body);
  await form.getByRole('button', { name: 'Preview announcement' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Send/ }).click();
  await somebody.next(({ name, children }) => name === 'message' && children.some((child) => child.text === body));
  await expect(page.getByText('Sent, as the server says').first()).toBeVisible();
});

test('a message of the day is previewed, set, and deleted again', async ({ as }) => {
  const page = await as('ada');
  await page.goto('/announcements');
  const form = section(page, 'Message of the day');
  await expect(form.getByLabel('Domain').locator('option')).not.toHaveCount(1);
  await form.getByLabel('Domain').selectOption('field.example');
  await form.getByLabel('Text of the day').fill('Welcome to the field');
  await form.getByRole('radio', { name: /now to who is online/ }).check();
  await form.getByRole('button', { name: 'Preview message of the day' }).click();
  await expect(page.getByRole('dialog').getByText('Welcome to the field')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Change message of the day' }).click();
  await expect(form.getByText('The message of the day of field.example was changed.')).toBeVisible();
  await form.getByRole('button', { name: 'Delete message of the day' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete message of the day' }).click();
  await expect(form.getByText('The message of the day of field.example was deleted.')).toBeVisible();
});
