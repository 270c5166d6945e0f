/** Something of `topic` is new; of samples, `step` says of which series (lib/web/live). */
export type News = { topic: string; step?: number };

export type Subscriber = {
  topics: readonly string[];
  onNews: (news: readonly News[]) => void;
  /** News come from now on (`anew`: again, after a time without), or don't. */
  onLive: (live: boolean, anew: boolean) => void;
};

type Source = Pick<EventSource, 'close' | 'addEventListener'>;
export type LiveParts = { open: (url: string) => Source; visible: () => boolean };

/** Topics of many targets become one of all: an address has an end, and so has what a page is told. */
const mostTargets = 24;
/** Pages subscribe part by part: what comes within this is asked for at once. */
const gatherMs = 150;
/** Without a word for longer, something between keeps the words to itself, or the other end is gone. */
const silenceMs = 40_000;
/** Where nothing arrives at first, a proxy gathers up what should pass. */
const firstWordMs = 15_000;
const firstRetryMs = 2_000;
const longestRetryMs = 120_000;

/**
 * The one stream of a page: open while something on it wants news and somebody looks at it. Whatever goes wrong with it, it says
 * so, so that what is shown is asked for by the clock, and tries again, each time later.
 */
export class LiveStream {
  private readonly parts: LiveParts;
  private readonly subscribers = new Set<Subscriber>();
  private source: Source | null = null;
  private url = '';
  private live = false;
  /** It was live, and has not been since: something may have happened unheard. */
  private missed = false;
  private ended = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: LiveParts) {
    this.parts = parts;
  }

  subscribe(subscriber: Subscriber): () => void {
    this.subscribers.add(subscriber);
    this.soon(gatherMs);
    return () => {
      this.subscribers.delete(subscriber);
      this.soon(gatherMs);
    };
  }

  get isLive(): boolean {
    return this.live;
  }

  /** The page came into view, or left it. */
  looked(): void {
    this.soon(this.parts.visible() ? 0 : gatherMs);
  }

  private soon(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.follow(), ms);
  }

  /** Opens, closes or changes the stream to what is wanted now. */
  private follow(): void {
    const topics = wanted([...this.subscribers].flatMap((subscriber) => subscriber.topics));
    if (this.ended || topics.length === 0 || !this.parts.visible()) {
      this.missed ||= this.live;
      this.close();
      return;
    }
    const url = `/api/live?${new URLSearchParams({ topics: topics.join(',') })}`;
    if (this.source && url === this.url) return;
    this.close();
    this.url = url;
    this.open(url);
  }

  private open(url: string): void {
    const source = this.parts.open(url);
    this.source = source;
    const on = (name: string, what: (data: string) => void) =>
      source.addEventListener(name, (event) => {
        if (source !== this.source) return;
        this.expect(silenceMs);
        what(String((event as MessageEvent).data ?? ''));
      });
    on('ready', () => this.ready());
    on('beat', () => {});
    on('news', (data) => this.tell(JSON.parse(data) as News[]));
    on('end', (data) => {
      // Whoever is signed out stays so until the page is loaded again.
      this.ended = data.includes('signed-out');
      this.failed();
      // They ask at once, and show what they hear.
      for (const { topics, onNews } of [...this.subscribers]) onNews(topics.map((topic) => ({ topic })));
    });
    // EventSource would try again by itself, at once and for ever.
    source.addEventListener('error', () => source === this.source && this.failed());
    this.expect(firstWordMs);
  }

  private expect(ms: number): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.failed(), ms);
  }

  private ready(): void {
    this.failures = 0;
    this.say(true);
  }

  private failed(): void {
    this.failures += 1;
    this.missed ||= this.live;
    this.close();
    if (this.ended) return;
    const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** (this.failures - 1));
    this.soon(wait * (0.75 + Math.random() / 2));
  }

  private close(): void {
    clearTimeout(this.silence);
    this.source?.close();
    this.source = null;
    if (this.live) this.say(false);
  }

  private say(live: boolean): void {
    this.live = live;
    const anew = live && this.missed;
    if (live) this.missed = false;
    for (const { onLive } of [...this.subscribers]) onLive(live, anew);
  }

  private tell(news: readonly News[]): void {
    for (const { topics, onNews } of [...this.subscribers]) {
      // `metrics` is told of any target; a target's own topic, where too many are wanted, by the same word.
      const own = news.filter(({ topic }) => topics.includes(topic) || (topic === 'metrics' && topics.some(isSamples)));
      if (own.length > 0) onNews(own);
    }
  }
}

const isSamples = (topic: string) => topic.startsWith('metrics');

function wanted(topics: readonly string[]): string[] {
  const all = new Set(topics);
  const targets = [...all].filter((topic) => topic.startsWith('metrics/'));
  if (all.has('metrics') || targets.length > mostTargets) {
    for (const target of targets) all.delete(target);
    all.add('metrics');
  }
  return [...all].sort();
}
