import type { BoardList, BoardRow } from '#lib/services/boards/list-boards.ts';

/** Boards by name. Without an answer there are none: the other finds don't wait for it. Throws only when `signal` ended it. */
export async function findBoards(text: string, signal: AbortSignal): Promise<BoardRow[]> {
  if (text.trim().length < 2) return [];
  try {
    const response = await fetch(`/api/boards?${new URLSearchParams({ q: text })}`, { signal });
    const answer = (await response.json()) as BoardList | { failure: unknown };
    return 'rows' in answer ? answer.rows : [];
  } catch (error) {
    if (signal.aborted) throw error;
    return [];
  }
}
