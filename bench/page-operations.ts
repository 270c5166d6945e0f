import { setTimeout as sleep } from 'node:timers/promises';
import type { UserList } from '../lib/services/users/list-users.ts';
import type { Browser } from './browser.ts';
import { busyConnections, operationsDuring } from './operations.ts';
import type { BenchPortal } from './portal.ts';
import { say } from './print.ts';
import { firstPage } from './rows.ts';

const most = 3;
/** Longer than the portal keeps the rights of a signed-in person, so that reading them counts. */
const pauseMs = 2500;

/** What slapd is asked for by one page, told from its log. */
export async function countOperations(portal: BenchPortal, ada: Browser): Promise<void> {
  const { logFile } = portal.facts.directory;
  const ignore = await busyConnections(logFile, 5000);
  const { rows } = await ada.json<UserList>(firstPage);
  const pages = {
    'the users page with its rows': async () => {
      await ada.get('/users');
      await ada.json(firstPage);
    },
    'the rows alone': () => ada.json(firstPage),
    'a user’s page': () => ada.get(`/users/${rows[7]?.id}`),
    'another user’s page': () => ada.get(`/users/${rows[8]?.id}`),
    'the groups page with its rows': async () => {
      await ada.get('/groups');
      await ada.json('/api/groups');
    },
    'type-ahead': () => ada.json('/api/search?q=ann'),
  };
  for (const [name, work] of Object.entries(pages)) {
    await sleep(pauseMs);
    const asked = await operationsDuring(logFile, ignore, work);
    const aim = { text: `at most ${most}`, met: asked.length > 0 && asked.length <= most };
    say(`directory operations: ${name}`, `${asked.length} (${asked.join(' ')})`, aim);
  }
}
