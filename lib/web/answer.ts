import type { Failure, Result } from '../domain/failure.ts';

/** What a browser gets of a failure: everything but its cause. */
export type PublicFailure = Omit<Failure, 'cause'>;

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: PublicFailure };

export function answerOf<T>(result: Result<T>): Answer<T> {
  return result.ok ? result : { ok: false, failure: publicFailure(result.failure) };
}

export function publicFailure({ cause: _, ...failure }: Failure): PublicFailure {
  return failure;
}

/** HTTP status of a failure (RFC 9110, 15). */
export const statusOf = {
  invalid: 400,
  'not-found': 404,
  refused: 403,
  taken: 409,
  policy: 422,
  constraint: 422,
  conflict: 409,
  unavailable: 503,
  timeout: 504,
  'too-many': 429,
  unauthenticated: 401,
  unexpected: 500,
} as const satisfies Record<Failure['kind'], number>;
