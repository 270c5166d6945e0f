import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabFacts } from '../lab/facts.ts';
import { freePort } from '../lab/free-port.ts';
import { cookieJar } from './cookies.ts';
import { type Figures, measure } from './measure.ts';
import { megabytes } from './memory.ts';

const installed = '/usr/share/ldap-account-manager';
const host = '127.0.0.42';
const requestTimeoutMs = 300_000;

/** Much more than it takes (900 MB for 100,000 people), so that it is never what ends it. */
export const phpMemoryLimit = '6G';

export type LamFigures = {
  /** Opening the list: read from the directory, sorted, 50 rows shown. */
  opened: Figures;
  /** Turning a page: sorted again out of the PHP session, the directory is not asked. */
  turned: Figures;
  /** What it says itself of how many accounts there are. */
  accounts: number;
  /** The most memory that its PHP process had. */
  peakMegabytes: number;
};

/**
 * The user list of Debian's ldap-account-manager on the same directory: a private copy of its tree with settings of its
 * own, served by PHP's built-in server. Signed in as the service account, whose rights slapd judges fastest and whom it
 * sends any number of entries. null where the package is not installed.
 */
export async function lamList({ directory }: LabFacts, rounds: number): Promise<LamFigures | null> {
  if (!existsSync(installed)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-lam-'));
  let server: ChildProcess | undefined;
  const leaveNothing = () => {
    server?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', leaveNothing);
  try {
    copyTree(folder, directory);
    const port = await freePort(host);
    server = servePhp(folder, port);
    const url = `http://${host}:${port}/templates`;
    await untilAnswers(`${url}/login.php`);
    const send = cookieJar(requestTimeoutMs);
    await send(`${url}/login.php`);
    const form = {
      checklogin: 'checklogin',
      username: directory.service.dn,
      passwd: directory.service.password,
      language: 'en_GB.utf8',
    };
    await send(`${url}/login.php`, { method: 'POST', body: new URLSearchParams(form) });
    send.setCookie('ListOptions_user', 'L_SIZE=50');
    const list = async (query: string) =>
      accountsOn(await send(`${url}/lists/list.php?type=user&sort=sn&sortdirection=1&${query}`));
    let accounts = 0;
    const opened = await measure(
      rounds,
      async () => {
        accounts = await list('');
      },
      { warmUp: 1 },
    );
    const turned = await measure(rounds, (round) => list(`norefresh=true&page=${Math.abs(round) + 2}`), { warmUp: 1 });
    return { opened, turned, accounts, peakMegabytes: megabytes(server.pid ?? 0, 'VmHWM') };
  } finally {
    await end(server);
    process.off('exit', leaveNothing);
    leaveNothing();
  }
}

function copyTree(folder: string, directory: LabFacts['directory']): void {
  const writable = ['config', 'sess', 'tmp'].map((name) => join(installed, name));
  cpSync(installed, folder, {
    recursive: true,
    filter: (source) => !writable.includes(source) && source !== join(installed, 'docs'),
  });
  for (const name of ['config/profiles', 'config/pdf', 'sess', 'tmp/internal'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'config/language'), 'en_GB.utf8:UTF-8:English (Great Britain)\n');
  writeFileSync(
    join(folder, 'config/config.cfg'),
    'password: none\ndefault: bench\nlogLevel: 3\nlogDestination: NONE\nconfigDatabaseType: files\n',
  );
  writeFileSync(join(folder, 'config/bench.conf'), serverProfile(directory), { mode: 0o600 });
}

function serverProfile({ ldapUrl, service, realmsDn }: LabFacts['directory']): string {
  const settings = {
    ServerURL: ldapUrl,
    Admins: service.dn,
    Passwd: 'none',
    defaultLanguage: 'en_GB.utf8',
    searchLimit: 0,
    activeTypes: 'user',
    'types: suffix_user': realmsDn,
    'types: attr_user': '#cn;#sn;#uid;#mail;#telephoneNumber;#title',
    'types: modules_user': 'inetOrgPerson',
    useTLS: 'no',
    followReferrals: 'false',
    // Its paged reading stops after the first 999 entries.
    pagedResults: 'false',
    accessLevel: 100,
    loginMethod: 'list',
    'tools: treeViewSuffix': realmsDn,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

function servePhp(folder: string, port: number): ChildProcess {
  const settings = {
    memory_limit: phpMemoryLimit,
    max_execution_time: 300,
    'opcache.enable': 1,
    'opcache.enable_cli': 1,
    display_errors: 1,
  };
  const parameters = Object.entries(settings).flatMap(([name, value]) => ['-d', `${name}=${value}`]);
  return spawn('php', [...parameters, '-S', `${host}:${port}`, '-t', folder], { stdio: 'ignore' });
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('ldap-account-manager did not start within 20 s');
}

/** How many accounts the page says there are; a page that isn't the list, or has not 50 rows, is no figure. */
function accountsOn(page: string): number {
  const rows = page.match(/accountBoxUnchecked/g)?.length ?? 0;
  const count = /User count: (\d+)/.exec(page)?.[1];
  if (rows !== 50 || !count)
    throw new Error(`ldap-account-manager showed ${rows} rows: ${page.replaceAll(/\s+/g, ' ').slice(-600)}`);
  return Number(count);
}

async function end(server: ChildProcess | undefined): Promise<void> {
  if (!server || server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}
