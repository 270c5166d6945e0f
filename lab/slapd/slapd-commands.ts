import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Debian's slapd; its folder isn't in the PATH of ordinary users. */
const slapd = ['/usr/sbin/slapd', '/usr/local/sbin/slapd'].find((path) => existsSync(path)) ?? 'slapd';

/** Loads LDIF into database `number` while slapd isn't running. Rejects with what slapadd printed last. */
export function slapadd(configFolder: string, number: number, ldif: Readable, quick: boolean): Promise<void> {
  return offline(['-T', 'add', '-F', configFolder, '-n', String(number), ...(quick ? ['-q', '-w'] : [])], ldif);
}

/** Carries out LDIF changes in database `number` while slapd isn't running; entries that are gone are passed over. */
export function slapmodify(configFolder: string, number: number, ldif: Readable): Promise<void> {
  return offline(['-T', 'modify', '-F', configFolder, '-n', String(number), '-c'], ldif);
}

/**
 * Builds indexes anew while slapd isn't running. Needed for entryUUID after slapmodify (2.5.13), which takes the entries
 * that it changes out of that index: they would be missing from every list that is read by it.
 */
export function slapindex(configFolder: string, number: number, attributes: readonly string[]): Promise<void> {
  return offline(['-T', 'index', '-F', configFolder, '-n', String(number), '-q', ...attributes], Readable.from([]));
}

async function offline(parts: string[], ldif: Readable): Promise<void> {
  const child = spawn(slapd, parts, { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (data: Buffer) => {
    said = (said + data.toString()).slice(-2000);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  // A refused entry closes the pipe: the exit code tells, the broken pipe doesn't.
  if (child.stdin) await pipeline(ldif, child.stdin).catch(() => undefined);
  if ((await ended) !== 0) throw new Error(`slapd refused the data: ${said.trim()}`);
}

/** slapd's own hash of a password, with its default cost. The password goes by a file, never by the command line. */
export function argon2Hash(folder: string, password: string): string {
  const file = join(folder, 'password.tmp');
  writeFileSync(file, password, { mode: 0o600 });
  try {
    const options = [
      '-T',
      'passwd',
      '-o',
      'module-path=/usr/lib/ldap',
      '-o',
      'module-load=argon2',
      '-h',
      '{ARGON2}',
      '-T',
      file,
    ];
    return execFileSync(slapd, options, { encoding: 'utf8', timeout: 30_000 }).trim();
  } finally {
    rmSync(file, { force: true });
  }
}

export type SlapdStart = {
  configFolder: string;
  urls: readonly string[] /** slapd's -d: `none`, or `stats` for one line an operation. */;
  logLevel: string;
  log: number;
};

/**
 * slapd in the foreground, as our child. setpriv (util-linux) makes the kernel end it when we are killed,
 * so that no slapd outlives its lab.
 */
export function spawnSlapd({ configFolder, urls, logLevel, log }: SlapdStart): ChildProcess {
  const line = [slapd, '-F', configFolder, '-h', urls.join(' '), '-d', logLevel];
  const tied = existsSync(setpriv) ? [setpriv, '--pdeathsig', 'TERM', ...line] : line;
  return spawn(tied[0] as string, tied.slice(1), { stdio: ['ignore', log, log] });
}

const setpriv = '/usr/bin/setpriv';
