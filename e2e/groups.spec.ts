import { ldapModify, valuesOf } from './arrange/directory.ts';
import { newPerson } from './arrange/person.ts';
import { labFacts } from './arrange/under-test.ts';
import { expectLoaded, expectRow, rowOf, rowsOf, table } from './steps/tables.ts';
import { chooseFromMenu, toast, undo } from './steps/users.ts';
import { expect, test } from './test.ts';

const tag = () => Date.now().toString(36);

test('rex creates a group in north, adds somebody by search and somebody by pasting, and removes one with undo', async ({
  as,
}) => {
  const [one, two] = [await newPerson(), await newPerson()];
  const name = `Crew ${tag()}`;
  const page = await as('rex');
  await page.goto('/groups');
  await page.getByRole('link', { name: 'Create group' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel(/^Description/).fill('Made by a test');
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await page.getByRole('button', { name: 'Add members' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'People and groups' }).fill(one.uid);
  await page.getByRole('option', { name: new RegExp(one.uid) }).click();
  await dialog.getByLabel(/paste usernames/).fill(`${two.jid}, nobody-of-this-name`);
  await dialog.getByRole('button', { name: /^Add \d+ members/ }).click();
  await expect(dialog.getByText('Not everybody was added')).toBeVisible();
  await expect(dialog.getByText(/nobody-of-this-name/).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).first().click();

  const members = table(page, 'Members');
  await expectRow(members, { Name: one.name });
  await expectRow(members, { Name: two.name, JID: two.jid });
  await rowOf(members, one.name).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Remove members' }).click();
  await expect(toast(page, `${one.name} is no longer in ${name}`)).toBeVisible();
  await expect(rowOf(members, one.name)).toHaveCount(0);
  await undo(page, 'is no longer in');
  await expectRow(members, { Name: one.name });
});

test('a group is nested in another one, but never in itself', async ({ as }) => {
  const [inner, outer] = [newGroup('Inner'), newGroup('Outer')];
  const page = await as('rex');
  await page.goto(`/groups/${(await valuesOf(`(cn=${outer.name})`, 'entryUUID'))[0]}`);
  await addByName(page, inner.name);
  await expectRow(table(page, 'Members'), { Name: inner.name });
  const innerId = (await valuesOf(`(cn=${inner.name})`, 'entryUUID'))[0];
  await page.goto(`/groups/${innerId}`);
  await expect(page.getByRole('region', { name: 'Member of' })).toContainText(outer.name);
});

test('a dynamic group shows who would be in it before it is made', async ({ as }) => {
  const somebody = await newPerson({ lines: ['departmentNumber: 77'] });
  const name = `By filter ${tag()}`;
  const page = await as('rex');
  await page.goto('/groups/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('radio', { name: /Whoever a filter finds/ }).check();
  await page.getByRole('button', { name: 'Write the filter myself' }).click();
  await page
    .getByRole('textbox', { name: 'Filter', exact: true })
    .fill(`(&(objectClass=inetOrgPerson)(uid=${somebody.uid}))`);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('1 person would be in it');
  await expect(preview).toContainText(somebody.name);
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expectRow(table(page, 'Members'), { Name: somebody.name });
});

test('a filter that is none is refused in words, and nothing is made', async ({ as }) => {
  const page = await as('rex');
  await page.goto('/groups/new');
  const name = `Broken ${tag()}`;
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('radio', { name: /Whoever a filter finds/ }).check();
  await page.getByRole('button', { name: 'Write the filter myself' }).click();
  await page.getByRole('textbox', { name: 'Filter', exact: true }).fill('(&(uid=*)');
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('No preview');
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The group was not created.' })).toBeVisible();
  expect(await valuesOf(`(cn=${name})`, 'cn')).toEqual([]);
});

test('a group is renamed with undo, and deleted by typing its name', async ({ as }) => {
  const group = newGroup('Short-lived');
  const page = await as('rex');
  await page.goto(`/groups/${(await valuesOf(`(cn=${group.name})`, 'entryUUID'))[0]}`);
  await chooseFromMenu(page, 'Rename group');
  await page.getByRole('dialog').getByLabel('Name').fill(`${group.name} renamed`);
  await page.getByRole('dialog').getByRole('button', { name: 'Rename group' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${group.name} renamed` })).toBeVisible();
  await undo(page, 'is now');
  await expect(page.getByRole('heading', { level: 1, name: group.name, exact: true })).toBeVisible();
  await chooseFromMenu(page, 'Delete group');
  await page.getByRole('dialog').getByRole('textbox').fill(group.name);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete group' }).click();
  await expect(toast(page, `${group.name} was deleted`)).toBeVisible();
  expect(await valuesOf(`(cn=${group.name})`, 'cn')).toEqual([]);
});

test('a big group is paged, and its members are searched', async ({ as }) => {
  const people = (await valuesOf('(&(objectClass=inetOrgPerson)(mail=*@north.example))', 'dn')).slice(0, 120);
  const group = newGroup('Big', people);
  const page = await as('rex');
  await page.goto(`/groups/${(await valuesOf(`(cn=${group.name})`, 'entryUUID'))[0]}`);
  const members = table(page, 'Members');
  await expectLoaded(members);
  await expect.poll(async () => (await rowsOf(members)).length).toBe(50);
  const first = (await rowsOf(members)).map((row) => row.Name);
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect.poll(async () => (await rowsOf(members))[0]?.Name).not.toBe(first[0]);
  expect((await rowsOf(members)).map((row) => row.Name)).not.toEqual(expect.arrayContaining([first[0]]));
});

test('hana has no groups: the page of one is as if it were not there', async ({ as }) => {
  const group = newGroup('Not hers', undefined, 'south');
  const page = await as('hana');
  await page.goto(`/groups/${(await valuesOf(`(cn=${group.name})`, 'entryUUID'))[0]}`);
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
});

test('a group of south looks like none to rex', async ({ as }) => {
  const group = newGroup('Foreign', undefined, 'south');
  const page = await as('rex');
  await page.goto(`/groups/${(await valuesOf(`(cn=${group.name})`, 'entryUUID'))[0]}`);
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
});

async function addByName(page: import('@playwright/test').Page, name: string): Promise<void> {
  await expectLoaded(table(page, 'Members'));
  await page.getByRole('button', { name: 'Add members' }).click();
  const dialog = page.getByRole('dialog');
  // What was arranged in the directory is in the catalog within two seconds.
  await expect(async () => {
    await dialog.getByRole('combobox').fill('');
    await dialog.getByRole('combobox').fill(name);
    await page.getByRole('option', { name: new RegExp(name) }).click({ timeout: 1_500 });
  }).toPass({ timeout: 12_000 });
  await dialog.getByRole('button', { name: 'Add member', exact: true }).click();
  await expect(dialog).toBeHidden();
}

let made = 0;

function newGroup(what: string, members?: string[], realm: 'north' | 'south' = 'north'): { name: string; dn: string } {
  made += 1;
  const name = `${what} ${tag()}${process.env.TEST_PARALLEL_INDEX}${made}`;
  const dn = `cn=${name},ou=groups,${labFacts().realms[realm]?.dn}`;
  const lines = (members ?? []).map((member) => `member: ${member}`);
  ldapModify([`dn: ${dn}`, 'changetype: add', 'objectClass: groupOfMembers', `cn: ${name}`, ...lines, ''].join('\n'));
  return { name, dn };
}
