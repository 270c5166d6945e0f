import { failed } from '../domain/failure.ts';
import { portal } from './portal.ts';

/** What the browser gets of an error that nobody expected: a sentence and the reference under which the log has the rest. */
export function bug(error: unknown) {
  const result = failed({
    kind: 'unexpected',
    what: 'Something went wrong in the portal.',
    why: 'This is a fault of ours; it was written to the log.',
    todo: 'Look whether the change was made before you try again, and tell your administrator the reference.',
    cause: error,
  });
  portal().log.error({ err: error, reference: result.failure.reference }, 'bug');
  return result;
}
