import type { Permission } from '../domain/permission.ts';
import { isReading, type UseCase } from '../services/use-case.ts';
import { type Answer, answerOf } from './answer.ts';
import { ask } from './ask.ts';
import { forgetActors } from './live-context.ts';
import { requestCounts } from './request-counts.ts';

export type Action<T> = (input: unknown) => Promise<Answer<T>>;

/**
 * A server action from a use case. Every action is made here, so none can miss who is asking: a path's guard does not
 * guard actions (facts/web.md). Bugs are logged with a reference and answered without a stack.
 */
export function defineAction<T>(useCase: UseCase<T>): Action<T> {
  return async (input) => {
    const result = await ask(useCase, () => input);
    if (mayChangePeople(useCase.permission)) forgetActors();
    requestCounts().action(result.ok ? 'done' : result.failure.kind);
    return answerOf(result);
  };
}

/** What these change lies outside of the directory: nobody's rights, locks or passwords. Reading people again takes longer than a command. */
const besideTheDirectory = /^(?:commands|servers|devices|operations|announcements)\./;

function mayChangePeople(permission: Permission): boolean {
  return !isReading(permission) && !besideTheDirectory.test(permission);
}
