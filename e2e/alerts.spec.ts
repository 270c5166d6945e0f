import type { Page } from '@playwright/test';
import { seriousProblems } from './steps/looks.ts';
import { expectRow, table } from './steps/tables.ts';
import { toast } from './steps/users.ts';
import { expect, test } from './test.ts';

/** The collector looks every ten seconds, and for the first time half a minute after its start. */
const soon = { timeout: 60_000 };

/** A rule that holds at once: the collector always has jobs. */
async function addRule(page: Page, name: string): Promise<void> {
  await page.goto('/alerts/rules');
  await page.getByRole('link', { name: 'Add rule' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Where').selectOption({ label: 'Collector' });
  await page.getByLabel('Series', { exact: true }).fill('collector.jobs');
  await page.getByLabel('Limit').fill('0');
  await page.getByLabel('Holds for').fill('0');
  await page.getByRole('button', { name: 'Add rule' }).click();
  await expect(toast(page, 'was added')).toBeVisible();
}

async function removeRule(page: Page, name: string): Promise<void> {
  await page.goto('/alerts/rules');
  await table(page, 'Rules').getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Remove rule' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('button', { name: 'Remove rule' }).click();
  await expect(toast(page, 'was removed')).toBeVisible();
}

test('an operator writes a rule, looks after its alert, silences it, and takes all of it back', async ({ as }) => {
  test.setTimeout(180_000);
  const otto = await as('otto');
  const name = `Jobs ${Date.now().toString(36)}`;
  await addRule(otto, name);

  await otto.goto('/alerts');
  const alerts = table(otto, 'Alerts');
  await expect(alerts.getByText(name, { exact: true })).toBeVisible(soon);
  await expectRow(alerts, { Alert: name, State: 'Firing', Target: 'Collector' });
  const menu = otto.getByRole('button', { name: `Actions for ${name}` });
  await menu.click();
  await otto.getByRole('menuitem', { name: 'Acknowledge alert' }).click();
  await expectRow(alerts, { Alert: name, State: 'Acknowledged' });
  await otto.getByRole('button', { name: 'Undo' }).click();
  await expectRow(alerts, { Alert: name, State: 'Firing' });

  await menu.click();
  await otto.getByRole('menuitem', { name: 'Silence…' }).click();
  const dialog = otto.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('an upgrade');
  await dialog.getByRole('button', { name: 'Silence alerts' }).click();
  await otto.getByRole('link', { name: 'Silences' }).click();
  const silences = table(otto, 'Silences');
  await expectRow(silences, { What: name, Reason: 'an upgrade' });
  expect(await seriousProblems(otto, 'silences')).toEqual([]);
  await silences.getByRole('row', { name }).getByRole('button', { name: 'End silence' }).click();
  await expect(silences.getByText(name)).toHaveCount(0);

  await removeRule(otto, name);
  await otto.goto('/alerts/history');
  await expect(async () => {
    await otto.reload();
    await expectRow(table(otto, 'Past alerts'), { Alert: name, Target: 'Collector' });
  }).toPass(soon);
});

test('an alert leads to its chart at that moment', async ({ as }) => {
  test.setTimeout(120_000);
  const otto = await as('otto');
  const name = `Chart ${Date.now().toString(36)}`;
  await addRule(otto, name);
  await otto.goto('/alerts');
  const alerts = table(otto, 'Alerts');
  await expect(alerts.getByText(name, { exact: true })).toBeVisible(soon);
  await alerts.getByRole('row', { name }).locator('a[href^="/metrics"]').click();
  await otto.waitForURL(/\/metrics\?.*target=collector.*name=collector\.jobs.*from=/);
  await removeRule(otto, name);
});

for (const [uid, who] of [
  ['aud', 'an auditor'],
  ['rex', 'a delegated administrator'],
  ['uma', 'an individual user'],
] as const)
  test(`to ${who} there are no alerts, neither in the navigation nor by address`, async ({ as }) => {
    const page = await as(uid);
    await page.goto('/me');
    await expect(page.getByRole('link', { name: 'Alerts', exact: true })).toHaveCount(0);
    for (const path of ['/alerts', '/alerts/rules', '/alerts/rules/new', '/alerts/silences', '/alerts/history']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'Alerts', exact: true })).toHaveCount(0);
    }
    expect((await page.request.get('/api/alerts')).status()).toBe(404);
  });
