import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { seriousProblems, settled } from './steps/looks.ts';
import { expect, test } from './test.ts';

/** The portal measures itself, so there are samples within a minute of the demo's start. */
const series = 'Answer time of the database';
const panels = (page: Page) => page.getByRole('list', { name: 'Panels' }).getByRole('heading', { level: 3 });

async function newBoard(page: Page, name: string): Promise<string> {
  await page.goto('/boards/new');
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Add board' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}

async function addNote(page: Page, title: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Add panel' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add panel' });
  await dialog.getByLabel('Note').check();
  await dialog.getByLabel('Text').fill(text);
  await dialog.getByLabel('Title').fill(title);
  await dialog.getByRole('button', { name: 'Add panel' }).click();
  await expect(dialog).toBeHidden();
}

async function addSeries(page: Page, kind: string, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Add panel' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add panel' });
  await dialog.getByLabel(kind, { exact: true }).check();
  await dialog.getByLabel('Of what').selectOption({ label: 'Portal' });
  await dialog.getByLabel('Search series').fill('answer time of');
  await expect(dialog.getByLabel(`${series} (ms)`)).toBeVisible({ timeout: 60_000 });
  await dialog.getByLabel('Search series').press('Enter');
  await expect(dialog.getByLabel(`${series} (ms)`)).toBeChecked();
  await dialog.getByLabel('Title').fill(title);
  await dialog.getByRole('button', { name: 'Add panel' }).click();
  await expect(dialog).toBeHidden();
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save board' }).click();
  await expect(page.getByRole('button', { name: 'Edit board' })).toBeVisible();
}

test('a board is built, rearranged by keys, saved and taken back', async ({ as }) => {
  test.setTimeout(180_000);
  const otto = await as('otto');
  await newBoard(otto, `Built ${Date.now()}`);
  const hostile = '<img src=x onerror="window.broken=1">';
  await addNote(otto, 'First', hostile);
  await addSeries(otto, 'Chart', 'Database');
  await addSeries(otto, 'Number now', 'Answers in');
  await expect(panels(otto)).toHaveText([/^First/, /^Database/, /^Answers in/]);
  await expect(otto.getByText(hostile)).toBeVisible();

  const earlier = otto.getByRole('button', { name: 'Move Answers in earlier' });
  await earlier.focus();
  await otto.keyboard.press('Enter');
  await expect(panels(otto)).toHaveText([/^First/, /^Answers in/, /^Database/]);
  await expect(earlier).toBeFocused();
  await expect(otto.getByText('Answers in is 2 of 3')).toBeAttached();
  await otto.keyboard.press('Enter');
  await expect(panels(otto)).toHaveText([/^Answers in/, /^First/, /^Database/]);

  await otto.getByRole('button', { name: 'Remove First' }).click();
  await expect(panels(otto)).toHaveCount(2);
  await otto.getByRole('button', { name: 'Undo' }).click();
  await expect(panels(otto)).toHaveText([/^Answers in/, /^First/, /^Database/]);
  await save(otto);
  await otto.reload();
  await expect(panels(otto)).toHaveText([/^Answers in/, /^First/, /^Database/]);
  await expect(otto.getByRole('group', { name: /^Database:/ }).locator('canvas')).toBeVisible({ timeout: 60_000 });
  await expect(otto.getByText(/\d\s(ms|µs|s)$/).first()).toBeVisible();

  await otto.getByRole('button', { name: 'Edit board' }).click();
  await otto.getByRole('button', { name: 'Remove First' }).click();
  await save(otto);
  await expect(panels(otto)).toHaveCount(2);
  await otto.getByRole('button', { name: 'Undo' }).last().click();
  await expect(panels(otto)).toHaveCount(3);
});

test('a board is its owner’s until it is shared, and then every operator’s to look at and to copy', async ({ as }) => {
  test.setTimeout(180_000);
  const ada = await as('ada');
  const otto = await as('otto');
  const name = `Shared ${Date.now()}`;
  const address = await newBoard(ada, name);
  await addNote(ada, 'Who is on call', 'Ada');
  await save(ada);
  await otto.goto(address);
  await expect(otto.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();

  await ada.getByRole('button', { name: 'More actions' }).click();
  await ada.getByRole('menuitem', { name: 'Share with all operators' }).click();
  await expect(ada.getByText('All operators see it')).toBeVisible();
  await otto.goto('/boards');
  await otto.getByRole('link', { name }).click();
  await expect(panels(otto)).toHaveText(['Who is on call']);
  await expect(otto.getByRole('button', { name: 'Edit board' })).toHaveAttribute('aria-disabled', 'true');

  await otto.getByRole('button', { name: 'More actions' }).click();
  await otto.getByRole('menuitem', { name: 'Duplicate board' }).click();
  await expect(otto.getByRole('heading', { level: 1, name: `Copy of ${name}` })).toBeVisible();
  await otto.getByRole('button', { name: 'More actions' }).click();
  await otto.getByRole('menuitem', { name: 'Delete board' }).click();
  await expect(otto.getByText(`The board Copy of ${name} was deleted`, { exact: true })).toBeVisible();
  await otto.getByRole('button', { name: 'Undo' }).last().click();
  await expect(otto.getByRole('heading', { level: 1, name: `Copy of ${name}` })).toBeVisible();
});

test('who may not see operations finds no boards, on the pages and behind them', async ({ as }) => {
  test.setTimeout(180_000);
  const nobodys = '00000000-0000-4000-8000-000000000000';
  for (const uid of ['aud', 'rex']) {
    const page = await as(uid);
    for (const place of ['/boards', '/boards/new', `/boards/${nobodys}`]) {
      await page.goto(place);
      await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    }
    for (const asked of ['', '/states?kind=server', `/export?id=${nobodys}`])
      expect((await page.request.get(`/api/boards${asked}`)).status()).toBe(404);
    expect((await page.request.get('/api/metrics/ranges?q=name%3Dx%26last%3D900')).status()).toBe(404);
  }
});

test('a chart of the Metrics pages is added to a board, and a board goes into a file', async ({ as }) => {
  test.setTimeout(120_000);
  const otto = await as('otto');
  await otto.goto('/metrics?target=portal&name=portal.database.answer');
  await otto.getByRole('button', { name: `Export ${series}` }).click({ timeout: 60_000 });
  await otto.getByRole('menuitem', { name: 'Add to a board…' }).click();
  const dialog = otto.getByRole('dialog', { name: 'Add to a board' });
  await dialog.getByLabel('Board', { exact: true }).selectOption({ label: 'New board…' });
  const name = `From a chart ${Date.now()}`;
  await dialog.getByLabel('Name of the new board').fill(name);
  await dialog.getByRole('button', { name: 'Add chart' }).click();
  await otto.getByRole('button', { name: 'Open board' }).click();
  await expect(panels(otto)).toHaveText([new RegExp(`^${series} · Portal`)], { timeout: 60_000 });

  const downloading = otto.waitForEvent('download');
  await otto.getByRole('button', { name: 'More actions' }).click();
  await otto.getByRole('menuitem', { name: 'Export board' }).click();
  const file = readFileSync(await (await downloading).path(), 'utf8');
  expect(JSON.parse(file)).toMatchObject({ format: 'bailiwick-board-1', name });
});

test('a wall screen has no frame, is dark and large, and goes from board to board', async ({ as }) => {
  test.setTimeout(120_000);
  const otto = await as('otto', { colorScheme: 'light' });
  const stamp = Date.now();
  const first = await newBoard(otto, `Wall one ${stamp}`);
  const second = await newBoard(otto, `Wall two ${stamp}`);
  await otto.goto(`${first}?wall=1&next=5&board=${second.split('/').at(-1)}`);
  await expect(otto.getByRole('heading', { level: 1, name: `Wall one ${stamp}` })).toBeVisible();
  await expect(otto.getByRole('navigation')).toBeHidden();
  expect(await otto.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
  await expect(otto.getByRole('heading', { level: 1, name: `Wall two ${stamp}` })).toBeVisible({ timeout: 30_000 });
  await expect(otto.getByRole('heading', { level: 1, name: `Wall one ${stamp}` })).toBeVisible({ timeout: 30_000 });
});

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing serious on boards in the ${theme} theme, and none scrolls sideways on a phone`, async ({
    as,
  }) => {
    test.setTimeout(180_000);
    const otto = await as('otto', { colorScheme: theme });
    const address = await newBoard(otto, `Looked at ${theme} ${Date.now()}`);
    await addNote(otto, 'A note', 'Seen by axe.');
    await addSeries(otto, 'Chart', 'Database');
    await addSeries(otto, 'Number now', 'Answers in');
    const found = await seriousProblems(otto, 'editing');
    await otto.getByRole('button', { name: 'Edit Database' }).click();
    found.push(...(await seriousProblems(otto, 'dialog')));
    await otto.keyboard.press('Escape');
    await save(otto);
    for (const place of [address, `${address}?wall=1`, '/boards', '/boards/new']) {
      await otto.setViewportSize({ width: 1440, height: 900 });
      await otto.goto(place);
      await settled(otto);
      found.push(...(await seriousProblems(otto, place)));
      await otto.setViewportSize({ width: 390, height: 844 });
      const over = await otto.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (over > 0) found.push(`${place}: ${over} px too wide`);
    }
    expect(found).toEqual([]);
  });
