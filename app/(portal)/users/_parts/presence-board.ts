import type { PresenceList, PresenceRow } from '#lib/services/users/presence.ts';

/** undefined: not asked yet. null: nothing is shown to this person. */
export type Shown = PresenceRow | null | undefined;

const settleMs = 120;
const everyMs = 15_000;
const mostAtOnce = 100;
const keptMost = 1_000;

/** Presence of the rows in view, asked for together after they are painted: when they come into view, and every 15 s. */
export class PresenceBoard {
  private readonly rows = new Map<string, { shown: Shown; at: number }>();
  private readonly listeners = new Set<() => void>();
  private readonly ids = new WeakMap<Element, string>();
  private readonly inView = new Set<Element>();
  private readonly observer: IntersectionObserver | null;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | null = null;

  constructor() {
    // The server paints no rows.
    this.observer = typeof IntersectionObserver === 'undefined' ? null : new IntersectionObserver(this.seen);
  }

  /** Until the answer is called. */
  start(): () => void {
    const timer = setInterval(() => void this.ask(0), everyMs);
    const back = () => document.visibilityState === 'visible' && void this.ask(everyMs);
    document.addEventListener('visibilitychange', back);
    return () => {
      clearInterval(timer);
      clearTimeout(this.settling);
      document.removeEventListener('visibilitychange', back);
      this.asking?.abort();
      this.asking = null;
    };
  }

  watch(id: string, element: Element): () => void {
    this.ids.set(element, id);
    this.observer?.observe(element);
    return () => {
      this.observer?.unobserve(element);
      this.inView.delete(element);
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  shown(id: string): Shown {
    return this.rows.get(id)?.shown;
  }

  private readonly seen = (entries: IntersectionObserverEntry[]): void => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) this.inView.add(target);
      else this.inView.delete(target);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => void this.ask(everyMs), settleMs);
  };

  /** For those in view whose answer is at least so old. One question at a time: what came into view meanwhile is asked after it. */
  private async ask(olderThanMs: number): Promise<void> {
    if (this.asking || document.visibilityState !== 'visible') return;
    const now = Date.now();
    const wanted = new Set([...this.inView].flatMap((element) => this.ids.get(element) ?? []));
    const ids = [...wanted].filter((id) => now - (this.rows.get(id)?.at ?? 0) >= olderThanMs).slice(0, mostAtOnce);
    if (ids.length === 0) return;
    const leave = new AbortController();
    this.asking = leave;
    const answer = await answerTo(ids, leave.signal);
    if (leave.signal.aborted) return;
    this.asking = null;
    this.take(ids, answer);
    void this.ask(everyMs);
  }

  private take(ids: readonly string[], answer: PresenceList | { failure: { why: string } }): void {
    const byId = new Map('failure' in answer ? [] : answer.rows.map((row) => [row.id, row]));
    const at = Date.now();
    for (const id of ids) {
      this.rows.delete(id);
      this.rows.set(id, { shown: 'failure' in answer ? unknown(id, answer.failure.why) : (byId.get(id) ?? null), at });
    }
    for (const oldest of this.rows.keys()) {
      if (this.rows.size <= keptMost) break;
      this.rows.delete(oldest);
    }
    for (const listener of this.listeners) listener();
  }
}

function unknown(id: string, why: string): PresenceRow {
  return { id, state: 'unknown', why, devices: [], lastSeenAt: null, lastSeenWhy: why };
}

const timeoutMs = 15_000;

async function answerTo(
  ids: readonly string[],
  signal: AbortSignal,
): Promise<PresenceList | { failure: { why: string } }> {
  try {
    const query = new URLSearchParams(ids.map((id) => ['id', id]));
    const response = await fetch(`/api/users/presence?${query}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    return (await response.json()) as PresenceList | { failure: { why: string } };
  } catch {
    return { failure: { why: 'The portal did not answer.' } };
  }
}
