import { type Failure, failed, ok, type Result } from '../../domain/failure.ts';
import type { Topic } from '../../services/live/watch-topics.ts';
import { type News, type NewsLook, newsFor } from './news-look.ts';

/** Why a stream ended: who listens may come again at once ('away': when the portal can be asked again), or not at all. */
export type StreamEnd = 'signed-out' | 'away';

export type Listener = {
  /** entryUUID of whoever listens. */
  personId: string;
  topics: readonly Topic[];
  /** Whoever asked has gone, maybe before anybody read the stream: then nobody cancels it. */
  gone?: AbortSignal;
  /** Who is this now, and may they still? Asked again while the stream is open. */
  check: () => Promise<Result<unknown>>;
};

export type StreamBounds = { each: number; all: number; checkMs: number; longestUncheckedMs: number; beatMs: number };
/** A check may find a person as they were 1.5 s before it (live-context.ts): a lock is felt within 5 s. */
const usual: StreamBounds = { each: 16, all: 500, checkMs: 2_000, longestUncheckedMs: 5_000, beatMs: 15_000 };

/** Nobody reads so much behind: whoever does has stopped reading. */
const mostUnreadBytes = 256 * 1024;
const retryMs = 5_000;

type Stream = { send(text: string): void; end(why: StreamEnd): void; listener: Listener };
type Kept = Stream & { goodSince: number; checking: boolean };

/** The streams of this process: bounded, checked while they last, and ended as soon as whoever listens may not any more. */
export class LiveStreams {
  private readonly open = new Set<Kept>();
  private readonly look: NewsLook;
  private readonly bounds: StreamBounds;
  private timer: NodeJS.Timeout | undefined;

  constructor(look: NewsLook, bounds: Partial<StreamBounds> = {}) {
    this.look = look;
    this.bounds = { ...usual, ...bounds };
  }

  get count(): number {
    return this.open.size;
  }

  /** The bytes of an answer of type text/event-stream. It ends when it is cancelled, too. */
  start(listener: Listener): Result<ReadableStream<Uint8Array>> {
    const own = [...this.open].filter((stream) => stream.listener.personId === listener.personId).length;
    if (own >= this.bounds.each || this.open.size >= this.bounds.all) return tooMany();
    let stop = () => {};
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          stop = this.run(listener, controller);
        },
        cancel: () => stop(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: mostUnreadBytes }),
    );
    return ok(body);
  }

  private run(listener: Listener, controller: ReadableStreamDefaultController<Uint8Array>): () => void {
    const encoder = new TextEncoder();
    const topics = new Set(listener.topics.map(({ topic }) => topic));
    const close = () => {
      clearInterval(beat);
      listening.stop();
      this.open.delete(stream);
    };
    const send = (text: string) => {
      if (!this.open.has(stream)) return;
      if ((controller.desiredSize ?? 0) > 0) return controller.enqueue(encoder.encode(text));
      close();
      controller.error(new Error('nobody reads this stream'));
    };
    const end = (why: StreamEnd) => {
      send(event('end', why));
      if (!this.open.has(stream)) return;
      close();
      controller.close();
    };
    const stream: Kept = { listener, send, end, goodSince: performance.now(), checking: false };
    this.open.add(stream);
    const tell = (news: readonly News[]) => {
      const own = newsFor(topics, news);
      if (own.length > 0) send(event('news', own));
    };
    const listening = this.look.listen(new Set(listener.topics.map(({ kind }) => kind)), tell);
    // Seen by proxies and by the page: a comment alone would not reach its script.
    const beat = setInterval(() => send(`: still here\n${event('beat', 0)}`), this.bounds.beatMs);
    beat.unref();
    send(`retry: ${retryMs}\n: hello\n\n`);
    void listening.begun.then(() => send(event('ready', 0)));
    const { gone } = listener;
    if (gone?.aborted) close();
    else gone?.addEventListener('abort', close, { once: true });
    this.timer ??= setInterval(() => this.checkAll(), this.bounds.checkMs).unref();
    return close;
  }

  private checkAll(): void {
    if (this.open.size === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
    }
    const now = performance.now();
    for (const stream of [...this.open]) {
      // Who can't be asked about is not served: the page asks by itself, and says why.
      if (now - stream.goodSince > this.bounds.longestUncheckedMs) stream.end('away');
      else if (!stream.checking) void this.check(stream);
    }
  }

  private async check(stream: Kept): Promise<void> {
    const begun = performance.now();
    stream.checking = true;
    const result = await stream.listener.check().catch((): Result<unknown> => ({ ok: false, failure: unchecked }));
    stream.checking = false;
    if (result.ok) stream.goodSince = begun;
    else stream.end(isAway(result.failure) ? 'away' : 'signed-out');
  }
}

const unchecked: Failure = failed({ kind: 'unexpected', why: '', todo: '' }).failure;

const isAway = ({ kind }: Failure) => kind === 'unavailable' || kind === 'timeout' || kind === 'unexpected';

/** WHATWG HTML, 9.2.6. JSON has no line breaks. */
function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function tooMany(): Result<never> {
  return failed({
    kind: 'too-many',
    what: 'This page is not told of news.',
    why: 'Too many pages are told of news already.',
    todo: 'It asks by itself instead. Close pages that nobody looks at.',
  });
}
