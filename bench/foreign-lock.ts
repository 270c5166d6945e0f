import { setTimeout as sleep } from 'node:timers/promises';
import { signInBrowser } from './browser.ts';
import { ldapmodifyReplace } from './ldap-tools.ts';
import { figuresOf } from './measure.ts';
import type { BenchPortal } from './portal.ts';
import { sayFigures } from './print.ts';

const attribute = 'pwdAccountLockedTime';
const forever = '000001010000Z';
const rounds = 10;

/** A lock by ldapmodify, from its start until nothing is told any more by a stream that is open, and until a request is refused. */
export async function benchForeignLock(portal: BenchPortal): Promise<void> {
  const { dn, password } = portal.account('otto');
  const streams: number[] = [];
  const requests: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const otto = await signInBrowser(portal.url, 'otto', password);
    const watching = otto.get('/api/live?topics=events');
    // So that each lock comes at another moment between two checks.
    await sleep(2_500 + 137 * round);
    const begun = performance.now();
    await ldapmodifyReplace(portal.facts, dn, attribute, forever);
    await Promise.all([
      watching.then(() => streams.push(performance.now() - begun)),
      untilRefused(otto).then(() => requests.push(performance.now() - begun)),
    ]);
    await ldapmodifyReplace(portal.facts, dn, attribute);
  }
  sayFigures('a lock by ldapmodify, until an open stream is ended', figuresOf(streams), 5000);
  sayFigures('  until a request is refused', figuresOf(requests), 5000);
}

/** Asks every 50 ms. */
async function untilRefused(browser: Awaited<ReturnType<typeof signInBrowser>>): Promise<void> {
  for (;;) {
    const refused = await browser.get('/api/me/history').then(
      () => false,
      () => true,
    );
    if (refused) return;
    await sleep(50);
  }
}
