import type { Page } from '@playwright/test';
import { valuesOf } from './arrange/directory.ts';
import { seriousProblems, settled } from './steps/looks.ts';
import { expect, test } from './test.ts';

/** Every page, as its name and an address. */
async function pages(): Promise<[string, string][]> {
  const first = async (filter: string) => (await valuesOf(filter, 'entryUUID'))[0];
  return [
    ['users', '/users'],
    ['a user', `/users/${await first('(uid=uma)')}`],
    ['create user', '/users/new'],
    ['rename user', `/users/${await first('(uid=uma)')}/rename`],
    ['groups', '/groups'],
    ['a group', `/groups/${await first('(cn=Field leads)')}`],
    ['create group', '/groups/new'],
    ['roles', '/roles'],
    ['a role', `/roles/${await first('(&(objectClass=organizationalRole)(cn=Auditor))')}`],
    ['realms', '/realms'],
    ['a realm', `/realms/${await first('(&(objectClass=domainRelatedObject)(ou=north))')}`],
    ['create realm', '/realms/new'],
    ['servers', '/servers'],
    ['add server', '/servers/new'],
    ['commands', '/commands'],
    ['announcements', '/announcements'],
    ['alerts', '/alerts'],
    ['alert rules', '/alerts/rules'],
    ['add alert rule', '/alerts/rules/new'],
    ['audit', '/audit'],
    ['me', '/me'],
    ['nothing', '/users/00000000-0000-4000-8000-000000000000'],
  ];
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any page in the ${theme} theme`, async ({ as, stranger }) => {
    test.setTimeout(240_000);
    const page = await as('ada', { colorScheme: theme });
    const found: string[] = [];
    for (const [name, address] of await pages()) {
      await page.goto(address);
      await settled(page);
      found.push(...(await seriousProblems(page, name)));
    }
    const signIn = await stranger({ colorScheme: theme });
    await signIn.goto('/sign-in');
    found.push(...(await seriousProblems(signIn, 'sign in')));
    expect(found).toEqual([]);
  });

  test(`axe finds nothing serious in what opens over a page in the ${theme} theme`, async ({ as }) => {
    test.setTimeout(120_000);
    const page = await as('ada', { colorScheme: theme });
    const found: string[] = [];
    const id = (await valuesOf('(uid=uma)', 'entryUUID'))[0];
    for (const item of ['Move to another realm', 'Change photo', 'Delete user']) {
      await page.goto(`/users/${id}`);
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      found.push(...(await seriousProblems(page, item)));
    }
    await page.goto(`/users/${id}`);
    await page.getByRole('button', { name: 'Edit contact' }).click();
    found.push(...(await seriousProblems(page, 'editing')));
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/Search people/).fill('uma');
    await expect(page.getByRole('option', { name: /Uma/ }).first()).toBeVisible();
    found.push(...(await seriousProblems(page, 'search')));
    expect(found).toEqual([]);
  });
}

test('no page scrolls sideways at 390 pixels', async ({ as, stranger }) => {
  test.setTimeout(180_000);
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
  const page = await as('ada', phone);
  const wide: string[] = [];
  const measure = async (on: Page, name: string) => {
    const over = await on.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) wide.push(`${name}: ${over} px`);
  };
  for (const [name, address] of await pages()) {
    await page.goto(address);
    await settled(page);
    await measure(page, name);
  }
  const signIn = await stranger(phone);
  await signIn.goto('/sign-in');
  await measure(signIn, 'sign in');
  expect(wide).toEqual([]);
});

test('on a phone the navigation is a drawer', async ({ as }) => {
  const page = await as('ada', { viewport: { width: 390, height: 844 } });
  await page.goto('/users');
  await page.getByRole('button', { name: 'Open navigation' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Realms' }).click();
  await expect(page).toHaveURL(/\/realms/);
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a chosen theme is kept', async ({ as }) => {
  const page = await as('uma', { fresh: true });
  await page.goto('/me');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).color);
  const light = await ground();
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();
  await page.reload();
  expect(await ground()).toBe(dark);
});
