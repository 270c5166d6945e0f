import type { Database } from '../store/database.ts';
import { keepCounts } from '../store/traps.ts';
import type { Tally } from './tally.ts';

/** It is told at least so often that the receiver is there. */
const beatMs = 10_000;

/** Writes down what was counted. */
export async function count(db: Database, tally: Tally): Promise<void> {
  const news = tally.take();
  try {
    await keepCounts(db, tally.counts, news);
  } catch (cause) {
    tally.giveBack(news);
    throw cause;
  }
}

/** The same, but only what is new, and now and then that nothing is. */
export function counting(db: Database, tally: Tally): () => Promise<void> {
  let told = { received: 0, kept: 0, atMs: Date.now() };
  return async () => {
    const { received, kept } = tally.counts;
    if (received === told.received && kept === told.kept && Date.now() - told.atMs < beatMs) return;
    await count(db, tally);
    told = { received, kept, atMs: Date.now() };
  };
}
