import type { UseCase } from '../services/use-case.ts';
import { bug } from './action.ts';
import { publicFailure, statusOf } from './answer.ts';
import { current } from './current.ts';

/**
 * A GET that answers a reading use case as JSON: its value, or `{ failure }` with a status of 400 or more. `toInput` makes
 * its input of the query. Never cached.
 */
export function jsonRoute<T>(useCase: UseCase<T>, toInput: (query: URLSearchParams) => unknown) {
  return async (request: Request): Promise<Response> => {
    const result = await answer(useCase, () => toInput(new URL(request.url).searchParams));
    const headers = { 'cache-control': 'no-store' };
    if (result.ok) return Response.json(result.value, { headers });
    return Response.json(
      { failure: publicFailure(result.failure) },
      { status: statusOf[result.failure.kind], headers },
    );
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
