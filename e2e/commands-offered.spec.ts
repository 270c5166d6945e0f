import type { Page } from '@playwright/test';
import { newPerson } from './arrange/person.ts';
import { toast } from './steps/users.ts';
import { expect, test } from './test.ts';

const main = (page: Page) => page.getByRole('navigation', { name: 'Main' });

test('ada offers a command over north; rex runs it for people there and nobody else, until it is withdrawn', async ({
  as,
}) => {
  test.setTimeout(120_000);
  const name = `Statistics ${Date.now().toString(36)}`;
  const person = await newPerson();
  const ada = await as('ada');
  await ada.goto('/commands');
  await ada.getByRole('combobox', { name: 'Server' }).selectOption({ label: 'north.example (ejabberd)' });
  await ada.getByRole('searchbox', { name: 'Search commands' }).fill('user-stats');
  await ada.getByRole('link', { name: /^Offer .*…$/ }).click();
  await ada.getByRole('button', { name: 'Read form' }).click();
  await expect(ada.getByRole('group', { name: /accountjid/ })).toBeVisible();
  await ada.getByLabel('Name', { exact: true }).fill(name);
  await ada.getByRole('button', { name: /^Realm: Choose/ }).click();
  await ada.getByRole('option', { name: /^north\b/ }).click();
  await ada.getByRole('checkbox', { name: 'Manage users' }).check();
  await ada.getByRole('button', { name: 'Offer command' }).click();
  await expect(toast(ada, `${name} is offered now`)).toBeVisible();

  const rex = await as('rex');
  await rex.goto('/users');
  await main(rex).getByRole('link', { name: 'Commands' }).click();
  await rex.getByRole('link', { name }).click();
  const jid = rex.getByRole('main').getByRole('textbox').first();
  await jid.fill('hana@south.example');
  await rex.getByRole('button', { name: 'Run command' }).click();
  await expect(rex.getByText('is no JID of north that this command may be run for').first()).toBeVisible();
  await jid.fill('ada@north.example');
  await rex.getByRole('button', { name: 'Run command' }).click();
  await expect(rex.getByText('which you don’t').first()).toBeVisible();
  await jid.fill(person.jid);
  await rex.getByRole('button', { name: 'Run command' }).click();
  await expect(rex.getByText('Done, says the server')).toBeVisible();

  const hana = await as('hana');
  await hana.goto(rex.url());
  await expect(hana.getByText(name)).toHaveCount(0);
  await hana.goto('/users');
  await expect(hana.getByText(name)).toHaveCount(0);

  await ada.goto('/commands/offers');
  await ada.getByRole('button', { name: `Withdraw ${name}` }).click();
  await expect(toast(ada, `${name} is no longer offered`)).toBeVisible();
  await rex.goto('/commands');
  await expect(rex.getByRole('link', { name })).toHaveCount(0);
  await ada.getByRole('button', { name: 'Undo' }).click();
  await expect(ada.getByRole('button', { name: `Withdraw ${name}` })).toBeVisible();
  await ada.getByRole('button', { name: `Withdraw ${name}` }).click();
  await expect(ada.getByRole('button', { name: `Withdraw ${name}` })).toHaveCount(0);
});
