import { newPerson } from './arrange/person.ts';
import { expectLoaded, expectNoRow, expectRow, rowOf, rowsOf, table } from './steps/tables.ts';
import { openUsers } from './steps/users.ts';
import { expect, test } from './test.ts';

test('ada sees everybody, rex only his realm and what is below it, hana only hers', async ({ as }) => {
  const count = async (uid: string, query: string) => {
    const page = await as(uid);
    const answer = await page.request.get(`/api/users?${query}`);
    return ((await answer.json()) as { total: number }).total;
  };
  const ofRealm = (name: string) => `realm=${encodeURIComponent(`ou=${name},ou=realms,dc=bailiwick,dc=example`)}`;
  // Other journeys make people meanwhile: the whole is counted last.
  const [north, south, everybody] = [await count('rex', ''), await count('hana', ''), await count('ada', '')];
  expect(everybody).toBeGreaterThan(north + south - 1);
  expect(await count('rex', ofRealm('south'))).toBe(0);
  expect(await count('hana', ofRealm('north'))).toBe(0);
  const users = await openUsers(await as('rex'), '?q=hana');
  await expectNoRow(users, { Name: 'Hana' });
});

test('two letters are enough to find somebody, and three find them anywhere in the name', async ({ as }) => {
  const page = await as('ada');
  const users = await openUsers(page);
  await page.getByRole('searchbox', { name: 'Search users' }).fill('ok');
  await expectRow(users, { Name: 'Uma Okonkwo' });
  await page.getByRole('searchbox', { name: 'Search users' }).fill('konk');
  await expectRow(users, { Name: 'Uma Okonkwo', Realm: 'north', JID: 'uma@north.example' });
});

test('what nobody is called finds nothing, says so, and can be cleared', async ({ as }) => {
  const page = await as('ada');
  const users = await openUsers(page);
  await page.getByRole('searchbox', { name: 'Search users' }).fill('nobody is called this');
  await expect(page.getByText('Nothing matches “nobody is called this”')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(async () => (await rowsOf(users)).length).toBeGreaterThan(10);
});

test('sorting, filter and page are in the address, and the address brings them back', async ({ as }) => {
  const page = await as('ada');
  const users = await openUsers(page);
  await users.getByRole('columnheader', { name: 'JID' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=mail/);
  const jids = (await settled(users)).map((row) => (row.JID as string).toLowerCase());
  expect(jids).toEqual([...jids].sort());
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect.poll(async () => (await rowsOf(users))[0]?.JID ?? jids[0]).not.toBe(jids[0]);
  const secondPage = await settled(users);
  await page.reload();
  await expectLoaded(users);
  expect((await settled(users)).map((row) => row.Name)).toEqual(secondPage.map((row) => row.Name));

  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('menuitem', { name: 'State' }).click();
  await page
    .getByRole('menuitemcheckbox', { name: 'Disabled' })
    .or(page.getByRole('checkbox', { name: 'Disabled' }))
    .first()
    .click();
  await expect(page).toHaveURL(/state=disabled/);
  await expect(page).not.toHaveURL(/page=2/);
  await expectRow(users, { Name: 'Dora Vance', State: 'Disabled' });
  await expectNoRow(users, { State: 'Active' });
});

test('a chosen column stays chosen', async ({ as }) => {
  const page = await as('aud');
  const users = await openUsers(page);
  const head = users.getByRole('columnheader', { name: 'Title' });
  const choose = async () => {
    await page.getByRole('button', { name: 'View: columns and order' }).click();
    const saved = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('menuitemcheckbox', { name: 'Title' }).click();
    await saved;
    await page.keyboard.press('Escape');
  };
  if (await head.isVisible()) await choose();
  await expect(head).toBeHidden();
  await choose();
  await expect(head).toBeVisible();
  await page.reload();
  await expectLoaded(users);
  await expect(head).toBeVisible();
  await choose();
  await expect(head).toBeHidden();
});

test('going to somebody and back finds the list as it was left', async ({ as }) => {
  const page = await as('ada');
  const users = await openUsers(page, '?q=an&sort=-surname');
  const before = await settled(users);
  await users.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/users\/[0-9a-f-]{36}/);
  await expect(page.getByRole('button', { name: 'Reset password' })).toBeVisible();
  await page.goBack();
  await expectLoaded(users);
  await expect(page).toHaveURL(/q=an&sort=-surname/);
  expect((await settled(users)).map((row) => row.Name)).toEqual(before.map((row) => row.Name));
});

test('several are locked and unlocked at once', async ({ as }) => {
  const family = `Pair${Date.now().toString(36)}`;
  const [one, two] = [
    await newPerson({ name: { given: 'Left', family } }),
    await newPerson({ name: { given: 'Right', family } }),
  ];
  const page = await as('rex');
  const users = table(page, 'Users');
  const pick = async (state: string) => {
    await openUsers(page, `?q=${family}`);
    for (const who of [one, two]) await expectRow(users, { Name: who.name, State: state });
    for (const who of [one, two]) await rowOf(users, who.name).getByRole('checkbox').check();
  };
  await pick('Active');
  await page
    .getByRole('region', { name: 'Selection' })
    .getByRole('button', { name: 'Lock users', exact: true })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Lock 2 users' }).click();
  await expect(page.getByRole('status').filter({ hasText: '2 of 2 locked.' })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).first().click();
  await pick('Locked');
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Unlock users' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unlock 2 users' }).click();
  await expect(page.getByRole('status').filter({ hasText: '2 of 2 unlocked.' })).toBeVisible();
});

test('the help desk sees why it can lock nobody', async ({ as }) => {
  const page = await as('hana');
  const users = await openUsers(page);
  await users.getByRole('row').nth(1).getByRole('checkbox').check();
  const lock = page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Lock users', exact: true });
  await expect(lock).toHaveAttribute('aria-disabled', 'true');
  await expect(lock).toHaveAccessibleDescription(/no right to lock users/);
});

/** The rows once they have come and change no more. */
async function settled(users: ReturnType<typeof table>): Promise<Record<string, string>[]> {
  let rows: Record<string, string>[] = [];
  await expect
    .poll(
      async () => {
        const before = JSON.stringify(rows);
        rows = await rowsOf(users);
        return (
          rows.length > 0 && JSON.stringify(rows) === before && (await users.getAttribute('aria-busy')) === 'false'
        );
      },
      { intervals: [400] },
    )
    .toBe(true);
  return rows;
}
