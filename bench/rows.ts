import type { UserList } from '../lib/services/users/list-users.ts';
import type { Browser } from './browser.ts';
import { lamList, phpMemoryLimit } from './lam.ts';
import { type Listed, ldapsearchEverybody, ldapsearchFirst50 } from './ldap-tools.ts';
import { type Figures, measure } from './measure.ts';
import type { BenchPortal } from './portal.ts';
import { note, say, sayFigures } from './print.ts';

export const firstPage = pagePath(1);

export function pagePath(page: number): string {
  return `/api/users?sort=surname&page=${page}&size=50`;
}

/** Anything but 50 named rows is no figure. */
async function fifty(ada: Browser, page: number): Promise<UserList> {
  const list = await ada.json<UserList>(pagePath(page));
  const whole = list.rows.filter(({ id, name, uid }) => id && name && uid).length;
  if (whole !== 50) throw new Error(`page ${page} of the users has ${whole} rows instead of 50`);
  return list;
}

export async function benchRows(portal: BenchPortal, ada: Browser): Promise<void> {
  const { rows, total } = await fifty(ada, 1);
  const first = await measure(200, () => fifty(ada, 1));
  sayFigures('users, first 50 by surname, through HTTP as ada', first, 200);
  // The actor's rights are kept for 1.5 s: after a pause they are read from the directory again.
  const paused = await measure(20, () => fifty(ada, 1), { pauseMs: 1700 });
  sayFigures('  the same after a pause (rights read afresh)', paused, 200);
  const middle = Math.max(1, Math.floor(total / 50 / 2));
  sayFigures(
    '  from the middle of the list on',
    await measure(50, (round) => fifty(ada, middle + (Math.abs(round) % 20))),
  );

  const ldapsearch = ldapsearchFirst50(portal.facts, portal.home);
  const searched = await measure(10, ldapsearch, { warmUp: 1 });
  sayFigures('the same 50 by ldapsearch (server-side sort and VLV)', searched);
  say('  portal to ldapsearch, medians', (first.p50 / searched.p50).toFixed(2));
  const everybody = await measure(3, () => ldapsearchEverybody(portal.facts, portal.home), { warmUp: 0 });
  sayFigures('everybody’s same columns by ldapsearch', everybody);
  say('  filling the catalog to that', `${((portal.filling.seconds * 1000) / everybody.p50).toFixed(1)} times as long`);
  await compareSurnames(portal, rows, await ldapsearch());
  await compareWithLam(portal, first);
}

/** How many rows agree in the surname: among people of one surname each list has an order of its own. */
async function compareSurnames(portal: BenchPortal, rows: UserList['rows'], theirs: Listed[]): Promise<void> {
  const everybody = await ldapsearchEverybody(portal.facts, portal.home);
  const surnames = new Map(everybody.map(({ id, surname }) => [id, surname]));
  const same = rows.filter(({ id }, at) => surnames.get(id)?.toLowerCase() === theirs[at]?.surname.toLowerCase());
  note(`Of ${everybody.length} people; ${same.length} of the 50 rows have the same surname in both lists.`);
}

async function compareWithLam(portal: BenchPortal, first: Figures): Promise<void> {
  const lam = await lamList(portal.facts, 10);
  if (!lam) return note('ldap-account-manager is not installed: not compared.');
  sayFigures('ldap-account-manager, opening its list of users', lam.opened);
  sayFigures('  turning a page of it', lam.turned);
  note(`It says that there are ${lam.accounts} users. PHP took ${lam.peakMegabytes} MB, of ${phpMemoryLimit} allowed.`);
  const times = lam.opened.p50 / first.p50;
  say('  opening it to the portal, medians', `${times.toFixed(1)} times as long`, {
    text: 'at least 15',
    met: times >= 15,
  });
  say('  turning a page to the portal, medians', `${(lam.turned.p50 / first.p50).toFixed(1)} times as long`);
}
