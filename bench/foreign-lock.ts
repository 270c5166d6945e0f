import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, signInBrowser } from './browser.ts';
import { ldapmodifyReplace } from './ldap-tools.ts';
import { figuresOf } from './measure.ts';
import type { BenchPortal } from './portal.ts';
import { sayFigures } from './print.ts';

const attribute = 'pwdAccountLockedTime';
const forever = '000001010000Z';
const rounds = 10;

/**
 * A lock by ldapmodify, from its start until nothing more is told by a stream that is open, and until a request is refused: by turns,
 * since both are checks of one person, and the one would find what the other had asked.
 */
export async function benchForeignLock(portal: BenchPortal): Promise<void> {
  const { dn, password } = portal.account('otto');
  const locked = async (round: number, over: (otto: Browser) => Promise<void>): Promise<number> => {
    const otto = await signInBrowser(portal.url, 'otto', password);
    let early = true;
    const ended = over(otto).then(() => early);
    // So that each lock comes at another moment between two checks.
    await Promise.race([ended, sleep(2_500 + 137 * round)]);
    early = false;
    const begun = performance.now();
    await ldapmodifyReplace(portal.facts, dn, attribute, forever);
    if (await ended) throw new Error('it was over before the lock');
    const took = performance.now() - begun;
    await ldapmodifyReplace(portal.facts, dn, attribute);
    return took;
  };
  const times = async (over: (otto: Browser) => Promise<void>) => {
    const all: number[] = [];
    for (let round = 0; round < rounds; round++) all.push(await locked(round, over));
    return figuresOf(all);
  };
  sayFigures('a lock by ldapmodify, until an open stream is ended', await times(untilToldToGo), 5000);
  sayFigures('  until a request is refused', await times(untilRefused), 5000);
}

async function untilToldToGo(otto: Browser): Promise<void> {
  const told = await otto.get('/api/live?topics=events');
  if (!told.includes('"signed-out"')) throw new Error(`the stream ended otherwise: ${told.slice(-200)}`);
}

/** Asks every 50 ms. */
async function untilRefused(otto: Browser): Promise<void> {
  for (;;) {
    try {
      await otto.get('/api/me/history');
    } catch (refused) {
      if (String(refused).includes(' answered 401')) return;
      throw refused;
    }
    await sleep(50);
  }
}
