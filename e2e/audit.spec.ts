import { readFileSync } from 'node:fs';
import { newPerson } from './arrange/person.ts';
import { expectLoaded, expectRow, rowsOf, table } from './steps/tables.ts';
import { openUser, reviewPhone, toast } from './steps/users.ts';
import { expect, test } from './test.ts';

test('a change stands in the log with who, from where, before and after', async ({ as }) => {
  const somebody = await newPerson({ lines: ['telephoneNumber: +44 20 7946 0200'] });
  const rex = await as('rex');
  await openUser(rex, somebody);
  const dialog = await reviewPhone(rex, '+44 20 7946 0201');
  await dialog.getByRole('button', { name: 'Save change' }).click();
  await expect(toast(rex, 'changed')).toBeVisible();

  const aud = await as('aud');
  await aud.goto(`/audit?q=${encodeURIComponent(somebody.name)}`);
  const log = table(aud, 'Audit log');
  await expectRow(log, { 'What happened': 'Rex Warden', Outcome: 'Done', From: '127.0.0.' });
  await log.getByRole('link').first().click();
  const record = aud.getByRole('dialog');
  await expect(record).toContainText('+44 20 7946 0200');
  await expect(record).toContainText('+44 20 7946 0201');
  await expect(record).toContainText('Rex Warden');
});

test('the log is filtered by action, and the filter is in the address', async ({ as }) => {
  const somebody = await newPerson();
  const rex = await as('rex');
  await openUser(rex, somebody);
  await rex.getByRole('button', { name: 'Lock user' }).click();
  await expect(toast(rex, 'was locked')).toBeVisible();
  const aud = await as('aud');
  await aud.goto('/audit?action=users.lock');
  const log = table(aud, 'Audit log');
  await expectRow(log, { 'What happened': somebody.name });
  for (const row of await rowsOf(log)) expect(row['What happened']).toMatch(/lock/i);
});

test('rex reads of his realms only; what was done in south is not in his log', async ({ as }) => {
  const theirs = await newPerson({ realm: 'south' });
  const hana = await as('hana');
  await openUser(hana, theirs);
  await hana.getByRole('button', { name: 'Reset password' }).click();
  await hana.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click();
  await hana.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  const [rex, aud] = [await as('rex'), await as('aud')];
  await aud.goto(`/audit?q=${encodeURIComponent(theirs.name)}`);
  await expectRow(table(aud, 'Audit log'), { 'What happened': theirs.name });
  await rex.goto(`/audit?q=${encodeURIComponent(theirs.name)}`);
  await expectLoaded(table(rex, 'Audit log'));
  expect(await rowsOf(table(rex, 'Audit log'))).toEqual([]);
});

test('no password is in the log, neither the old nor the new one', async ({ as }) => {
  const somebody = await newPerson({ realm: 'south' });
  const hana = await as('hana');
  await openUser(hana, somebody);
  await hana.getByRole('button', { name: 'Reset password' }).click();
  const dialog = hana.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Reset password' }).click();
  const password = await dialog
    .getByRole('button', { name: 'Copy password' })
    .locator('xpath=preceding-sibling::span')
    .textContent();
  const ada = await as('ada');
  const csv = await (await ada.request.get('/api/audit/export')).text();
  expect(csv).toContain(somebody.uid);
  expect(csv).not.toContain(password as string);
});

test('the log is downloaded as CSV in which no cell is a formula', async ({ as }) => {
  const formula = await newPerson({ name: { given: '=HYPERLINK("http://x.example")', family: '@SUM(1)' } });
  const rex = await as('rex');
  await openUser(rex, formula);
  await rex.getByRole('button', { name: 'Lock user' }).click();
  await expect(toast(rex, 'was locked')).toBeVisible();
  await rex.goto('/audit');
  const [download] = await Promise.all([
    rex.waitForEvent('download'),
    rex.getByRole('link', { name: 'Export CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^audit-.*\.csv$/);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text).toContain(formula.uid);
  expect(text).not.toMatch(/(^|[,"\n])[=+@-](?!\d)[A-Za-z]/m);
});
