import { expect, test } from './test.ts';

const operations = ['Overview', 'Cluster', 'Metrics', 'Boards', 'Devices', 'Alerts'];
const directory = ['Users', 'Groups', 'Roles', 'Realms'];
const everywhere = [...directory, 'Servers', 'Commands', 'Announcements', ...operations, 'Audit', 'Me'];
/** `starts`: where somebody is led who asks for nothing; the first place without it. */
const people: { uid: string; what: string; sees: string[]; starts?: string }[] = [
  { uid: 'ada', what: 'the system administrator', sees: everywhere },
  {
    uid: 'rex',
    what: 'the delegated administrator',
    sees: ['Users', 'Groups', 'Realms', 'Announcements', 'Audit', 'Me'],
  },
  { uid: 'hana', what: 'the help desk', sees: ['Users', 'Realms', 'Me'] },
  { uid: 'otto', what: 'the operator', sees: ['Servers', ...operations, 'Me'], starts: 'Overview' },
  { uid: 'aud', what: 'the auditor', sees: ['Users', 'Groups', 'Roles', 'Realms', 'Audit', 'Me'] },
  { uid: 'uma', what: 'an individual user', sees: ['Me'] },
];

for (const { uid, what, sees, starts = sees[0] as string } of people) {
  test(`${uid}, ${what}, is led to exactly: ${sees.join(', ')}`, async ({ as }) => {
    const page = await as(uid);
    await page.goto('/');
    const places = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    await expect(places).toHaveText(sees);
    await expect(page).toHaveURL(new RegExp(`/${starts.toLowerCase()}$`));
  });

  const foreign = everywhere.filter((place) => !sees.includes(place)).map((place) => `/${place.toLowerCase()}`);
  if (foreign.length > 0)
    test(`${uid} finds nothing at ${foreign.join(', ')}, as if they weren't there`, async ({ as }) => {
      const page = await as(uid);
      for (const address of foreign) {
        await page.goto(address);
        await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
      }
      await page.goto('/there-is-no-such-page');
      await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    });
}

for (const uid of ['rex', 'hana', 'otto', 'aud', 'uma'])
  test(`${uid} finds nothing where things are made that are not theirs to make`, async ({ as }) => {
    const page = await as(uid);
    const theirs: Record<string, string[]> = { rex: ['users', 'realms'] };
    for (const noun of ['users', 'groups', 'roles', 'realms'].filter((name) => !theirs[uid]?.includes(name))) {
      if (uid === 'rex' && noun === 'groups') continue;
      await page.goto(`/${noun}/new`);
      await expect(page.getByRole('heading', { name: 'There is nothing here' }), `/${noun}/new`).toBeVisible();
    }
  });

test('a stranger is led to the sign-in form and back to where they wanted to go', async ({ stranger }) => {
  const page = await stranger();
  await page.goto('/users?q=uma');
  await expect(page).toHaveURL(/\/sign-in\?from=/);
  await page.getByLabel('Username').fill('ada');
  await page.getByLabel('Password').fill(process.env.E2E_PASSWORD as string);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/users\?q=uma$/);
});
