import { valuesOf } from './arrange/directory.ts';
import { newPerson } from './arrange/person.ts';
import { labFacts } from './arrange/under-test.ts';
import { expectSessionEnds, signIn } from './steps/sign-in.ts';
import { expectLoaded, expectNoRow, expectRow, table } from './steps/tables.ts';
import { chooseFromMenu, toast } from './steps/users.ts';
import { expect, test } from './test.ts';

test('ada sees all realms; rex sees north and what is below it', async ({ as }) => {
  const ada = await as('ada');
  await ada.goto('/realms');
  await expectRow(table(ada, 'Realms'), { Name: 'north', Domains: 'north.example' });
  await expectRow(table(ada, 'Realms'), { Name: 'south', Domains: 'south.example' });
  const rex = await as('rex');
  await rex.goto('/realms');
  await expectLoaded(table(rex, 'Realms'));
  await expectRow(table(rex, 'Realms'), { Name: 'field' });
  await expectNoRow(table(rex, 'Realms'), { Name: 'south' });
});

test('rex makes a sub-realm, and it is deleted without a word to type as it is empty', async ({ as }) => {
  const name = `east${Date.now().toString(36)}`;
  const page = await as('rex');
  await page.goto(`/realms/${await idOf('north')}`);
  await page.getByRole('link', { name: 'Create sub-realm' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page
    .getByRole('textbox', { name: /Domain/ })
    .first()
    .fill(`${name}.north.example`);
  await page.getByRole('button', { name: 'Create realm' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  expect(await valuesOf(`(ou=${name})`, 'associatedDomain')).toEqual([`${name}.north.example`]);
  await chooseFromMenu(page, 'Delete realm');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete realm' }).click();
  await expect(toast(page, 'was deleted')).toBeVisible();
  expect(await valuesOf(`(ou=${name})`, 'ou')).toEqual([]);
});

test('a domain that another realm has is refused, whoever asks', async ({ as }) => {
  const page = await as('ada');
  await page.goto('/realms/new');
  await page.getByLabel('Name', { exact: true }).fill('thief');
  await page
    .getByRole('textbox', { name: /Domain/ })
    .first()
    .fill('south.example');
  await expect(page.getByText(/south\.example.*(taken|in the realm|belongs|another realm)/i).first()).toBeVisible();
  expect(await valuesOf('(ou=thief)', 'ou')).toEqual([]);
});

test('a grant that ada gives works within seconds on the open page, and ends with the session when she takes it', async ({
  as,
}) => {
  const somebody = await newPerson();
  const ada = await as('ada');
  const theirs = await as(somebody.uid, { fresh: true });
  const main = theirs.getByRole('navigation', { name: 'Main' });
  await expect(main.getByRole('link')).toHaveText(['Me']);

  await ada.goto(`/realms/${await idOf('field')}`);
  await ada.getByRole('button', { name: 'Edit delegation' }).click();
  await expect(async () => {
    await ada.getByRole('combobox', { name: 'Add holder' }).fill('');
    await ada.getByRole('combobox', { name: 'Add holder' }).fill(somebody.uid);
    await ada.getByRole('option', { name: new RegExp(somebody.uid) }).click({ timeout: 1_500 });
  }).toPass({ timeout: 12_000 });
  await ada.getByRole('checkbox', { name: `Manage users, ${somebody.name}` }).check();
  await ada.getByRole('button', { name: 'Review change' }).click();
  const review = ada.getByRole('dialog');
  await expect(review).toContainText(somebody.name);
  await review.getByRole('button', { name: 'Save delegation' }).click();
  await expect(toast(ada, 'Delegation of field changed')).toBeVisible();

  await expect(async () => {
    await theirs.goto('/users');
    await expect(table(theirs, 'Users')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expectNoRow(table(theirs, 'Users'), { Realm: 'north' });

  await ada.getByRole('button', { name: 'Edit delegation' }).click();
  await ada.getByRole('checkbox', { name: `Manage users, ${somebody.name}` }).uncheck();
  await ada.getByRole('button', { name: 'Review change' }).click();
  await ada.getByRole('dialog').getByRole('button', { name: 'Save delegation' }).click();
  await expect(ada.getByRole('dialog')).toBeHidden();
  await expectSessionEnds(theirs);
  await signIn(theirs, somebody.uid, process.env.E2E_PASSWORD as string);
  await expect(main.getByRole('link')).toHaveText(['Me']);
});

test('rex cannot delegate, and is told who can', async ({ as }) => {
  const page = await as('rex');
  await page.goto(`/realms/${await idOf('field')}`);
  const edit = page.getByRole('button', { name: 'Edit delegation' });
  await expect(edit).toHaveAttribute('aria-disabled', 'true');
  await expect(edit).toHaveAccessibleDescription(/\w+/);
});

test('a realm with people in it is deleted only by naming it', async ({ as }) => {
  const page = await as('ada');
  await page.goto(`/realms/${await idOf('field')}`);
  await chooseFromMenu(page, 'Delete realm');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(/users?, with their sessions/);
  await expect(dialog.getByRole('button', { name: 'Delete realm' })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('the realm chosen in the top bar stays while moving between pages', async ({ as }) => {
  const page = await as('ada');
  await page.goto('/users');
  await page.getByRole('button', { name: /^Realm:/ }).click();
  await page
    .getByRole('option', { name: /south/ })
    .or(page.getByRole('treeitem', { name: /south/ }))
    .first()
    .click();
  await expect(page).toHaveURL(/realm=/);
  await expectNoRow(table(page, 'Users'), { Realm: 'north' });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Groups' }).click();
  await expect(page).toHaveURL(/\/groups\?realm=/);
});

async function idOf(realm: string): Promise<string> {
  const dn = labFacts().realms[realm]?.dn;
  return (await valuesOf(`(entryDN=${dn})`, 'entryUUID'))[0] as string;
}
