import type { Page } from '@playwright/test';

/** What went wrong in a page without anybody seeing it: scripts that broke, dialogs that opened, what the policy blocked. */
export function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`script error: ${error.message}`));
  page.on('dialog', async (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (/Content[- ]Security[- ]Policy|hydrat|unique "key"/i.test(message.text()))
      problems.push(`console: ${message.text().slice(0, 400)}`);
  });
  return problems;
}
