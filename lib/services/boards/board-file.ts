import type { Board } from '../../domain/board.ts';
import { boardInput } from '../../domain/board-input.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';

/** Marks a file as a board of this make; a later make that means something else by it counts up. */
const format = 'bailiwick-board-1';

/** A board as JSON, for another portal or for keeping. Who owns it and who sees it stays behind. */
export function boardFile({ name, columns, panels }: Board): string {
  return `${JSON.stringify({ format, name, columns, panels }, null, 2)}\n`;
}

/** Nothing of a file is taken that a board can't hold; the sentence names the first thing that doesn't fit. */
export function parseBoardFile(text: string): Result<Board> {
  const raw = jsonOf(text);
  if (typeof raw !== 'object' || raw === null || (raw as { format?: unknown }).format !== format)
    return failed({
      kind: 'invalid',
      why: 'This is no file that a board was exported to.',
      todo: 'Export a board, and choose that file.',
      field: 'file',
    });
  const read = boardInput.safeParse(raw);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  const at = placeText(issue?.path ?? []);
  return failed({
    kind: 'invalid',
    why: `${at}${issue?.message ?? 'It can’t be used.'}`,
    todo: 'Correct the file and choose it again.',
    field: 'file',
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
}

/** "Panel 3: " */
function placeText([first, second]: readonly PropertyKey[]): string {
  return first === 'panels' && typeof second === 'number' ? `Panel ${second + 1}: ` : '';
}
