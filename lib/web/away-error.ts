import type { Failure } from '../domain/failure.ts';

/** Carries a directory that is away through React to the frame's error page, which knows it by its digest. */
export class AwayError extends Error {
  readonly digest: string;

  constructor(failure: Failure) {
    super(failure.why);
    this.digest = `away:${failure.reference}`;
  }
}
