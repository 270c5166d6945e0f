import type { Leaving } from './ending.ts';

/** Longer than the next change of a run takes; then they are ended without being asked for. */
const patienceMs = 5_000;
/** What a server takes in one request. */
const mostAtOnce = 500;

/**
 * Whose XMPP sessions are still to be ended in a run of many changes, by who makes the changes: so that servers are asked for
 * many people at once. Nothing stays owed: who isn't taken within five seconds of the last change is handed to `settle`.
 */
export type OwedEndings = {
  owe(actorId: string, leaving: Leaving, settle: (all: Leaving[]) => Promise<unknown>): void;
  take(actorId: string): Leaving[];
};

type Owed = { all: Leaving[]; timer: ReturnType<typeof setTimeout> };

export function owedEndings(): OwedEndings {
  const byActor = new Map<string, Owed>();
  const take = (actorId: string) => {
    const owed = byActor.get(actorId);
    byActor.delete(actorId);
    clearTimeout(owed?.timer);
    return owed?.all ?? [];
  };
  return {
    take,
    owe(actorId, leaving, settle) {
      const all = [...take(actorId), leaving];
      const settled = () => void settle(take(actorId)).catch(() => {});
      const timer = setTimeout(settled, patienceMs);
      timer.unref();
      byActor.set(actorId, { all, timer });
      if (all.length >= mostAtOnce) settled();
    },
  };
}
