import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { baseUrl, demoPassword } from './arrange/under-test.ts';
import { signIn } from './steps/sign-in.ts';
import { watch } from './steps/watch.ts';

export { expect };

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;
type ContextOptions = Parameters<import('@playwright/test').Browser['newContext']>[0];

type Fixtures = {
  /**
   * A page signed in as that account, in a browser of its own. Demo accounts sign in once for each worker; with `fresh`,
   * or for people that a test made, a new session is begun.
   */
  as(uid: string, options?: ContextOptions & { fresh?: boolean }): Promise<Page>;
  /** A page on which nobody is signed in. */
  stranger(options?: ContextOptions): Promise<Page>;
};

export const test = base.extend<Fixtures, { states: Map<string, StorageState> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from a destructured parameter.
  baseURL: async ({}, use) => use(baseUrl()),
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  states: [async ({}, use) => use(new Map()), { scope: 'worker' }],

  stranger: async ({ browser, baseURL }, use) => {
    const opened: { context: BrowserContext; problems: string[] }[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...browserOptions, baseURL, ...options });
      const page = await context.newPage();
      opened.push({ context, problems: watch(page) });
      return page;
    });
    for (const { context } of opened) await context.close();
    // Whatever a test is about: no script of ours broke, none of a stranger's ran, and nothing was blocked as foreign.
    expect(opened.flatMap(({ problems }) => problems)).toEqual([]);
  },

  as: async ({ stranger, states }, use) => {
    await use(async (uid, { fresh, ...options } = {}) => {
      const known = fresh ? undefined : states.get(uid);
      const page = await stranger({ ...options, storageState: known });
      if (known) return page;
      await signIn(page, uid, demoPassword());
      if (!fresh) states.set(uid, await page.context().storageState());
      return page;
    });
  },
});

const browserOptions = { viewport: { width: 1440, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' } as const;
