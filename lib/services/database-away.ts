import { type Failure, failed } from '../domain/failure.ts';
import { isDatabaseAway } from '../store/away.ts';

/** The failure for an error that says that the database is away. Anything else is a bug and is thrown on. */
export function databaseAway(
  error: unknown,
  parts: { what?: string; todo?: string } = {},
): { ok: false; failure: Failure } {
  if (!isDatabaseAway(error)) throw error;
  return failed({
    kind: 'unavailable',
    why: 'The portal’s database does not answer.',
    todo: 'Try again in a moment.',
    ...parts,
    cause: error,
  });
}
