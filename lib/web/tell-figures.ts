import { setTimeout as sleep } from 'node:timers/promises';
import type { Portal } from '../services/context.ts';
import { writeWebFigures } from '../store/process-figures.ts';
import { requestCounts } from './request-counts.ts';

const everyMs = 10_000;

/** What this process counts of itself, for the collector, which makes samples of it: one small row every ten seconds. */
export async function keepTellingFigures({ db, log }: Pick<Portal, 'db' | 'log'>, live: () => number): Promise<void> {
  for (let away = false; ; await sleep(everyMs, undefined, { ref: false })) {
    try {
      await writeWebFigures(db, requestCounts().take(live()));
      away = false;
    } catch (cause) {
      // What wasn't told is unknown; the counts go on.
      if (!away) log.warn({ err: cause }, 'the figures of the web process were not written');
      away = true;
    }
  }
}
