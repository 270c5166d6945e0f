/**
 * `npm run bench`: measures the portal on a directory of LAB_USERS people, always beside something known in the same run,
 * since machines differ and are noisy. Prints figures; docs/benchmarks.md keeps those of record.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { ConfigError, config, parseConfig } from '../lib/config.ts';
import { connectDirectory } from '../lib/directory/ldap.ts';
import { Dn } from '../lib/domain/dn.ts';
import type { UserList } from '../lib/services/users/list-users.ts';
import { actionId } from './action-id.ts';
import { type Browser, signInBrowser } from './browser.ts';
import { lamList } from './lam.ts';
import { line, measure, ms } from './measure.ts';
import { busyConnections, operationsDuring } from './operations.ts';
import { type BenchPortal, startBenchPortal } from './portal.ts';

const run = promisify(execFile);
const rounds = 200;

async function main(): Promise<void> {
  const { labUsers } = config();
  const portal = await startBenchPortal(labUsers, console.log);
  try {
    await bench(portal, labUsers);
  } finally {
    await portal.stop();
  }
}

async function bench(portal: BenchPortal, users: number): Promise<void> {
  console.log(`\nFigures with ${users.toLocaleString('en')} people, ${new Date().toISOString().slice(0, 10)}\n`);
  console.log(`  ${'catalog filled from nothing'.padEnd(58)} ${portal.catalogSeconds.toFixed(1)} s`);
  const ada = await signInBrowser(portal.url, 'ada', portal.facts.accounts[0]?.password ?? '');
  await benchRows(portal, ada);
  await benchTypeAhead(ada);
  await benchPerson(portal, ada);
  await benchForeignChange(portal, ada);
  await countOperations(portal, ada);
  for (const [name, pid] of Object.entries(portal.pids)) console.log(`  ${`memory of ${name}`.padEnd(58)} ${residentMegabytes(pid)} MB`);
}

const firstPage = '/api/users?sort=surname&page=1&size=50';

async function benchRows(portal: BenchPortal, ada: Browser): Promise<void> {
  const { directory } = portal.facts;
  const portalRows = await measure(rounds, () => ada.json<UserList>(firstPage));
  console.log(line('users, first 50 by surname, through HTTP as ada', portalRows));
  const deep = await measure(50, (round) => ada.json(`/api/users?sort=surname&page=${100 + round}&size=50`));
  console.log(line('users, pages 100 to 150', deep));
  const arguments_ = ['-x', '-LLL', '-H', directory.ldapUrl, '-D', directory.service.dn, '-y', '/dev/stdin'];
  const query = ['-b', directory.realmsDn, '-E', 'sss=sn:caseIgnoreOrderingMatch', '-E', 'vlv=0/49/1/0', '(objectClass=inetOrgPerson)', 'cn', 'sn', 'uid', 'mail', 'telephoneNumber', 'title', 'pwdAccountLockedTime'];
  const ldapsearch = await measure(10, () => withInput('ldapsearch', [...arguments_, ...query], directory.service.password), 1);
  console.log(line('the same 50 by ldapsearch (server-side sort and VLV)', ldapsearch));
  console.log(`  ratio portal to ldapsearch, medians: ${(portalRows.p50 / ldapsearch.p50).toFixed(2)}`);
  const lam = await lamList(portal.facts);
  console.log(lam ? line('ldap-account-manager’s list page', lam) : '  ldap-account-manager is not installed: not compared');
  if (lam) console.log(`  ldap-account-manager takes ${(lam.p50 / portalRows.p50).toFixed(1)} times as long, medians`);
}

async function benchTypeAhead(ada: Browser): Promise<void> {
  const typed = ['an', 'mül', 'ron', 'ада', 'ka', 'lee', 'smi', 'joh', 'el', 'gre'];
  const figures = await measure(rounds, (round) => ada.json(`/api/search?kinds=person&q=${encodeURIComponent(typed[Math.abs(round) % typed.length] as string)}`));
  console.log(line('type-ahead, two and three letters', figures));
  const list = await measure(100, (round) => ada.json(`/api/users?q=${encodeURIComponent(typed[Math.abs(round) % typed.length] as string)}`));
  console.log(line('users list filtered while typing', list));
}

async function benchPerson(portal: BenchPortal, ada: Browser): Promise<void> {
  const { rows } = await ada.json<UserList>('/api/users?sort=surname&page=3&size=50');
  const opened = await measure(100, (round) => ada.get(`/users/${rows[Math.abs(round) % rows.length]?.id}`));
  console.log(line('opening a user, whole page', opened));
  const person = rows[0] as UserList['rows'][number];
  const edit = await actionId('editUser');
  const phones = (round: number) => ({ before: round % 2 ? ['+1 1'] : ['+1 2'], after: round % 2 ? ['+1 2'] : ['+1 1'] });
  const change = (before: string[], after: string[]) => ada.action(edit, `/users/${person.id}`, { id: person.id, before: { homePhone: before }, after: { homePhone: after } });
  await change([], ['+1 2']);
  let round = 0;
  const saved = await measure(100, async () => {
    const { before, after } = phones(round++);
    const answer = await change(before, after);
    if (!answer.includes('"ok":true')) throw new Error(`the change was not saved: ${answer.slice(0, 300)}`);
  });
  console.log(line('saving a change, through HTTP with audit and catalog', saved));
  const directory = connectDirectory(parseConfig(portal.environment).directory);
  const adaDn = Dn.of(portal.facts.accounts.find(({ uid }) => uid === 'ada')?.dn ?? '');
  const found = await directory.as(adaDn).search({ base: Dn.of(portal.facts.directory.realmsDn), scope: 'sub', filter: { is: 'equal', attribute: 'entryUUID', value: person.id }, attributes: ['uid'] });
  const dn = found.ok ? found.value.entries[0]?.dn : undefined;
  if (!dn) throw new Error('the person is gone');
  const bare = await measure(100, async () => {
    const { before, after } = phones(round++);
    const done = await directory.as(adaDn).modify(dn, [{ op: 'delete', attribute: 'homePhone', values: before }, { op: 'add', attribute: 'homePhone', values: after }]);
    if (!done.ok) throw new Error(done.failure.why);
  });
  await directory.close();
  console.log(line('a bare proxied modify', bare));
  console.log(`  ratio saving to bare modify, medians: ${(saved.p50 / bare.p50).toFixed(1)} (${ms(saved.p50 - bare.p50)} more)`);
}

/** A change by somebody else's tool, until the list shows it. */
async function benchForeignChange(portal: BenchPortal, ada: Browser): Promise<void> {
  const directory = connectDirectory(parseConfig(portal.environment).directory);
  const adaDn = Dn.of(portal.facts.accounts.find(({ uid }) => uid === 'ada')?.dn ?? '');
  const umaDn = Dn.of(portal.facts.accounts.find(({ uid }) => uid === 'uma')?.dn ?? '');
  const seen = await measure(10, async (round) => {
    const name = `Zz${round < 0 ? 'warm' : round}foreign`;
    await directory.as(adaDn).modify(umaDn, [{ op: 'put', attribute: 'displayName', values: [name] }]);
    while ((await ada.json<UserList>(`/api/users?q=${name}`)).total === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }, 1);
  await directory.close();
  console.log(line('a foreign change, until the list finds it', seen));
}

async function countOperations(portal: BenchPortal, ada: Browser): Promise<void> {
  const log = portal.facts.directory.logFile;
  const ignore = await busyConnections(log, 5000);
  const { rows } = await ada.json<UserList>(firstPage);
  const pages = {
    'users page with its rows': async () => {
      await ada.get('/users');
      await ada.json(firstPage);
    },
    'a user’s page': () => ada.get(`/users/${rows[7]?.id}`),
    'groups rows': () => ada.json('/api/groups'),
    'type-ahead': () => ada.json('/api/search?q=ann'),
  };
  for (const [name, work] of Object.entries(pages)) {
    await new Promise((resolve) => setTimeout(resolve, 2500));
    console.log(`  ${`directory operations: ${name}`.padEnd(58)} ${await operationsDuring(log, ignore, work)}`);
  }
}

async function withInput(command: string, parameters: string[], input: string): Promise<void> {
  const child = run(command, parameters, { maxBuffer: 64 * 1024 * 1024 });
  child.child.stdin?.end(input);
  await child;
}

function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

main().catch((cause: unknown) => {
  console.error(cause instanceof ConfigError ? cause.message : cause);
  process.exit(1);
});
