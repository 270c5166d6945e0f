import { z } from 'zod';
import type { Board } from '../../domain/board.ts';
import { boardInput, boardName } from '../../domain/board-input.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { insertBoard, newBoardId } from '../../store/boards.ts';
import { auditedChange } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { targetInput } from '../metrics/read-series.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { parseBoardFile } from './board-file.ts';
import { about, boardImage } from './board-image.ts';
import { noRoom, seenBoard } from './find-board.ts';
import { boardOf } from './read-board.ts';
import { boardOfTarget } from './template.ts';

export type NewBoard = { id: string; name: string };

/** An empty one, or one with the charts that a target's own page has. Nobody but its owner sees it. */
export const addBoard = defineUseCase({
  permission: 'operations.edit',
  noun: 'board',
  what: 'The board was not added.',
  input: z.object({ name: boardName, from: targetInput.nullable().default(null) }),
  find: wholeSystem,
  async act(context, { name, from }): Promise<Result<NewBoard>> {
    const empty = { name, columns: 2, panels: [] };
    return keep(context, from === null ? empty : await boardOfTarget(context, name, from));
  },
});

export const duplicateBoard = defineUseCase({
  permission: 'operations.edit',
  noun: 'board',
  what: 'The board was not duplicated.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<NewBoard>> {
    const seen = await seenBoard(context, id);
    if (!seen.ok) return seen;
    const copy = boardOf(seen.value);
    return keep(context, { ...copy, name: `Copy of ${copy.name}`.slice(0, 120).toWellFormed() });
  },
});

/** A board from a file that a board was exported to: what is in it is anybody's. */
export const importBoard = defineUseCase({
  permission: 'operations.edit',
  noun: 'board',
  what: 'The board was not imported.',
  input: z.object({ file: z.string().max(300_000, 'The file is longer than 300,000 characters: it is no board.') }),
  find: wholeSystem,
  async act(context, { file }): Promise<Result<NewBoard>> {
    const read = parseBoardFile(file);
    return read.ok ? keep(context, read.value) : read;
  },
});

async function keep(context: Context, board: Board): Promise<Result<NewBoard>> {
  const { db, actor } = context;
  const full = await noRoom(context, actor.id);
  if (full) return full;
  const checked = boardInput.safeParse(board);
  if (!checked.success) throw new Error(`a board that was put together here is none: ${checked.error.message}`);
  const id = newBoardId();
  const change = { ...about('boards.add', id, board.name), before: null, after: boardImage(board) };
  return auditedChange(context, change, async () => {
    await insertBoard(db, { id, owner: { id: actor.id, name: actor.name }, board: checked.data });
    return ok({ id, name: board.name });
  });
}
