import { setTimeout as sleep } from 'node:timers/promises';
import type { UserList } from '../lib/services/users/list-users.ts';
import type { Browser } from './browser.ts';
import { ldapmodifyReplace } from './ldap-tools.ts';
import { figuresOf } from './measure.ts';
import type { BenchPortal } from './portal.ts';
import { sayFigures } from './print.ts';

const giveUpMs = 30_000;

/** A change by ldapmodify, from its start until the list shows it; asked every 50 ms. */
export async function benchForeignChange(portal: BenchPortal, ada: Browser): Promise<void> {
  const { dn } = portal.account('uma');
  const times: number[] = [];
  for (const letter of 'abcdefghij') {
    const name = `Zz${letter}foreign`;
    const find = async () => (await ada.json<UserList>(`/api/users?q=${name}`)).total;
    if ((await find()) !== 0) throw new Error(`${name} is there before the change`);
    const begun = performance.now();
    await ldapmodifyReplace(portal.facts, dn, 'displayName', name);
    while ((await find()) !== 1) {
      if (performance.now() - begun > giveUpMs)
        throw new Error(`the list did not show the change within ${giveUpMs} ms`);
      await sleep(50);
    }
    times.push(performance.now() - begun);
    // So that the next one begins at another moment between two looks of the collector.
    await sleep(137 * times.length);
  }
  sayFigures('a change by ldapmodify, until the list finds it', figuresOf(times), 2000);
}
