import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnSlapd } from './slapd-commands.ts';

export type Slapd = {
  stop(): Promise<void> /** Resolves when slapd ends, whoever ended it. */;
  ended: Promise<void>;
  logFile: string;
};

export type SlapdListen = { host: string; ldapPort: number; ldapsPort: number; ldapiUrl: string | null };

const startTimeoutMs = 30_000;
const stopTimeoutMs = 15_000;

/** Starts slapd on a prepared folder and waits until it answers. Rejects with the end of its log when it doesn't. */
export async function startSlapd(folder: string, listen: SlapdListen, logLevel: string): Promise<Slapd> {
  mkdirSync(join(folder, 'run'), { recursive: true, mode: 0o700 });
  if (await accepts(listen.host, listen.ldapPort))
    throw new Error(`port ${listen.ldapPort} on ${listen.host} is in use`);
  const logFile = join(folder, 'slapd.log');
  const log = openSync(logFile, 'w', 0o600);
  const urls = [
    `ldap://${listen.host}:${listen.ldapPort}`,
    `ldaps://${listen.host}:${listen.ldapsPort}`,
    ...(listen.ldapiUrl ? [listen.ldapiUrl] : []),
  ];
  const child = spawnSlapd({ configFolder: join(folder, 'config'), urls, logLevel, log });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  if (!(await answers(child, listen))) {
    await stop(child, ended);
    throw new Error(`slapd didn't start: ${readFileSync(logFile, 'utf8').trim().slice(-1000) || 'it said nothing'}`);
  }
  return { stop: () => stop(child, ended), ended, logFile };
}

async function answers(child: ChildProcess, { host, ldapPort }: SlapdListen): Promise<boolean> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if (await accepts(host, ldapPort)) return true;
    await sleep(30);
  }
  return false;
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(forced);
}

/** A slapd of this very folder that outlived its lab: told by its command line, so that no other process is ever touched. */
export async function endLeftover(folder: string): Promise<void> {
  const pid = leftoverPid(folder);
  if (pid === null) return;
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < stopTimeoutMs && leftoverPid(folder) === pid; waited += 50) await sleep(50);
  rmSync(join(folder, 'run/slapd.pid'), { force: true });
}

function leftoverPid(folder: string): number | null {
  try {
    const pid = Number(readFileSync(join(folder, 'run/slapd.pid'), 'utf8').trim());
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return pid > 1 && line[0]?.endsWith('slapd') && line.includes(join(folder, 'config')) ? pid : null;
  } catch {
    return null;
  }
}
