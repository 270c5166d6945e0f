import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { seriousProblems, settled } from './steps/looks.ts';
import { expect, test } from './test.ts';

/** The portal measures itself, so there are samples within a minute of the demo's start. */
const chartName = 'Answer time of the database';

async function openChart(page: Page, query = '') {
  await page.goto(`/metrics?target=portal${query}`);
  const chart = page.getByRole('group', { name: new RegExp(`^${chartName}`) });
  await expect(chart).toBeVisible({ timeout: 60_000 });
  return chart;
}

test('a chart is zoomed, moved and left by keys, and the address carries what it shows', async ({ as }) => {
  test.setTimeout(120_000);
  const otto = await as('otto');
  const chart = await openChart(otto, '&range=15m');
  await chart.focus();
  await otto.keyboard.press('+');
  await expect(otto).toHaveURL(/range=15m&from=.*&to=/);
  const zoomed = otto.url();
  await otto.keyboard.press('ArrowLeft');
  await expect(otto).not.toHaveURL(zoomed);
  await expect(chart).toBeFocused();
  await otto.reload();
  await expect(otto.getByRole('button', { name: 'Back to last 15 minutes' })).toBeVisible();
  await chart.focus();
  await otto.keyboard.press('0');
  await expect(otto).toHaveURL(/range=15m$/);
});

test('a stretch that is drawn becomes the range of all charts of the page', async ({ as }) => {
  const otto = await as('otto');
  const chart = await openChart(otto);
  const box = await chart.boundingBox();
  if (!box) throw new Error('the chart has no place');
  await otto.mouse.move(box.x + box.width * 0.4, box.y + 60);
  await otto.mouse.down();
  await otto.mouse.move(box.x + box.width * 0.8, box.y + 80, { steps: 5 });
  await otto.mouse.up();
  await expect(otto).toHaveURL(/from=.*&to=/);
  await otto.getByRole('button', { name: 'Back to last hour' }).click();
  await expect(otto).not.toHaveURL(/from=/);
});

test('everything that a chart shows is in its table, with its unit', async ({ as }) => {
  const otto = await as('otto');
  await openChart(otto, '&range=15m');
  await otto.getByRole('button', { name: `${chartName} as table` }).click();
  const twin = otto.getByRole('table', { name: chartName });
  await expect(twin.getByRole('columnheader')).toHaveText(['Time', chartName]);
  await expect(twin.getByRole('cell').filter({ hasText: /ms/ }).first()).toBeVisible();
  await otto.getByRole('button', { name: `${chartName} as table` }).click();
  await expect(otto.getByRole('group', { name: new RegExp(`^${chartName}`) }).locator('canvas')).toBeVisible();
});

test('a chart is taken along as CSV and as a picture', async ({ as }) => {
  const otto = await as('otto');
  await openChart(otto, '&range=15m');
  const take = async (what: string) => {
    await otto.getByRole('button', { name: `Export ${chartName}` }).click();
    const downloading = otto.waitForEvent('download');
    await otto.getByRole('menuitem', { name: `Export ${what}` }).click();
    return readFileSync(await (await downloading).path());
  };
  expect((await take('CSV')).toString('utf8')).toContain(`Time,${chartName} (ms)`);
  expect((await take('PNG')).subarray(1, 4).toString()).toBe('PNG');
});

test('a line is hidden and shown by its word', async ({ as }) => {
  const otto = await as('otto');
  await openChart(otto);
  const line = otto.getByRole('button', { name: new RegExp(`^${chartName}.*(ms|s|not known)$`) });
  await expect(line).toHaveAttribute('aria-pressed', 'true');
  await line.press('Enter');
  await expect(line).toHaveAttribute('aria-pressed', 'false');
});

test('charts are chosen, and the choice is in the address', async ({ as }) => {
  const otto = await as('otto');
  await openChart(otto);
  await otto.getByRole('button', { name: 'All charts' }).click();
  await otto.getByRole('menuitemcheckbox', { name: chartName }).click();
  await otto.keyboard.press('Escape');
  await expect(otto).toHaveURL(/name=portal\.database\.answer/);
  await expect(otto.getByRole('heading', { level: 3 })).toHaveCount(1);
});

test('a page of what has no samples says so, and why', async ({ as }) => {
  const otto = await as('otto');
  await otto.goto('/metrics?target=device:none');
  await expect(otto.getByText('No samples of device:none yet')).toBeVisible();
  await expect(otto.getByText('look at whether it runs')).toBeVisible();
});

test('a server has its own charts, and the directory and the portal theirs', async ({ as }) => {
  test.setTimeout(120_000);
  const otto = await as('otto');
  const { rows } = (await (await otto.request.get('/api/servers')).json()) as {
    rows: { id: string; domain: string }[];
  };
  const id = rows.find(({ domain }) => domain === 'north.example')?.id;
  for (const [address, heading] of [
    [`/servers/${id}/metrics`, /^Users online/],
    ['/metrics/directory', /^Operations/],
    ['/metrics/portal', /^People signed in/],
  ] as const) {
    await otto.goto(address);
    await expect(otto.getByRole('heading', { level: 3, name: heading })).toBeVisible({ timeout: 60_000 });
  }
});

test('who may not see operations finds nothing, on the pages and behind them', async ({ as }) => {
  test.setTimeout(120_000);
  for (const uid of ['rex', 'aud']) {
    const page = await as(uid);
    for (const address of ['/metrics', '/metrics/directory', '/metrics/portal']) {
      await page.goto(address);
      await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    }
    for (const asked of ['targets', 'series?target=portal', 'range?target=portal&name=portal.sessions&last=900'])
      expect((await page.request.get(`/api/metrics/${asked}`)).status()).toBe(404);
  }
});

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing serious on charts and tables in the ${theme} theme, and none scrolls sideways on a phone`, async ({
    as,
  }) => {
    const otto = await as('otto', { colorScheme: theme });
    await openChart(otto, '&range=15m');
    await settled(otto);
    const found = await seriousProblems(otto, 'metrics');
    await otto.getByRole('button', { name: `${chartName} as table` }).click();
    found.push(...(await seriousProblems(otto, 'table twin')));
    await otto.setViewportSize({ width: 390, height: 844 });
    expect(found).toEqual([]);
    // A chart takes its new width with the next picture.
    await expect
      .poll(() => otto.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
      .toBeLessThanOrEqual(0);
  });
