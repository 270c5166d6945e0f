import type { Page } from '@playwright/test';
import { seriousProblems, settled } from './steps/looks.ts';
import { table } from './steps/tables.ts';
import { expect, test } from './test.ts';

/** Needs the demo's snmpd (lab/snmp/main.ts), which stands in the list as "This machine". */
async function idOf(page: Page, name: string): Promise<string> {
  const { rows } = (await (await page.request.get('/api/devices')).json()) as { rows: { id: string; name: string }[] };
  return rows.find((row) => row.name === name)?.id ?? '';
}
const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
/** What a run before left behind is in nobody's way. */
const run = Date.now().toString(36).toUpperCase();
const [smiName, mibName] = [`E2E${run}-SMI`, `E2E${run}-MIB`];
const smi = `${smiName} DEFINITIONS ::= BEGIN IMPORTS enterprises FROM SNMPv2-SMI;
e2e OBJECT IDENTIFIER ::= { enterprises 99999 } END`;
const mib = `${mibName} DEFINITIONS ::= BEGIN IMPORTS e2e FROM ${smiName};
e2eThing OBJECT-TYPE SYNTAX INTEGER { off(1), on(2) } UNITS "things" MAX-ACCESS read-only STATUS current
  DESCRIPTION "<script>alert(1)</script> is only text here." ::= { e2e 1 }
END`;

test('who may change devices uploads MIB modules, sees what is missing, and takes one back', async ({ as }) => {
  test.setTimeout(120_000);
  const ada = await as('ada');
  await ada.goto('/devices');
  await settled(ada);
  await ada.getByRole('link', { name: 'MIBs' }).click();
  await expect(ada.getByRole('heading', { name: 'MIBs', level: 1 })).toBeVisible();
  await ada.getByRole('button', { name: 'Upload MIB modules' }).click();
  const dialog = ada.getByRole('dialog');
  const files = dialog.getByLabel('Files of MIB modules');
  await files.setInputFiles([file('letter.txt', 'Dear Sir,\nhello'), file('e2e.mib', mib)]);
  const outcomes = dialog.getByRole('list', { name: 'Uploaded files' });
  await expect(outcomes).toContainText('Line 1: DEFINITIONS was expected behind Dear');
  await expect(outcomes).toContainText(`${mibName} needs ${smiName}, which is not here yet.`);
  await files.setInputFiles([file('e2e-smi.mib', smi)]);
  await expect(outcomes).toContainText(`${smiName}: 1 name`);
  expect(await seriousProblems(ada, 'upload')).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await expect(table(ada, 'MIB modules')).toContainText('e2eThing');
  await ada.getByRole('link', { name: mibName }).click();
  await settled(ada);
  await expect(ada.getByRole('table', { name: 'Names of the module' })).toContainText('off(1) on(2)');
  await ada.getByText('e2eThing', { exact: true }).last().click();
  await expect(ada.getByText('<script>alert(1)</script> is only text here.')).toBeVisible();
  expect(await seriousProblems(ada, 'a MIB module')).toEqual([]);
  await ada.getByRole('link', { name: 'Show text' }).click();
  await expect(ada.getByText(`${mibName} DEFINITIONS ::= BEGIN`)).toBeVisible();

  for (const name of [mibName, smiName]) {
    await ada.goto('/devices/mibs');
    await ada.getByRole('link', { name }).click();
    await settled(ada);
    await ada.getByRole('button', { name: 'More actions' }).click();
    await ada.getByRole('menuitem', { name: 'Remove module' }).click();
    await expect(ada).toHaveURL(/\/devices\/mibs$/);
  }
  await ada.getByRole('button', { name: 'Undo' }).last().click();
  await expect(ada.getByRole('heading', { name: smiName, level: 1 })).toBeVisible();
  await ada.getByRole('button', { name: 'More actions' }).click();
  await ada.getByRole('menuitem', { name: 'Remove module' }).click();
  await expect(ada).toHaveURL(/\/devices\/mibs$/);
});

test('what a device says is browsed by name, and a number of it is watched', async ({ as }) => {
  test.setTimeout(120_000);
  const ada = await as('ada');
  const id = await idOf(ada, 'This machine');
  await ada.goto(`/devices/${id}`);
  await settled(ada);
  await ada.getByRole('button', { name: 'More actions' }).click();
  await ada.getByRole('menuitem', { name: 'Browse what it says' }).click();
  await ada
    .getByRole('textbox', { name: 'Name or OID' })
    .or(ada.getByRole('combobox', { name: 'Name or OID' }))
    .fill('ifTable');
  await ada.getByRole('button', { name: 'Read', exact: true }).click();
  const interfaces = ada.getByRole('table', { name: 'ifTable' });
  await expect(interfaces.getByRole('row', { name: /^1 / })).toContainText('softwareLoopback(24)');
  await expect(interfaces).toContainText('up(1)');
  await expect(ada).toHaveURL(/what=ifTable/);
  expect(await seriousProblems(ada, 'browse')).toEqual([]);

  const download = ada.waitForEvent('download');
  await ada.getByRole('link', { name: 'Export CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^this-machine-iftable-.*\.csv$/);

  await ada.getByRole('button', { name: 'Watch ifInOctets' }).click();
  const watched = ada.getByRole('region', { name: 'Watched' });
  await expect(watched).toContainText('ifInOctets');
  await ada.goto(`/devices/${id}`);
  await expect(ada.getByRole('table', { name: 'ifInOctets' })).toBeVisible({ timeout: 90_000 });
  await ada.goto(`/devices/${id}/browse`);
  await watched.getByRole('button', { name: 'Stop watching ifInOctets' }).click();
  await expect(watched).toBeHidden();
});

test('an operator looks names up, and neither uploads nor browses', async ({ as }) => {
  const otto = await as('otto');
  await otto.goto('/devices/mibs');
  await settled(otto);
  await expect(table(otto, 'MIB modules')).toContainText('IF-MIB');
  await expect(otto.getByRole('button', { name: 'Upload MIB modules' })).toBeDisabled();
  const id = await idOf(otto, 'This machine');
  await otto.goto(`/devices/${id}/browse`);
  await expect(otto.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  expect((await otto.request.get(`/api/devices/browse?id=${id}&what=system`)).status()).toBe(403);
});

test('on a phone, lists and tables scroll within themselves', async ({ as }) => {
  const ada = await as('ada', { viewport: { width: 390, height: 844 } });
  const id = await idOf(ada, 'This machine');
  for (const address of ['/devices/mibs', '/devices/mibs/IF-MIB', `/devices/${id}/browse?what=ifTable`]) {
    await ada.goto(address);
    await settled(ada);
    if (address.includes('browse')) await expect(ada.getByRole('table', { name: 'ifTable' })).toBeVisible();
    expect(await ada.evaluate(() => document.documentElement.scrollWidth), address).toBe(390);
    expect(await seriousProblems(ada, address)).toEqual([]);
  }
});
