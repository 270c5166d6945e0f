import { failed } from '../domain/failure.ts';
import type { UseCase } from '../services/use-case.ts';
import { type Answer, answerOf } from './answer.ts';
import { current } from './current.ts';
import { forgetActors } from './live-context.ts';
import { portal } from './portal.ts';

export type Action<T> = (input: unknown) => Promise<Answer<T>>;

/**
 * A server action from a use case. Every action is made here, so none can miss who is asking: a path's guard does not
 * guard actions (facts/web.md). Bugs are logged with a reference and answered without a stack.
 */
export function defineAction<T>(useCase: UseCase<T>): Action<T> {
  return async (input) => {
    try {
      const asking = await current();
      if (!asking.ok) return answerOf(asking);
      const result = await useCase(asking.value.context, input);
      if (!useCase.permission.endsWith('.read')) forgetActors();
      return answerOf(result);
    } catch (error) {
      return answerOf(bug(error));
    }
  };
}

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
