import type { Page } from '@playwright/test';

/** The page of the demo's ejabberd or Prosody, or a tab of it; answers its id. */
export async function openServer(page: Page, domain: 'north.example' | 'south.example', tab = ''): Promise<string> {
  const { rows } = (await (await page.request.get('/api/servers')).json()) as {
    rows: { id: string; domain: string }[];
  };
  const id = rows.find((row) => row.domain === domain)?.id ?? '';
  await page.goto(`/servers/${id}${tab}`);
  return id;
}
