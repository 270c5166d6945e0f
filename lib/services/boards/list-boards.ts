import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { readBoards } from '../../store/boards.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { mayChange } from './find-board.ts';

/** `changedAt` is ISO 8601; `panels`: how many. */
export type BoardRow = {
  id: string;
  name: string;
  owner: string;
  mine: boolean;
  shared: boolean;
  mayChange: boolean;
  panels: number;
  changedAt: string;
};
export type BoardList = { rows: BoardRow[]; total: number; asOf: string };

/** Somebody's own boards first, then those that others share. */
export const listBoards = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'The boards were not read.',
  input: z.object({ text: z.string().max(200).default('') }),
  find: wholeSystem,
  async act(context, { text }): Promise<Result<BoardList>> {
    const wanted = text.trim().toLowerCase();
    const heads = await readBoards(context.db, context.actor.id);
    const rows = heads
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .map((head) => ({
        ...{ id: head.id, name: head.name, owner: head.ownerName, panels: head.panels },
        mine: head.ownerId === context.actor.id,
        shared: head.shared,
        mayChange: mayChange(context, head),
        changedAt: new Date(head.changedAt).toISOString(),
      }));
    return ok({ rows, total: rows.length, asOf: new Date().toISOString() });
  },
});
