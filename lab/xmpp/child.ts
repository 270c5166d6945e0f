import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type ServerProcess = {
  pid: number;
  /** Resolves with the exit code, null after a signal, whoever ended it. */
  ended: Promise<number | null>;
  running(): boolean;
  /** SIGTERM, and SIGKILL when it takes longer than `stopTimeoutMs`. */
  stop(): Promise<void>;
};

export type ServerCommand = {
  line: readonly string[];
  folder: string;
  environment: Readonly<Record<string, string>>;
  /** What it prints goes here; started anew. */
  logFile: string;
  pidFile: string;
  stopTimeoutMs?: number;
};

/**
 * A server in the foreground, as our child. setpriv (util-linux) makes the kernel end it when we are killed, so that none
 * outlives its lab; one that did nevertheless, and is told by `mark` in its command line, is ended first.
 */
export async function startServer(command: ServerCommand, mark: string): Promise<ServerProcess> {
  await endLeftover(command.pidFile, mark);
  const tied = existsSync(setpriv) ? [setpriv, '--pdeathsig', 'TERM', ...command.line] : [...command.line];
  const log = openSync(command.logFile, 'w', 0o600);
  const child = spawn(tied[0] as string, tied.slice(1), {
    cwd: command.folder,
    env: command.environment as NodeJS.ProcessEnv,
    stdio: ['ignore', log, log],
    // Ctrl-C in a terminal reaches the supervisor, which ends servers in their order.
    detached: true,
  });
  closeSync(log);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
  if (child.pid === undefined) throw new Error(`${command.line[0]} could not be run; is its Debian package installed?`);
  writeFileSync(command.pidFile, String(child.pid), { mode: 0o600 });
  void ended.then(() => rmSync(command.pidFile, { force: true }));
  return {
    pid: child.pid,
    ended,
    running: () => isRunning(child),
    stop: () => stop(child, ended, command.stopTimeoutMs ?? 8000),
  };
}

const setpriv = '/usr/bin/setpriv';

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function stop(child: ChildProcess, ended: Promise<unknown>, timeoutMs: number): Promise<void> {
  if (!isRunning(child)) return;
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  await ended;
  clearTimeout(forced);
}

/** Waits until something accepts connections there. Throws with the end of the log when the server ended or took too long. */
export async function untilAccepting(
  server: ServerProcess,
  { host, port, timeoutMs, logFile }: { host: string; port: number; timeoutMs: number; logFile: string },
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && server.running()) {
    if (await accepts(host, port)) return;
    await sleep(40);
  }
  const said = readFileSync(logFile, 'utf8').trim().slice(-1500);
  throw new Error(`nothing listens on ${host}:${port}. Its log says: ${said || 'nothing'}`);
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

async function endLeftover(pidFile: string, mark: string): Promise<void> {
  const pid = leftover(pidFile, mark);
  if (pid === null) return;
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < 8000 && leftover(pidFile, mark) === pid; waited += 50) await sleep(50);
  if (leftover(pidFile, mark) === pid) process.kill(pid, 'SIGKILL');
}

function leftover(pidFile: string, mark: string): number | null {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'));
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return pid > 1 && line.includes(mark) ? pid : null;
  } catch {
    return null;
  }
}
