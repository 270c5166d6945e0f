import type { Database } from '../store/database.ts';
import { readEvents } from '../store/events.ts';

/** What a device says of itself that is seen better by asking it. */
const kinds = ['trap.coldStart', 'trap.warmStart', 'trap.linkDown', 'trap.linkUp'];
const mostAtOnce = 500;

/** Targets of devices that said something since this was last asked; at first, none. */
export function saidSomething(db: Database): () => Promise<Set<string>> {
  let after: string | null = null;
  return async () => {
    const begun = after !== null;
    const events = await readEvents(db, { kinds, ...(after === null ? { limit: 1 } : { after, limit: mostAtOnce }) });
    after = events.at(-1)?.id ?? after ?? '0';
    return new Set(begun ? events.map(({ target }) => target) : []);
  };
}
