import type { Page } from '@playwright/test';
import { seriousProblems, settled } from './steps/looks.ts';
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
  await page.getByLabel('Holds for', { exact: true }).fill('0');
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

test('what is behind what is said, kept free of circles, and taken back', async ({ as }) => {
  const otto = await as('otto');
  await otto.goto('/alerts');
  await otto.getByRole('link', { name: 'Dependencies' }).click();
  const tree = otto.getByRole('list', { name: 'Dependencies' });
  const put = async (what: string, behind: string) => {
    await otto.getByLabel('What', { exact: true }).selectOption({ label: what });
    await otto.getByLabel('Is behind', { exact: true }).selectOption({ label: behind });
    await otto.getByRole('button', { name: 'Add dependency' }).click();
  };
  const remove = tree.getByRole('button', { name: 'Remove: Portal is behind Directory' });
  await put('Portal', 'Directory');
  await expect(toast(otto, 'Portal is behind Directory now')).toBeVisible();
  await expect(remove).toBeVisible();
  await put('Directory', 'Portal');
  await expect(otto.getByText(/each would be behind the other/).first()).toBeVisible();
  expect(await seriousProblems(otto, 'dependencies')).toEqual([]);
  await remove.click();
  await expect(remove).toHaveCount(0);
  await otto.getByRole('button', { name: 'Undo' }).click();
  await expect(remove).toBeVisible();
  await remove.click();
  await expect(remove).toHaveCount(0);
});

test('a test message goes out by XMPP, and the page says that the server has it', async ({ as }) => {
  const otto = await as('otto');
  await otto.goto('/alerts/channels');
  const channels = otto.getByRole('list', { name: 'Channels' });
  await expect(channels.getByRole('listitem').filter({ hasText: 'XMPP' })).toContainText('otto@south.example');
  await expect(channels.getByRole('listitem').filter({ hasText: 'E-mail' })).toContainText('Not set');
  await otto.getByRole('button', { name: 'Send test message: XMPP' }).click();
  await expect(toast(otto, 'A test message is on its way to otto@south.example')).toBeVisible();
  await expect(async () => {
    await expectRow(table(otto, 'Messages'), { Message: 'Test message', By: 'otto@south.example', State: 'Taken' });
  }).toPass({ timeout: 30_000 });
  expect(await seriousProblems(otto, 'channels')).toEqual([]);
});

test('planned work is silenced before anything fires', async ({ as }) => {
  const otto = await as('otto');
  await otto.goto('/alerts/silences');
  await otto.getByRole('button', { name: 'Silence alerts' }).click();
  const dialog = otto.getByRole('dialog');
  await dialog.getByLabel('Of what').selectOption({ label: 'Every device' });
  const reason = `cabling ${Date.now().toString(36)}`;
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Silence alerts' }).click();
  const silences = table(otto, 'Silences');
  await expectRow(silences, { What: 'All rules, Every device', Reason: reason });
  await silences.getByRole('row', { name: reason }).getByRole('button', { name: 'End silence' }).click();
  await expect(silences.getByText(reason)).toHaveCount(0);
});

for (const path of ['/alerts', '/alerts/rules', '/alerts/rules/new', '/alerts/dependencies', '/alerts/channels'])
  test(`${path} fits a phone in the dark, and axe finds nothing serious`, async ({ as }) => {
    const ada = await as('ada', { colorScheme: 'dark', viewport: { width: 390, height: 844 } });
    await ada.goto(path);
    await expect(ada.getByRole('heading', { level: 1 })).toBeVisible();
    await settled(ada);
    const found = await seriousProblems(ada, path);
    const over = await ada.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found.push(`${over} px too wide`);
    expect(found).toEqual([]);
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
    for (const path of [
      '/alerts',
      '/alerts/rules',
      '/alerts/rules/new',
      '/alerts/silences',
      '/alerts/dependencies',
      '/alerts/channels',
      '/alerts/history',
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'Alerts', exact: true })).toHaveCount(0);
    }
    expect((await page.request.get('/api/alerts')).status()).toBe(404);
  });
