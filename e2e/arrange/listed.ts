import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, signInBrowser } from '../../bench/browser.ts';
import { baseUrl, demoPassword } from './under-test.ts';

const longestMs = 20_000;
let auditor: Promise<Browser> | undefined;

/** Until lists show somebody whom the directory got from elsewhere: a page asks once, and a slow machine's collector may be later. */
export async function untilListed(uid: string): Promise<void> {
  auditor ??= signInBrowser(baseUrl(), 'aud', demoPassword());
  const browser = await auditor;
  const deadline = Date.now() + longestMs;
  while (Date.now() < deadline) {
    const { total } = await browser.json<{ total: number }>(`/api/users?q=${encodeURIComponent(uid)}`);
    if (total > 0) return;
    await sleep(150);
  }
  throw new Error(`${uid} did not come into the lists within ${longestMs / 1000} s`);
}
