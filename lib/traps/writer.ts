import type { NewNotification } from '../store/traps.ts';

/** `kept`: after it is in the database, or was before. */
export type Waiting = NewNotification & { kept(): void };

const mostWaiting = 2_000;
const mostAtOnce = 200;
const retryMs = 1_000;

/** Brings notifications into the database in the order in which they came, as many at once as wait. */
export class Writer {
  private readonly keep: (notifications: readonly NewNotification[]) => Promise<number>;
  private readonly failed: (cause: unknown) => void;
  private waiting: Waiting[] = [];
  private writing: Promise<void> | null = null;
  private ending = false;

  constructor(
    keep: (notifications: readonly NewNotification[]) => Promise<number>,
    failed: (cause: unknown) => void = () => {},
  ) {
    this.keep = keep;
    this.failed = failed;
  }

  /** False when too many wait: it is not kept. */
  add(notification: Waiting): boolean {
    if (this.waiting.length >= mostWaiting) return false;
    this.waiting.push(notification);
    this.writing ??= this.write().finally(() => {
      this.writing = null;
    });
    return true;
  }

  /** Tries once more what waits, and waits no longer for a database that is away. */
  async end(): Promise<void> {
    this.ending = true;
    await this.writing;
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const now = this.waiting.slice(0, mostAtOnce);
      try {
        await this.keep(now);
      } catch (cause) {
        this.failed(cause);
        if (this.ending) return;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
        continue;
      }
      this.waiting = this.waiting.slice(now.length);
      for (const { kept } of now) this.tell(kept);
    }
  }

  /** An answer that can't be sent is one datagram's trouble, and ends nothing. */
  private tell(kept: () => void): void {
    try {
      kept();
    } catch (cause) {
      this.failed(cause);
    }
  }
}
