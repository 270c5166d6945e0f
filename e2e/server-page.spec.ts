import { readFileSync } from 'node:fs';
import { seriousProblems, settled } from './steps/looks.ts';
import { openServer } from './steps/servers.ts';
import { expectRow, rowsOf, table } from './steps/tables.ts';
import { expect, test } from './test.ts';

const tabs = ['Overview', 'Sessions', 'Federation', 'Cluster', 'Routes', 'Metrics', 'Accounts', 'History'];

test('the parts of a server’s page are walked through by keyboard', async ({ as }) => {
  const ada = await as('ada');
  await openServer(ada, 'north.example');
  await expect(ada.getByText('2 nodes running')).toBeVisible();
  const parts = ada.getByRole('navigation', { name: 'Parts of this server' });
  await expect(parts.getByRole('link')).toHaveText(tabs);
  await parts.getByRole('link', { name: 'Sessions' }).focus();
  await ada.keyboard.press('Tab');
  await ada.keyboard.press('Enter');
  await expect(ada).toHaveURL(/\/federation$/);
  await expect(parts.getByRole('link', { name: 'Federation' })).toHaveAttribute('aria-current', 'page');
});

test('the overview says what a server can do and how, and why not', async ({ as }) => {
  const ada = await as('ada');
  await openServer(ada, 'south.example');
  await expect(ada.getByRole('row', { name: /^south\.example/ }).first()).toContainText(/People.*\d/);
  await expect(ada.getByRole('row', { name: /List who is online/ })).toContainText('mod_bailiwick');
  await expect(ada.getByRole('row', { name: /Restart a node/ })).toContainText('Prosody has no command for it.');
});

test('routes are filtered, in the address too, and exported as they are filtered', async ({ as }) => {
  const ada = await as('ada');
  await openServer(ada, 'north.example', '/routes');
  const routes = table(ada, 'Routes');
  await expectRow(routes, { Domain: 'rooms.north.example', 'Goes to': 'Rooms' });
  await ada.keyboard.press('/');
  await ada.keyboard.type('field');
  await expect
    .poll(async () => new Set((await rowsOf(routes)).map(({ Domain }) => Domain)))
    .toEqual(new Set(['field.example']));
  await expect(ada).toHaveURL(/q=field/);
  const downloading = ada.waitForEvent('download');
  await ada.getByRole('link', { name: 'Export CSV' }).click();
  const file = readFileSync(await (await downloading).path(), 'utf8');
  expect(file).toContain('field.example');
  expect(file).not.toContain('rooms.north.example');
});

test('what a server said stays, with its age, when it goes away, and is true again when it is back', async ({ as }) => {
  const ada = await as('ada');
  await openServer(ada, 'north.example', '/cluster');
  const cluster = table(ada, 'Members of the cluster');
  await expect(cluster.getByRole('row')).toHaveCount(3);
  // A real server would be away for everybody.
  const failure = { kind: 'unavailable', what: 'The cluster was not read.', why: 'It is away: refused.', todo: '' };
  await ada.route('**/api/servers/cluster?*', (route) => route.fulfill({ status: 503, json: { failure } }));
  await ada.getByRole('button', { name: 'Refresh' }).click();
  await expect(ada.getByRole('status').filter({ hasText: 'It is away: refused. What follows is as of' })).toBeVisible();
  await expect(cluster.getByRole('row')).toHaveCount(3);
  await ada.unroute('**/api/servers/cluster?*');
  await ada.getByRole('button', { name: 'Try again' }).click();
  await expect(ada.getByText('What follows is as of')).toHaveCount(0);
});

test('a node is restarted by typing its name, seen to go and come back, and stands in the history', async ({ as }) => {
  test.setTimeout(120_000);
  const ada = await as('ada');
  await openServer(ada, 'north.example', '/cluster');
  const cluster = table(ada, 'Members of the cluster');
  const other = cluster.getByRole('row').filter({ hasText: 'Running' }).filter({ hasNotText: 'answers here' });
  const actions = other.getByRole('button', { name: /^Actions on / });
  const node = ((await actions.getAttribute('aria-label')) ?? '').replace('Actions on ', '');
  await actions.focus();
  await ada.keyboard.press('Enter');
  await ada.getByRole('menuitem', { name: 'Restart node' }).press('Enter');
  const dialog = ada.getByRole('dialog', { name: `Restart ${node}` });
  await expect(dialog).toContainText(/sessions? on it end/);
  await expect(dialog.getByRole('button', { name: 'Restart node' })).toHaveAttribute('aria-disabled', 'true');
  await ada.keyboard.type(node);
  await ada.keyboard.press('Enter');
  const progress = ada.getByRole('status').filter({ hasText: `${node}: restart asked` });
  await expect(progress).toContainText('back since', { timeout: 60_000 });
  await expectRow(cluster, { Node: node, State: 'Running' });
  await ada.getByRole('link', { name: 'History' }).click();
  await expect(ada.getByText(new RegExp(`restarted the node ${node}`)).first()).toBeVisible({ timeout: 60_000 });
});

test('an operator sees all of it and is told why nothing can be done; a delegated administrator finds nothing', async ({
  as,
}) => {
  test.setTimeout(120_000);
  const otto = await as('otto');
  const id = await openServer(otto, 'north.example', '/cluster');
  const parts = otto.getByRole('navigation', { name: 'Parts of this server' });
  await expect(parts.getByRole('link', { name: 'History' })).toHaveCount(0);
  await otto
    .getByRole('button', { name: /^Actions on / })
    .first()
    .click();
  const restart = otto.getByRole('menuitem', { name: /Restart node/ });
  await expect(restart).toHaveAttribute('aria-disabled', 'true');
  await expect(restart).toContainText('Only system administrators');
  const rex = await as('rex');
  for (const tab of ['', '/federation', '/cluster', '/routes', '/history']) {
    await rex.goto(`/servers/${id}${tab}`);
    await expect(rex.getByRole('navigation', { name: 'Parts of this server' })).toHaveCount(0);
    await expect(rex.getByText('north.example (ejabberd)')).toHaveCount(0);
  }
});

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing serious on any part in the ${theme} theme, and none scrolls sideways on a phone`, async ({
    as,
  }) => {
    test.setTimeout(240_000);
    const ada = await as('ada', { colorScheme: theme });
    const id = await openServer(ada, 'north.example');
    const found: string[] = [];
    for (const tab of ['', '/sessions', '/federation', '/cluster', '/routes', '/metrics', '/accounts', '/history']) {
      await ada.setViewportSize({ width: 1440, height: 900 });
      await ada.goto(`/servers/${id}${tab}`);
      await settled(ada);
      await expect(ada.getByLabel(/^Loading/)).toHaveCount(0);
      found.push(...(await seriousProblems(ada, tab || 'overview')));
      await ada.setViewportSize({ width: 390, height: 844 });
      const over = await ada.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (over > 0) found.push(`${tab || 'overview'}: ${over} px too wide`);
    }
    expect(found).toEqual([]);
  });
