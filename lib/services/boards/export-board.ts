import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { boardFile } from './board-file.ts';
import { seenBoard } from './find-board.ts';
import { boardOf } from './read-board.ts';

/** What somebody sees, they may keep as a file. */
export const exportBoard = defineUseCase({
  permission: 'operations.read',
  noun: 'board',
  what: 'The board was not exported.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<{ name: string; file: string }>> {
    const seen = await seenBoard(context, id);
    return seen.ok ? ok({ name: seen.value.name, file: boardFile(boardOf(seen.value)) }) : seen;
  },
});
