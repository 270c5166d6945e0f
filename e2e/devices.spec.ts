import type { Page } from '@playwright/test';
import { seriousProblems, settled } from './steps/looks.ts';
import { expectRow, table } from './steps/tables.ts';
import { expect, test } from './test.ts';

/** Needs the demo's snmpd (lab/snmp/main.ts), which stands in the list as "This machine". */
async function openDevice(page: Page, name: string): Promise<string> {
  const { rows } = (await (await page.request.get('/api/devices')).json()) as { rows: { id: string; name: string }[] };
  const id = rows.find((row) => row.name === name)?.id ?? '';
  await page.goto(`/devices/${id}`);
  return id;
}

test('an operator sees which devices answer, and changes none', async ({ as }) => {
  const otto = await as('otto');
  await otto.goto('/devices');
  await expectRow(table(otto, 'Devices'), { Name: 'This machine', State: 'Answers' });
  await expectRow(table(otto, 'Devices'), { Name: 'Switch in the cellar', State: 'Away' });
  await expect(otto.getByRole('button', { name: 'Add device' })).toBeDisabled();
  expect(await seriousProblems(otto, '/devices')).toEqual([]);
});

test('a device’s page says what the device is, its interfaces and its storage', async ({ as }) => {
  const otto = await as('otto');
  await openDevice(otto, 'This machine');
  await settled(otto);
  await expect(otto.getByRole('region', { name: 'System' })).toContainText('demo.bailiwick.example');
  await expect(otto.getByRole('table', { name: 'Interfaces' }).getByRole('row', { name: /^lo/ })).toContainText('up');
  await expect(otto.getByRole('table', { name: 'Storage' })).toContainText('%');
  expect(await seriousProblems(otto, 'a device')).toEqual([]);
});

test('a device is tested before it is added, and removed by its name', async ({ as }) => {
  const ada = await as('ada');
  const { rows } = (await (await ada.request.get('/api/devices')).json()) as {
    rows: { name: string; host: string; port: number }[];
  };
  const printer = rows.find(({ name }) => name === 'Printer on the stairs');
  await ada.goto('/devices/new');
  await settled(ada);
  await ada.getByRole('textbox', { name: 'Name' }).fill('Tested printer');
  await ada.getByRole('textbox', { name: 'Host' }).fill(printer?.host ?? '');
  await ada.getByRole('textbox', { name: 'Port' }).fill(String(printer?.port ?? ''));
  await ada.getByLabel('Version 2c').check();
  await ada.getByLabel('Community', { exact: true }).fill('fleet');
  await ada.getByRole('button', { name: 'Test device' }).click();
  await expect(ada.getByRole('listitem').filter({ hasText: 'Identity' })).toContainText('Printer on the stairs');
  await expect(ada.getByRole('checkbox', { name: 'Printer' })).toBeChecked();
  await ada.getByRole('button', { name: 'Add device' }).click();
  await expect(ada.getByRole('heading', { name: 'Tested printer', level: 1 })).toBeVisible();
  await expect(ada.getByRole('table', { name: 'Supplies' })).toContainText('Black toner', { timeout: 90_000 });

  await ada.getByRole('button', { name: 'More actions' }).click();
  await ada.getByRole('menuitem', { name: 'Remove device' }).click();
  await ada.getByRole('dialog').getByRole('textbox').fill('Tested printer');
  await ada.getByRole('dialog').getByRole('button', { name: 'Remove device' }).click();
  await expect(ada).toHaveURL(/\/devices$/);
});
