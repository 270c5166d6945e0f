import type { UseCase } from '../services/use-case.ts';
import { publicFailure, statusOf } from './answer.ts';
import { ask } from './ask.ts';

/**
 * A GET that answers a reading use case as JSON: its value, or `{ failure }` with a status of 400 or more. `toInput` makes
 * its input of the query. Never cached.
 */
export function jsonRoute<T>(useCase: UseCase<T>, toInput: (query: URLSearchParams) => unknown) {
  return async (request: Request): Promise<Response> => {
    const result = await ask(useCase, () => toInput(new URL(request.url).searchParams));
    const headers = { 'cache-control': 'no-store' };
    if (result.ok) return Response.json(result.value, { headers });
    return Response.json(
      { failure: publicFailure(result.failure) },
      { status: statusOf[result.failure.kind], headers },
    );
  };
}
