import type { Presence } from './ask-presence.ts';

const keptMs = 5_000;
const keptMost = 5_000;

/** Presence by bare JID, for all people who look: one answer serves everybody for five seconds. */
export type PresenceCache = {
  /** Asks for those that aren't kept, in one question; who asks for the same meanwhile gets the same answer. */
  of(jids: readonly string[], ask: (jids: string[]) => Promise<Map<string, Presence>>): Promise<Map<string, Presence>>;
  /** After something was done to their sessions. */
  forget(jids: readonly string[]): void;
};

type Kept = { until: number; answer: Promise<Map<string, Presence>> };

export function presenceCache(now = () => Date.now()): PresenceCache {
  const kept = new Map<string, Kept>();
  const keep = (jids: readonly string[], one: Kept) => {
    for (const jid of jids) {
      kept.delete(jid);
      kept.set(jid, one);
    }
    for (const oldest of kept.keys()) {
      if (kept.size <= keptMost) break;
      kept.delete(oldest);
    }
  };
  return {
    async of(jids, ask) {
      const missing = [...new Set(jids)].filter((jid) => (kept.get(jid)?.until ?? 0) <= now());
      if (missing.length > 0) {
        const one: Kept = { until: Number.POSITIVE_INFINITY, answer: ask(missing) };
        keep(missing, one);
        one.answer.then(
          () => {
            one.until = now() + keptMs;
          },
          // What failed is not kept: the next one asks again.
          () => {
            for (const jid of missing) if (kept.get(jid) === one) kept.delete(jid);
          },
        );
      }
      const known = new Map<string, Presence>();
      const asked = jids.map((jid) => [jid, kept.get(jid)?.answer] as const);
      for (const [jid, answer] of asked) {
        const presence = (await answer)?.get(jid);
        if (presence) known.set(jid, presence);
      }
      return known;
    },
    forget(jids) {
      for (const jid of jids) kept.delete(jid);
    },
  };
}
