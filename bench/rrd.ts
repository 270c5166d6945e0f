import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sample } from '../lib/metrics/port.ts';
import { archivesOf } from '../lib/metrics/rings.ts';

export const hasRrdtool = existsSync('/usr/bin/rrdtool');
export const hasRrdcached = hasRrdtool && existsSync('/usr/bin/rrdcached');

/** A folder of one file a series, with archives as long as ours, of averages alone. */
export function makeFiles(count: number, beginMs: number): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-rrd-'));
  const rings = archivesOf(10).map(
    ({ stepSeconds, keepSeconds }) => `RRA:AVERAGE:0.5:${stepSeconds / 10}:${keepSeconds / stepSeconds}`,
  );
  const start = Math.floor(beginMs / 1000) - 1;
  const create = (_: unknown, at: number) =>
    `create ${folder}/${at}.rrd --start ${start} --step 10 DS:v:COUNTER:30:0:U ${rings.join(' ')}`;
  pipe(Array.from({ length: count }, create));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }) };
}

export function updatesOf(batch: readonly Sample[]): string[] {
  return batch.map(({ at, value }, number) => `update ${number}.rrd ${Math.floor(+at / 1000)}:${value}`);
}

/** rrdtool as it is run without a daemon: one process, one update a line. */
export function pipe(lines: readonly string[], folder?: string): void {
  const input = `${lines.join('\n')}\nquit\n`;
  const done = spawnSync('rrdtool', ['-'], { input, cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] });
  if (done.error) throw done.error;
}

/** Seconds since 1970 of the newest sample in the file of that number. */
export function lastIn(folder: string, number: number): number {
  return Number(spawnSync('rrdtool', ['last', `${folder}/${number}.rrd`], { encoding: 'utf8' }).stdout);
}

export type Rrdcached = {
  send(batch: readonly string[]): Promise<void>;
  flushAll(): Promise<void>;
  kill(): Promise<void>;
};

/** rrdcached(1) with a journal, writing files after five minutes as it does by itself. Its journal is read when it starts. */
export async function startRrdcached(folder: string): Promise<Rrdcached> {
  const socketFile = join(folder, 'socket');
  mkdirSync(join(folder, 'journal'), { recursive: true });
  rmSync(socketFile, { force: true });
  const own = [
    '-g',
    '-l',
    `unix:${socketFile}`,
    '-b',
    folder,
    '-B',
    '-j',
    join(folder, 'journal'),
    '-p',
    join(folder, 'pid'),
  ];
  rmSync(join(folder, 'pid'), { force: true });
  const child: ChildProcess = spawn('rrdcached', [...own, '-w', '300', '-z', '60'], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const socket = await opened(socketFile).catch((cause: unknown) => {
    child.kill('SIGKILL');
    throw cause;
  });
  socket.on('error', () => {});
  let text = '';
  let answered: (line: string) => void = () => {};
  socket.on('data', (chunk) => {
    text += chunk;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + 1);
      answered(line);
    }
  });
  const ask = (lines: string) => {
    const answer = new Promise<string>((resolve) => {
      answered = resolve;
    });
    socket.write(lines);
    return answer;
  };
  return {
    async send(batch) {
      await ask('BATCH\n');
      const answer = await ask(`${batch.join('\n')}\n.\n`);
      if (!answer.startsWith('0 ')) throw new Error(`rrdcached answered ${answer}`);
    },
    async flushAll() {
      await ask('FLUSHALL\n');
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
      socket.destroy();
    },
  };
}

async function opened(file: string): Promise<Socket> {
  for (let tries = 0; ; tries++) {
    const socket = connect(file);
    const up = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (up) return socket;
    if (tries === 100) throw new Error('rrdcached did not start');
    await sleep(50);
  }
}
