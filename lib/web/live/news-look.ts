import type { Sql } from '../../store/database.ts';
import { type MarkedTopic, type Marks, markedTopics, readMarks } from '../../store/news.ts';

/** Something of `topic` is new; of samples, `step` says of which series. */
export type News = { topic: string; step?: number };

type Listener = { kinds: ReadonlySet<MarkedTopic>; tell: (news: readonly News[]) => void };

export type Listening = {
  /** A look that began after this has ended: whatever comes now is told. */
  begun: Promise<void>;
  stop(): void;
};

/**
 * Looks for news for all listeners of this process at once: one statement every two seconds, and none while nobody listens.
 * The same on PostgreSQL and on the embedded database, which has no LISTEN of its own for each connection (decision 26).
 */
export class NewsLook {
  private readonly listeners = new Set<Listener>();
  private readonly sql: Sql;
  private readonly everyMs: number;
  private marks: Marks | null = null;
  private timer: NodeJS.Timeout | undefined;
  /** Who waits for the next look. */
  private waiting: (() => void)[] = [];

  constructor(sql: Sql, everyMs = 2_000) {
    this.sql = sql;
    this.everyMs = everyMs;
  }

  listen(kinds: Iterable<MarkedTopic>, tell: Listener['tell']): Listening {
    const listener = { kinds: new Set(kinds), tell };
    this.listeners.add(listener);
    const begun = new Promise<void>((resolve) => this.waiting.push(resolve));
    this.timer ??= setTimeout(() => this.look(), 0).unref();
    return { begun, stop: () => void this.listeners.delete(listener) };
  }

  private async look(): Promise<void> {
    const wanted = markedTopics.filter((kind) => [...this.listeners].some(({ kinds }) => kinds.has(kind)));
    if (wanted.length === 0) {
      this.timer = undefined;
      this.marks = null;
      return;
    }
    const waiting = this.waiting.splice(0);
    try {
      this.tell(await readMarks(this.sql, wanted));
      for (const begun of waiting) begun();
    } catch {
      // Away: streams end by themselves, since nobody's session can be asked either.
      this.waiting.unshift(...waiting);
    }
    this.timer = setTimeout(() => this.look(), this.everyMs).unref();
  }

  private tell(marks: Marks): void {
    const before = this.marks;
    this.marks = marks;
    if (!before) return;
    const news = [...marks].flatMap(([key, mark]) => (before.get(key) === mark ? [] : [newsOf(key)]));
    if (news.length > 0) for (const { tell } of [...this.listeners]) tell(news);
  }
}

function newsOf(key: string): News {
  const space = key.lastIndexOf(' ');
  return key.startsWith('metrics/')
    ? { topic: key.slice(0, space), step: Number(key.slice(space + 1)) }
    : { topic: key };
}

/** What of the news belongs to `topics`; `metrics` means samples of any target, told once a step. */
export function newsFor(topics: ReadonlySet<string>, news: readonly News[]): News[] {
  const own = news.filter(({ topic }) => topics.has(topic));
  if (!topics.has('metrics')) return own;
  const steps = new Set(news.flatMap(({ topic, step }) => (topic.startsWith('metrics/') && step ? [step] : [])));
  return [...own, ...[...steps].map((step) => ({ topic: 'metrics', step }))];
}
