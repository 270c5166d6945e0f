import type { SearchHit } from '#lib/services/search/search.ts';
import type { PublicFailure } from '#lib/web/answer.ts';

export type { SearchHit };
export type FoundEntries = { hits: SearchHit[]; problem: string | null };

/** Asks the portal's search. Throws only when `signal` ended it. */
export async function findEntries(
  text: string,
  kinds: readonly SearchHit['kind'][],
  limit: number,
  signal: AbortSignal,
): Promise<FoundEntries> {
  const query = new URLSearchParams({ q: text, kinds: kinds.join(','), limit: String(limit) });
  try {
    const response = await fetch(`/api/search?${query}`, { signal });
    const answer = (await response.json()) as SearchHit[] | { failure: PublicFailure };
    if (!('failure' in answer)) return { hits: answer, problem: null };
    return { hits: [], problem: `${answer.failure.why} ${answer.failure.todo}`.trim() };
  } catch (error) {
    if (signal.aborted) throw error;
    return { hits: [], problem: 'The portal did not answer. Type again in a moment.' };
  }
}
