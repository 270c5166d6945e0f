import type { Result } from '../domain/failure.ts';
import type { UseCase } from '../services/use-case.ts';
import { bug } from './bug.ts';
import { current } from './current.ts';

/** A use case for whoever is asking. What throws is a bug, and is a failure with a reference to the browser. */
export async function ask<T>(useCase: UseCase<T>, input: () => unknown): Promise<Result<T>> {
  try {
    const asking = await current();
    return asking.ok ? await useCase(asking.value.context, input()) : asking;
  } catch (error) {
    return bug(error);
  }
}
