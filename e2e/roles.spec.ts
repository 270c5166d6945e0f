import { ldapModify, valuesOf } from './arrange/directory.ts';
import { newPerson } from './arrange/person.ts';
import { labFacts } from './arrange/under-test.ts';
import { expectSessionEnds } from './steps/sign-in.ts';
import { expectRow, table } from './steps/tables.ts';
import { chooseFromMenu, section, toast } from './steps/users.ts';
import { expect, test } from './test.ts';

test('ada creates a role and sees that it carries nothing yet', async ({ as }) => {
  const name = `Watch ${Date.now().toString(36)}`;
  const page = await as('ada');
  await page.goto('/roles/new');
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Create role' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(section(page, 'What it carries')).toContainText('Nothing yet');
  await chooseFromMenu(page, 'Delete role');
  await page.getByRole('dialog').getByRole('textbox').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete role' }).click();
  await expect(toast(page, 'was deleted')).toBeVisible();
  expect(await valuesOf(`(cn=${name})`, 'cn')).toEqual([]);
});

test('the built-in roles are there, and cannot be deleted', async ({ as }) => {
  const page = await as('ada');
  await page.goto('/roles');
  const roles = table(page, 'Roles');
  await expectRow(roles, { Name: /Auditor/ });
  await roles.getByRole('link', { name: /Auditor/ }).click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete role' })).toHaveAttribute('aria-disabled', 'true');
});

test('ada makes somebody auditor, told before what it means, and takes it away: their session ends', async ({ as }) => {
  const somebody = await newPerson();
  const ada = await as('ada');
  const [id] = await valuesOf('(&(objectClass=organizationalRole)(cn=Auditor))', 'entryUUID');
  await ada.goto(`/roles/${id}`);
  await ada.getByRole('button', { name: 'Add occupants' }).click();
  const dialog = ada.getByRole('dialog');
  await expect(async () => {
    await dialog.getByRole('combobox').fill('');
    await dialog.getByRole('combobox').fill(somebody.uid);
    await ada.getByRole('option', { name: new RegExp(somebody.uid) }).click({ timeout: 1_500 });
  }).toPass({ timeout: 12_000 });
  await expect(dialog.getByRole('status').filter({ hasText: 'will be able to' })).toContainText('everywhere');
  await dialog.getByRole('button', { name: 'Add occupant' }).click();
  await expect(section(ada, 'Occupants')).toContainText(somebody.name);

  const theirs = await as(somebody.uid, { fresh: true });
  await theirs.goto('/audit');
  await expect(theirs.getByRole('heading', { level: 1, name: /Audit/ })).toBeVisible();
  await section(ada, 'Occupants')
    .getByRole('button', { name: `Remove ${somebody.name}` })
    .click();
  await expect(toast(ada, `${somebody.name} is no longer`)).toBeVisible();
  await expectSessionEnds(theirs);
});

test('the auditor reads roles and changes none', async ({ as }) => {
  const page = await as('aud');
  await page.goto('/roles');
  await expect(page.getByRole('button', { name: 'Create role' }).first()).toHaveAttribute('aria-disabled', 'true');
  await table(page, 'Roles')
    .getByRole('link', { name: /Auditor/ })
    .click();
  await expect(page.getByRole('button', { name: 'Add occupants' })).toHaveAttribute('aria-disabled', 'true');
});

test('a script in a role that grants names is text', async ({ as }) => {
  const name = `<img src=x onerror=alert(${Date.now()})>`;
  ldapModify(
    [
      `dn: cn=${name},${labFacts().directory.rolesDn}`.replace(/[<>]/g, '\\$&'),
      'changetype: add',
      'objectClass: organizationalRole',
      `cn: ${name}`,
      '',
    ].join('\n'),
  );
  const page = await as('ada');
  const [id] = await valuesOf(
    `(&(objectClass=organizationalRole)(cn=${name.replace(/[()]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)}`)}))`,
    'entryUUID',
  );
  await page.goto(`/roles/${id}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await chooseFromMenu(page, 'Delete role');
  await page.getByRole('dialog').getByRole('textbox').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete role' }).click();
  await expect(toast(page, 'was deleted')).toBeVisible();
});
