import { setTimeout as sleep } from 'node:timers/promises';

const retryMs = 1_000;

/** The database may be away: once more after a while. `failed` hears of the first time alone. */
export async function untilDone<T>(work: () => Promise<T>, failed: (cause: unknown) => void): Promise<T> {
  for (let tried = 0; ; tried++) {
    try {
      return await work();
    } catch (cause) {
      if (tried === 0) failed(cause);
      await sleep(retryMs);
    }
  }
}

/** One run after the other. One that fails is tried again in its turn. */
export function every(stop: AbortSignal, ms: number, work: () => Promise<void>): void {
  const run = async () => {
    while (!stop.aborted) {
      await sleep(ms, null, { signal: stop }).catch(() => {});
      if (!stop.aborted) await work().catch(() => {});
    }
  };
  void run();
}
