import { randomBytes } from 'node:crypto';

/**
 * Why something expected did not happen. Bugs throw; these are values.
 *
 * | kind            | meaning                                                        |
 * |-----------------|----------------------------------------------------------------|
 * | invalid         | what was typed can't be used; `field` names where              |
 * | not-found       | it isn't there, or this person may not know that it is         |
 * | refused         | this person may not                                            |
 * | taken           | somebody or something already has that name, address or domain |
 * | policy          | the password policy says no                                    |
 * | constraint      | the directory's schema or overlays say no                      |
 * | conflict        | it changed in the meantime                                     |
 * | unavailable     | a server can't be reached                                      |
 * | timeout         | a server did not answer in time: the change may have happened  |
 * | too-many        | a limit of rate or size was met                                |
 * | unauthenticated | nobody is signed in                                            |
 * | unexpected      | none of the above                                              |
 */
export type FailureKind =
  | 'invalid'
  | 'not-found'
  | 'refused'
  | 'taken'
  | 'policy'
  | 'constraint'
  | 'conflict'
  | 'unavailable'
  | 'timeout'
  | 'too-many'
  | 'unauthenticated'
  | 'unexpected';

/** Three sentences for a person, a reference that also stands in the log, and a cause that never leaves the server. */
export type Failure = {
  kind: FailureKind;
  /** What did not happen: "The user was not created." */
  what: string;
  /** Why: "Another entry already has the address ada@north.example." */
  why: string;
  /** What to do now: "Choose another address." May be empty. */
  todo: string;
  /** Name of the input field that the failure belongs to. */
  field?: string;
  /** With kind conflict: what the entry says now, by attribute, so that both versions can be shown. */
  current?: Record<string, string[]>;
  /** No answer came to a change that was sent: it may have been carried out. */
  uncertain?: true;
  reference: string;
  /** For the log only. */
  cause?: unknown;
};

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

type FailureParts = Partial<Omit<Failure, 'kind' | 'why'>> & Pick<Failure, 'kind' | 'why'>;

export function failure(parts: FailureParts): Failure {
  return { what: '', todo: '', reference: newReference(), ...parts };
}

export function failed(parts: FailureParts): { ok: false; failure: Failure } {
  return { ok: false, failure: failure(parts) };
}

/** The answer for what isn't there and for what this person may not know of: one and the same. */
export function notFound(noun: string): { ok: false; failure: Failure } {
  return failed({
    kind: 'not-found',
    why: `There is no such ${noun}.`,
    todo: 'Go back to the list and choose again.',
  });
}

/** "The user was not created." in front of what an adapter answered. */
export function withWhat<T>(result: Result<T>, what: string): Result<T> {
  if (result.ok || result.failure.what) return result;
  return { ok: false, failure: { ...result.failure, what } };
}

/** Eight characters that a person can read out over the phone. */
function newReference(): string {
  return randomBytes(5).toString('hex').slice(0, 8).toUpperCase();
}
