import type { Result } from '../domain/failure.ts';
import { within } from '../services/within.ts';

const deadlineMs = 5_000;

/** The last answer to one question. It counts for `freshMs`; after that it isn't known any more. */
export class Kept<T> {
  private value: T | null = null;
  private at = 0;
  private readonly freshMs: number;

  constructor(freshMs: number) {
    this.freshMs = freshMs;
  }

  /** Asks; an answer within 5 s takes the place of the one before, a failure leaves it to grow old. */
  async ask(asked: Promise<Result<T>>): Promise<T | null> {
    const answer = await within(deadlineMs, asked);
    if (!answer.ok) return null;
    this.value = answer.value;
    this.at = Date.now();
    return answer.value;
  }

  get(): T | null {
    return Date.now() - this.at <= this.freshMs ? this.value : null;
  }

  forget(): void {
    this.at = 0;
  }
}
