import type { Logger } from 'pino';
import type { MetricStore, Sample } from '../metrics/port.ts';
import { isDatabaseAway } from '../store/away.ts';
import type { Job } from './schedule.ts';

export type QueueBounds = { samples: number; batch: number; everyMs: number };
const usual: QueueBounds = { samples: 50_000, batch: 5_000, everyMs: 2_000 };

const triesOfABatch = 5;

/** Counted since the process began. */
export type QueueFigures = { waiting: number; written: number; leftOut: number; lost: number };

/** Samples on their way to the store. While that is away they wait; beyond the bound the oldest are lost, which is counted and told. */
export class SampleQueue {
  private readonly store: Pick<MetricStore, 'write'>;
  private readonly log: Pick<Logger, 'warn' | 'error'>;
  private readonly bounds: QueueBounds;
  private waiting: Sample[] = [];
  private counted = { written: 0, leftOut: 0, lost: 0 };
  private lostOfThisTime = 0;
  /** Batches in a row that the store refused though it was there. */
  private refusals = 0;

  constructor(
    store: Pick<MetricStore, 'write'>,
    log: Pick<Logger, 'warn' | 'error'>,
    bounds: Partial<QueueBounds> = {},
  ) {
    this.store = store;
    this.log = log;
    this.bounds = { ...usual, ...bounds };
  }

  push(samples: readonly Sample[]): void {
    for (const sample of samples) this.waiting.push(sample);
    const over = this.waiting.length - this.bounds.samples;
    if (over <= 0) return;
    this.waiting.splice(0, over);
    this.counted.lost += over;
    if (this.lostOfThisTime === 0)
      this.log.warn({ most: this.bounds.samples }, 'samples are lost: too many wait for the database');
    this.lostOfThisTime += over;
  }

  figures(): QueueFigures {
    return { waiting: this.waiting.length, ...this.counted };
  }

  /** Writes all that waits, batch by batch. Rejects when the store does; what it didn't take is tried again next time. */
  async flush(signal?: AbortSignal): Promise<void> {
    while (this.waiting.length > 0 && !signal?.aborted) {
      const batch = this.waiting.slice(0, this.bounds.batch);
      const lostBefore = this.counted.lost;
      // The oldest may be pushed out while they are written.
      const pushedOut = () => Math.min(this.counted.lost - lostBefore, batch.length);
      try {
        // Written twice does no harm: the store leaves out what isn't newer.
        const { written, leftOut } = await this.store.write(batch);
        this.refusals = 0;
        this.counted.written += written;
        this.counted.leftOut += leftOut;
        const twice = pushedOut();
        this.takeBack(twice);
        this.waiting.splice(0, batch.length - twice);
      } catch (cause) {
        if (!this.isHopeless(cause)) throw cause;
        const rest = batch.length - pushedOut();
        this.waiting.splice(0, rest);
        this.counted.lost += rest;
        throw cause;
      }
    }
    if (this.lostOfThisTime > 0) this.log.warn({ lost: this.lostOfThisTime }, 'the database takes samples again');
    this.lostOfThisTime = 0;
  }

  /** They were counted as lost while they were being written. */
  private takeBack(count: number): void {
    this.counted.lost -= count;
    this.lostOfThisTime -= count;
  }

  /** What the store refuses again and again though it is there would shut the way for everything behind it. */
  private isHopeless(cause: unknown): boolean {
    if (isDatabaseAway(cause)) return false;
    this.refusals += 1;
    if (this.refusals < triesOfABatch) return false;
    this.refusals = 0;
    this.log.error({ err: cause }, 'samples were given up: the store refuses them');
    return true;
  }

  job(): Job {
    const { everyMs } = this.bounds;
    return {
      name: 'write samples',
      everyMs,
      firstAfterMs: everyMs,
      longestRetryMs: 4 * everyMs,
      deadlineMs: 60_000,
      run: (signal) => this.flush(signal),
    };
  }
}
