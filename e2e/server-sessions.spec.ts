import type { Page } from '@playwright/test';
import { newPerson } from './arrange/person.ts';
import { closeClients, onClient } from './arrange/xmpp.ts';
import { expectLoaded, expectNoRow, expectRow, rowOf, table } from './steps/tables.ts';
import { section, toast } from './steps/users.ts';
import { expect, test } from './test.ts';

test.afterEach(closeClients);

/** A tab of the server that serves a domain, reached as people reach it. */
async function openTab(page: Page, domain: string, tab: string): Promise<void> {
  await page.goto(`/servers?q=${domain}`);
  const servers = table(page, 'Servers');
  await expectLoaded(servers);
  await rowOf(servers, domain).getByRole('link').first().click();
  await page.getByRole('link', { name: tab, exact: true }).click();
}

for (const realm of ['north', 'south'] as const)
  test(`ada finds somebody online in ${realm} and ends their session`, async ({ as }) => {
    const somebody = await newPerson({ realm });
    const session = await onClient(somebody, 'desk');
    const page = await as('ada');
    await openTab(page, `${realm}.example`, 'Sessions');
    await page.getByRole('searchbox', { name: 'Search by JID, node or address' }).fill(somebody.jid);
    // Another search is another list, in which nothing is selected yet.
    await expect(page).toHaveURL(/[?&]q=/);
    const sessions = table(page, 'Sessions');
    await expectRow(sessions, {
      JID: `${somebody.jid}/desk`,
      Person: somebody.name,
      Presence: 'Available',
      TLS: 'TLSv1',
    });
    await rowOf(sessions, somebody.jid).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'End sessions' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('The desk moves');
    await dialog.getByRole('button', { name: 'End session', exact: true }).click();
    await expect(toast(page, '1 session was ended')).toContainText('Looked at');
    await session.ended;
    await expectNoRow(sessions, { JID: somebody.jid });
  });

test('the portal’s own session can’t be ended, and says why', async ({ as }) => {
  const page = await as('ada');
  await openTab(page, 'south.example', 'Sessions');
  const sessions = table(page, 'Sessions');
  await expectRow(sessions, { JID: 'xmpp-portal', Person: 'The portal' });
  // The collector and the agent are there by the same account.
  await rowOf(sessions, 'xmpp-portal').first().getByRole('checkbox').check();
  const end = page.getByRole('button', { name: 'End sessions' });
  await expect(end).toHaveAttribute('aria-disabled', 'true');
  await expect(end).toHaveAccessibleDescription(/portal’s own session/);
});

test('otto, the operator, sees sessions without names, ends none and looks nobody up', async ({ as }) => {
  const somebody = await newPerson();
  await onClient(somebody, 'desk');
  const page = await as('otto');
  await openTab(page, 'north.example', 'Sessions');
  const sessions = table(page, 'Sessions');
  await expectRow(sessions, { JID: `${somebody.jid}/desk`, Person: '–' });
  await rowOf(sessions, somebody.jid).getByRole('checkbox').check();
  await expect(page.getByRole('button', { name: 'End sessions' })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByRole('link', { name: 'Accounts', exact: true })).toHaveCount(0);
  await page.goto(page.url().replace('/sessions', '/accounts'));
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
});

test('a look-up leads from a session to all that the server tells of the account', async ({ as }) => {
  const somebody = await newPerson({ realm: 'south' });
  const session = await onClient(somebody, 'desk');
  const page = await as('ada');
  await openTab(page, 'south.example', 'Accounts');
  await page.getByRole('textbox', { name: 'JID of the account' }).fill(somebody.jid);
  await page.getByRole('button', { name: 'Look up' }).click();
  const card = section(page, 'Account');
  await expect(card.getByText('Online')).toBeVisible();
  await expect(card.getByRole('link', { name: somebody.name })).toBeVisible();
  await expect(card.getByRole('link', { name: 'Reset password' })).toBeVisible();
  await expect(section(page, 'Statistics').getByText('Contacts')).toBeVisible();
  await expect(section(page, 'Roster')).toBeVisible();
  await page.getByRole('button', { name: `End session ${somebody.jid}/desk` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session', exact: true }).click();
  await session.ended;
  await expect(section(page, 'Sessions').getByText('Not online.')).toBeVisible();
});

test('an account of another server is not looked up here', async ({ as }) => {
  const page = await as('ada');
  await openTab(page, 'south.example', 'Accounts');
  await page.getByRole('textbox', { name: 'JID of the account' }).fill('uma@north.example');
  await page.getByRole('button', { name: 'Look up' }).click();
  await expect(page.getByText(/^north\.example is not a domain of/)).toBeVisible();
});
