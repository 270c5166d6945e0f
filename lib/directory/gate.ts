import { lost, type Outcome } from './loss.ts';

/** Lets at most `size` through at a time and at most `maxWaiting` wait, each no longer than its own deadline. First come, first served. */
export class Gate {
  private free: number;
  private readonly maxWaiting: number;
  private readonly waiting = new Set<() => void>();

  constructor(size: number, maxWaiting = 500) {
    this.free = size;
    this.maxWaiting = maxWaiting;
  }

  enter(deadline: number): Promise<Outcome<void>> {
    if (this.free > 0) {
      this.free--;
      return Promise.resolve({ ok: true, value: undefined });
    }
    if (this.waiting.size >= this.maxWaiting)
      return Promise.resolve(lost('busy', `${this.maxWaiting} requests are waiting already`));
    return new Promise((resolve) => {
      const admit = () => {
        clearTimeout(timer);
        resolve({ ok: true, value: undefined });
      };
      const timer = setTimeout(
        () => {
          this.waiting.delete(admit);
          resolve(lost('timeout', 'no free connection in time'));
        },
        Math.max(0, deadline - Date.now()),
      );
      this.waiting.add(admit);
    });
  }

  leave(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free++;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
