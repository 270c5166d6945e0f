import { expect, type Locator, type Page } from '@playwright/test';

/** A table by its label: "Users". */
export function table(page: Page, label: string): Locator {
  return page.getByRole('grid', { name: label, exact: true });
}

/** A row by cells: `expectRow(table, { Name: 'Uma Okonkwo', State: 'Active' })`. Columns are told by their heads. */
export async function expectRow(grid: Locator, cells: Record<string, string | RegExp>): Promise<void> {
  await expect(async () => {
    const rows = await rowsOf(grid);
    const found = rows.some((row) => Object.entries(cells).every(([head, wanted]) => matches(row[head], wanted)));
    expect(found, `${JSON.stringify(cells, printable)} among ${JSON.stringify(rows.slice(0, 12))}`).toBe(true);
  }).toPass({ timeout: 10_000 });
}

export async function expectNoRow(grid: Locator, cells: Record<string, string | RegExp>): Promise<void> {
  await expect(grid).toHaveAttribute('aria-busy', 'false');
  const rows = await rowsOf(grid);
  expect(rows.filter((row) => Object.entries(cells).every(([head, wanted]) => matches(row[head], wanted)))).toEqual([]);
}

/** The row that has this text, to click in. */
export function rowOf(grid: Locator, text: string | RegExp): Locator {
  return grid.getByRole('row').filter({ hasText: text });
}

/** Text by head of column, of the rows on the page. */
export async function rowsOf(grid: Locator): Promise<Record<string, string>[]> {
  return grid.evaluate((element) => {
    const text = (cell: Element) => ((cell as HTMLElement).textContent ?? '').replace(/\s+/g, ' ').trim();
    const heads = [...element.querySelectorAll('thead th')].map(text);
    return [...element.querySelectorAll('tbody tr[data-row]')].map((row) =>
      Object.fromEntries([...row.querySelectorAll('td')].map((cell, at) => [heads[at] ?? '', text(cell)])),
    );
  });
}

/** Ready: rows or the sentence that there are none, and nothing under way. */
export async function expectLoaded(grid: Locator): Promise<void> {
  await expect(grid).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
}

function matches(text: string | undefined, wanted: string | RegExp): boolean {
  if (text === undefined) return false;
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

function printable(_: string, value: unknown): unknown {
  return value instanceof RegExp ? String(value) : value;
}
