import type { Result } from '../../domain/failure.ts';

/** One thing that was asked of a server: what it said, or why there is nothing and what can be done about it. */
export type Told<T> = { value: T } | { why: string; todo: string };

export function told<T, U = T>(result: Result<T>, take: (value: T) => U = (value) => value as unknown as U): Told<U> {
  return result.ok ? { value: take(result.value) } : { why: result.failure.why, todo: result.failure.todo };
}
