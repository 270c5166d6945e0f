import { seriousProblems, settled } from './steps/looks.ts';
import { expect, test } from './test.ts';

test('an operator starts where everything is at a glance: up, changed, filling up', async ({ as }) => {
  const otto = await as('otto');
  await otto.goto('/');
  await expect(otto).toHaveURL(/\/overview$/);
  for (const heading of ['Is everything up', 'How it goes', 'What changed', 'What is filling up'])
    await expect(otto.getByRole('heading', { level: 2, name: heading })).toBeVisible();
  for (const thing of ['north.example', 'south.example', 'Directory', 'Database', 'Collector'])
    await expect(otto.getByRole('listitem').filter({ hasText: thing }).filter({ hasText: 'Up' }).first()).toBeVisible({
      timeout: 30_000,
    });
  await expect(otto.getByRole('list', { name: 'Members' }).first().getByRole('listitem')).toHaveCount(2);
  await expect(otto.getByText('Accounts of')).toHaveCount(0);
});

test('what isn’t up comes first and says why; what changed leads to the charts of that moment', async ({ as }) => {
  const otto = await as('otto');
  const thing = { since: '2026-11-21T12:00:00Z', href: null, members: [] };
  const fill = { fullInSeconds: null, href: null };
  const alert = {
    ...{ id: 'a', name: 'Device is away', targetName: 'core-switch-1', severity: 'failing', text: 'No answer.' },
    ...{ since: '2026-11-21T12:00:00Z', value: null, chart: '/metrics?target=device%3Ax' },
  };
  // A real server would be away for everybody.
  await otto.route('**/api/overview', (route) =>
    route.fulfill({
      json: {
        things: [
          { ...thing, target: 'portal', name: 'One that is up', state: 'ok', word: 'Up', why: '' },
          { ...thing, target: 'server:x', name: 'One that is away', state: 'failing', word: 'Away', why: 'Refused.' },
        ],
        devices: { total: 3, away: 2, unknown: 0 },
        alerts: { failing: 1, warning: 1, acknowledged: 0, quiet: 0, first: [alert] },
        fills: [
          { ...fill, id: 'f', name: 'Database', used: 97, most: 100, unit: 'pages', state: 'failing' },
          {
            ...fill,
            id: 'd',
            name: 'Disk',
            used: 60,
            most: 100,
            unit: '%',
            state: 'warning',
            fullInSeconds: 3 * 86_400,
          },
        ],
        asOf: new Date().toISOString(),
      },
    }),
  );
  const row = { id: '1', target: 'server:x', name: 'One that is away', kind: 'server.state', severity: 'failing' };
  await otto.route('**/api/overview/events?*', (route) =>
    route.fulfill({
      json: { rows: [{ ...row, at: '2026-11-21T12:00:00Z', text: 'It went away.' }], next: null, asOf: '' },
    }),
  );
  await otto.goto('/overview');
  await expect(otto.getByText('1 not up')).toBeVisible();
  await expect(otto.getByRole('link', { name: '2 alerts firing' })).toHaveAttribute('href', '/alerts');
  await expect(otto.getByRole('link', { name: '2 devices away' })).toHaveAttribute('href', '/devices');
  const firing = otto.getByRole('list', { name: 'Firing alerts' });
  await expect(firing.getByRole('link', { name: 'core-switch-1: Device is away' })).toHaveAttribute(
    'href',
    alert.chart,
  );
  await expect(otto.getByText('And 1 more')).toBeVisible();
  await expect(otto.getByText('60%; full in 3 days, going on as in the last day')).toBeVisible();
  await expect(otto.getByRole('listitem').filter({ hasText: 'Refused.' })).toContainText('One that is away');
  await expect(otto.getByText('97%: 97 of 100 pages')).toBeVisible();
  await expect(otto.getByText('Nearly full')).toBeVisible();
  const link = otto.getByRole('list', { name: 'Events' }).getByRole('link', { name: 'One that is away' });
  await expect(link).toHaveAttribute('href', /target=server%3Ax&from=2026-11-21T11%3A30.*to=2026-11-21T12%3A30/);
});

test('events are filtered, in the address too', async ({ as }) => {
  const otto = await as('otto');
  await otto.goto('/overview');
  const asked = otto.waitForRequest(/events\?severity=failing/);
  await otto.getByLabel('Severity').selectOption('Failing');
  await asked;
  await expect(otto).toHaveURL(/severity=failing/);
});

test('on a wall there is no frame, and everything is larger', async ({ as }) => {
  const otto = await as('otto', { viewport: { width: 1920, height: 1080 } });
  await otto.goto('/overview');
  const size = () => otto.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
  const usual = await size();
  await otto.getByRole('link', { name: 'Wall screen' }).click();
  await expect(otto).toHaveURL(/wall=1$/);
  await expect(otto.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await expect.poll(size).toBeGreaterThan(usual);
  await otto.getByRole('link', { name: 'Leave wall screen' }).click();
  await expect(otto.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('who may not see operations finds nothing, on the page and behind it', async ({ as }) => {
  test.setTimeout(120_000);
  for (const uid of ['rex', 'aud', 'uma']) {
    const page = await as(uid);
    await page.goto('/overview');
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    for (const asked of ['/api/overview', '/api/overview/events'])
      expect((await page.request.get(asked)).status()).toBe(404);
  }
});

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing serious in the ${theme} theme, and nothing scrolls sideways on a phone`, async ({ as }) => {
    const ada = await as('ada', { colorScheme: theme });
    await ada.goto('/overview');
    await expect(ada.getByRole('listitem').filter({ hasText: 'Collector' }).first()).toBeVisible({ timeout: 30_000 });
    await settled(ada);
    const found = await seriousProblems(ada, 'overview');
    await ada.setViewportSize({ width: 390, height: 844 });
    const over = await ada.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found.push(`${over} px too wide`);
    expect(found).toEqual([]);
  });
