import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#lab/free-port.ts';

export const victoriaProgram = '/usr/bin/victoria-metrics';
export const hasVictoria = existsSync(victoriaProgram);

/** Debian's VictoriaMetrics as a private process. `flush`: what was written can be read from then on. */
export async function startVictoria(
  ...more: string[]
): Promise<{ url: string; flush(): Promise<void>; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-victoria-'));
  const url = `http://127.0.0.1:${await freePort('127.0.0.1')}`;
  const child = spawn(
    victoriaProgram,
    [
      `-httpListenAddr=${new URL(url).host}`,
      `-storageDataPath=${folder}`,
      '-retentionPeriod=4y',
      '-dedup.minScrapeInterval=1ms',
      '-search.latencyOffset=1s',
      '-memory.allowedPercent=5',
      '-loggerLevel=ERROR',
      ...more,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { PATH: process.env.PATH, NODE_ENV: 'test' } },
  );
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; ; tries++) {
    const up = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return { url, flush: async () => void (await fetch(`${url}/internal/force_flush`)), stop };
    if (child.exitCode === null && tries < 100) await sleep(100);
    else {
      await stop();
      throw new Error('VictoriaMetrics did not start');
    }
  }
}
