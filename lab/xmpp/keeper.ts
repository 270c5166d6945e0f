import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from './child.ts';

export type Keeper = { process(): ServerProcess; stop(): Promise<void> };

const againAfterMs = 3000;

/** Starts a server again that ended badly, as a service manager would; one that was told to shut down stays down. */
export function keepRunning(
  name: string,
  first: ServerProcess,
  start: () => Promise<ServerProcess>,
  say: (sentence: string) => void,
): Keeper {
  let process = first;
  let stopping = false;
  const watch = async (): Promise<void> => {
    const code = await process.ended;
    if (stopping) return;
    if (code === 0) return say(`${name} was shut down.`);
    say(`${name} ended (code ${code}) and is started again in ${againAfterMs / 1000} s.`);
    while (!stopping) {
      await sleep(againAfterMs);
      const renewed = stopping ? null : await start().catch(() => null);
      if (!renewed) continue;
      process = renewed;
      if (stopping) return process.stop();
      return watch();
    }
  };
  void watch();
  return {
    process: () => process,
    async stop() {
      stopping = true;
      await process.stop();
    },
  };
}
