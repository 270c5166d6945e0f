import { type Failure, failed } from '../domain/failure.ts';
import type { EndReason } from '../services/load-actor.ts';

const whys = {
  gone: 'Your account is not in the directory any more.',
  disabled: 'Your account was disabled.',
  locked: 'Your account was locked.',
  demoted: 'Your rights were changed.',
  'password changed': 'Your password was changed.',
} as const satisfies Record<EndReason, string>;

export function notSignedIn(reason?: EndReason): { ok: false; failure: Failure } {
  return failed({
    kind: 'unauthenticated',
    what: 'Nothing was done.',
    why: reason ? `${whys[reason]} This ended your session.` : 'You are not signed in any more.',
    todo: 'Sign in again. What you typed is kept while this page stays open.',
  });
}
