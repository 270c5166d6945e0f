import type { Page, Request } from '@playwright/test';
import { ldapModify } from './arrange/directory.ts';
import { newPerson } from './arrange/person.ts';
import { labFacts } from './arrange/under-test.ts';
import { expect, test } from './test.ts';

const chartName = 'Answer time of the database';

const isStream = (request: Request) => new URL(request.url()).pathname === '/api/live';

/** The stream of the page, as soon as it asks for one. */
const streamOf = (page: Page) => page.waitForRequest(isStream);

/** The server ends a stream by a word and then closes it; the page closes it at that word: whichever is first. */
const streamEnds = (page: Page, stream: Request) =>
  Promise.any(
    (['requestfinished', 'requestfailed'] as const).map((event) =>
      page.waitForEvent(event as 'requestfinished', (request) => request === stream),
    ),
  );

test('a chart goes on by itself when a sample comes, told by one stream a page', async ({ as }) => {
  test.setTimeout(120_000);
  const otto = await as('otto');
  // Signing in leads to the overview, which has a stream of its own.
  await otto.goto('/me');
  const streams: string[] = [];
  otto.on('request', (request) => request.url().includes('/api/live') && streams.push(request.url()));
  let told = 0;
  otto.on('response', (answer) => {
    if (!answer.url().includes('/api/live')) return;
    told += 1;
    expect(answer.headers()['content-type']).toContain('text/event-stream');
    expect(answer.headers()['content-encoding']).toBeUndefined();
  });
  await otto.goto('/metrics?target=portal&range=15m&name=portal.database.answer');
  await expect(otto.getByRole('group', { name: new RegExp(`^${chartName}`) })).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => told).toBe(1);
  await otto.getByRole('button', { name: `${chartName} as table` }).click();
  const newest = otto.getByRole('table', { name: chartName }).getByRole('row').nth(1);
  const before = await newest.textContent();
  await expect(newest).not.toHaveText(before ?? '', { timeout: 45_000 });
  expect(streams).toHaveLength(1);
  expect(new URL(streams[0] as string).searchParams.get('topics')).toBe('metrics/portal');
});

test('a page that nobody sees has no stream, and one that is seen again has', async ({ as }) => {
  const otto = await as('otto');
  const show = (state: string) =>
    otto.evaluate((state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  const begun = streamOf(otto);
  await otto.goto('/overview');
  const stream = await begun;
  expect(new URL(stream.url()).searchParams.get('topics')).toBe('alerts,events,metrics');
  const ended = otto.waitForEvent('requestfailed', (request) => request === stream);
  await stream.response();
  await show('hidden');
  await ended;
  const again = streamOf(otto);
  await show('visible');
  await again;
});

test('whose account is locked by another tool hears nothing more without doing anything, and the page says so', async ({
  as,
}) => {
  test.setTimeout(90_000);
  const somebody = await newPerson();
  const role = (op: 'add' | 'delete') =>
    ldapModify(
      [
        `dn: cn=Operator,${labFacts().directory.rolesDn}`,
        'changetype: modify',
        `${op}: roleOccupant`,
        `roleOccupant: ${somebody.dn}`,
        '',
      ].join('\n'),
    );
  role('add');
  try {
    const theirs = await as(somebody.uid, { fresh: true });
    // Signing in leads to the overview, which has a stream of its own.
    await theirs.goto('/me');
    const begun = streamOf(theirs);
    await theirs.goto('/alerts');
    const stream = await begun;
    await stream.response();
    await expect(theirs.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
    const over = streamEnds(theirs, stream);
    ldapModify(
      [
        `dn: ${somebody.dn}`,
        'changetype: modify',
        'replace: pwdAccountLockedTime',
        'pwdAccountLockedTime: 000001010000Z',
        '',
      ].join('\n'),
    );
    await over;
    await expect(theirs.getByText('no longer signed in')).toBeVisible();
    // Longer than it waits before it tries again after a failure.
    const another = theirs.waitForRequest(isStream, { timeout: 6_000 }).catch(() => null);
    expect(await another).toBeNull();
  } finally {
    role('delete');
  }
});

test('who may not see operations gets no stream, whatever they ask for, and a stranger none at all', async ({
  as,
  stranger,
}) => {
  for (const uid of ['rex', 'aud', 'uma', 'hana']) {
    const page = await as(uid);
    for (const topic of ['metrics', 'metrics/portal', 'events', 'alerts', 'devices', 'nothing'])
      expect((await page.request.get(`/api/live?topics=${topic}`)).status()).toBe(404);
  }
  expect((await (await stranger()).request.get('/api/live?topics=events')).status()).toBe(401);
});

test('the figures of the monitoring listener are nowhere on the portal’s own port', async ({ stranger }) => {
  const page = await stranger();
  for (const path of ['/metrics', '/api/metrics']) {
    const answer = await page.request.get(path);
    expect(await answer.text()).not.toContain('# TYPE');
  }
  await page.goto('/metrics');
  await expect(page).toHaveURL(/sign-in/);
});
