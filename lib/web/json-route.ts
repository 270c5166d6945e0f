import type { UseCase } from '../services/use-case.ts';
import { bug } from './action.ts';
import { answerOf, statusOf } from './answer.ts';
import { current } from './current.ts';

/** A GET that answers a reading use case as JSON: `toInput` makes its input of the query. Never cached. */
export function jsonRoute<T>(useCase: UseCase<T>, toInput: (query: URLSearchParams) => unknown) {
  return async (request: Request): Promise<Response> => {
    const result = await answer(useCase, () => toInput(new URL(request.url).searchParams));
    const status = result.ok ? 200 : statusOf[result.failure.kind];
    return Response.json(answerOf(result), { status, headers: { 'cache-control': 'no-store' } });
  };
}

async function answer<T>(useCase: UseCase<T>, input: () => unknown) {
  try {
    const asking = await current();
    return asking.ok ? await useCase(asking.value.context, input()) : asking;
  } catch (error) {
    return bug(error);
  }
}
