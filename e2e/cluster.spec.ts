import type { Page } from '@playwright/test';
import { seriousProblems, settled } from './steps/looks.ts';
import { expect, test } from './test.ts';

const region = (page: Page, name: string | RegExp) => page.getByRole('region', { name });

test('an operator sees every cluster as picture and table, and what was looked at', async ({ as }) => {
  const otto = await as('otto');
  await otto.goto('/');
  await otto.getByRole('navigation').getByRole('link', { name: 'Cluster' }).first().click();
  await expect(otto.getByRole('heading', { name: 'Cluster', level: 1 })).toBeVisible();
  const north = region(otto, /^north\.example/).first();
  await expect(north.getByRole('img', { name: /ej1@localhost and ej2@localhost count each other/ })).toBeVisible();
  const row = north.getByRole('row', { name: /^ej2@localhost/ });
  await expect(row).toContainText('Running');
  await expect(row).toContainText('ej1@localhost, ej2@localhost');
  await expect(region(otto, 'Directory').first()).toContainText('has all');
  await expect(north.getByText(/Looked at what the members say and at \d+ certificates/)).toBeVisible({
    timeout: 25_000,
  });
  expect(await seriousProblems(otto, '/cluster')).toEqual([]);
});

test('a pasted status of a Cisco Meeting Server is read by keyboard, with what is wrong and what to do', async ({
  as,
}) => {
  const ada = await as('ada');
  await ada.goto('/cluster');
  await settled(ada);
  await ada.getByLabel('Answer of node 1').focus();
  await ada.keyboard.insertText(
    'cb1> xmpp cluster status State: LEADER List of peers 192.0.2.7:5222 192.0.2.7:5222 192.0.2.9:5222 (Leader)',
  );
  const findings = ada.getByRole('list', { name: 'Findings on the pasted cluster' });
  await expect(findings.getByRole('listitem').first()).toContainText('A member is listed twice');
  await expect(findings.getByRole('listitem').first()).toContainText(
    'What to do: Take 192.0.2.7:5222 out of the cluster',
  );
  await ada.getByRole('button', { name: 'Add another node' }).click();
  await ada.getByLabel('Answer of node 2').fill('something else');
  await expect(ada.getByText('This isn’t what xmpp cluster status answers')).toBeVisible();
});

test('a delegated administrator finds neither the page nor its rows', async ({ as }) => {
  const rex = await as('rex');
  await expect(rex.getByRole('link', { name: 'Cluster' })).toHaveCount(0);
  for (const path of ['/api/cluster', '/api/cluster/check']) expect((await rex.request.get(path)).status()).toBe(404);
  await rex.goto('/cluster');
  await expect(rex.getByRole('heading', { name: 'Cluster', level: 1 })).toHaveCount(0);
});
