import { seriousProblems, settled } from './steps/looks.ts';
import { openServer } from './steps/servers.ts';
import { expect, test } from './test.ts';

/** What the page does with nodes that aren't there; nodes that join and leave are in lib/services/servers/nodes. */
test('the Cluster tab leads to joining a node, and what stands in the way is said before', async ({ as }) => {
  test.setTimeout(120_000);
  const ada = await as('ada');
  await openServer(ada, 'north.example', '/cluster');
  await ada.getByRole('link', { name: 'Join a node…' }).click();
  await expect(ada.getByRole('heading', { name: 'Join a node' })).toBeVisible();
  await ada.getByLabel('Node').fill('ej9@localhost');
  await ada.keyboard.press('Enter');
  await expect(ada.getByText('No Erlang node ej9 is registered on localhost', { exact: false }).first()).toBeVisible();
  await ada.getByLabel('Node').fill('ej9');
  await ada.getByRole('button', { name: 'Preview' }).click();
  await expect(ada.getByText('This is no name of an Erlang node', { exact: false }).first()).toBeVisible();
});

test('a member that could leave is shown what happens, and nothing does before its name is typed', async ({ as }) => {
  test.setTimeout(120_000);
  const ada = await as('ada');
  await openServer(ada, 'north.example', '/cluster');
  await ada.getByRole('button', { name: 'Actions on ej2@localhost' }).click();
  const remove = ada.getByRole('menuitem', { name: /Remove from cluster/ });
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await expect(remove).toContainText('have it leave instead');
  await ada.getByRole('menuitem', { name: /Leave cluster/ }).click();
  await expect(ada.getByLabel('Node')).toHaveValue('ej2@localhost');
  await ada.getByRole('button', { name: 'Preview' }).click();
  const what = ada.getByRole('region', { name: 'What happens' });
  await expect(what).toContainText('the others hold all of its tables');
  await expect(what).toContainText('End the sessions on it');
  await what.getByRole('button', { name: 'Leave cluster' }).click();
  const dialog = ada.getByRole('dialog', { name: 'Leave cluster ej2@localhost' });
  await expect(dialog.getByRole('button', { name: 'Leave cluster' })).toHaveAttribute('aria-disabled', 'true');
  await ada.keyboard.press('Escape');
});

test('Prosody has no cluster, an operator is told why not, a delegated administrator finds nothing', async ({ as }) => {
  test.setTimeout(120_000);
  const otto = await as('otto');
  const id = await openServer(otto, 'north.example', '/cluster');
  const join = (page: typeof otto) =>
    page.getByRole('link', { name: 'Join a node…' }).or(page.getByRole('button', { name: 'Join a node…' }));
  await expect(join(otto)).toHaveAttribute('aria-disabled', 'true', { timeout: 30_000 });
  for (const uid of ['otto', 'rex']) {
    const page = await as(uid);
    await page.goto(`/servers/${id}/node`);
    await expect(page.getByLabel('Node')).toHaveCount(0);
  }
  const rex = await as('rex');
  expect((await rex.request.get(`/api/servers/node-job?id=${id}`)).status()).toBe(404);
  const ada = await as('ada');
  await openServer(ada, 'south.example', '/cluster');
  await expect(join(ada)).toHaveAttribute('aria-disabled', 'true', { timeout: 30_000 });
});

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing serious on the form and its preview in the ${theme} theme, and neither scrolls sideways on a phone`, async ({
    as,
  }) => {
    test.setTimeout(120_000);
    const ada = await as('ada', { colorScheme: theme });
    const id = await openServer(ada, 'north.example');
    const path = `/servers/${id}/node?verb=leave&node=ej2%40localhost`;
    await ada.goto(path);
    await settled(ada);
    await ada.getByRole('button', { name: 'Preview' }).click();
    await expect(ada.getByRole('region', { name: 'What happens' })).toBeVisible();
    expect(await seriousProblems(ada, path)).toEqual([]);
    await ada.setViewportSize({ width: 390, height: 844 });
    expect(await ada.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
