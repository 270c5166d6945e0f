import type { Failure } from '../domain/failure.ts';

/** Carries a directory or database that is away through React to the error page, to which Next gives the digest and nothing else. */
export class AwayError extends Error {
  readonly digest: string;

  constructor(failure: Failure) {
    super(failure.why);
    this.digest = `away:${failure.reference}:${failure.why}`;
  }
}
