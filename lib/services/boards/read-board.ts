import { z } from 'zod';
import type { Board } from '../../domain/board.ts';
import { ok, type Result } from '../../domain/failure.ts';
import type { KeptBoard } from '../../store/boards.ts';
import { type MetricTarget, metricTargets } from '../metrics/targets.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { mayChange, seenBoard } from './find-board.ts';

export type BoardView = {
  id: string;
  version: number;
  owner: string;
  mine: boolean;
  shared: boolean;
  mayChange: boolean;
  board: Board;
  /** What there is to choose from, and the names of what panels show. */
  targets: MetricTarget[];
};

export const readBoardPage = defineUseCase({
  permission: 'operations.read',
  noun: 'board',
  what: 'The board was not read.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<BoardView>> {
    const seen = await seenBoard(context, id);
    if (!seen.ok) return seen;
    const kept = seen.value;
    return ok({
      ...{ id, version: kept.version, owner: kept.ownerName, shared: kept.shared },
      mine: kept.ownerId === context.actor.id,
      mayChange: mayChange(context, kept) && context.judge(context.actor, 'operations.edit', { realm: null }).allowed,
      board: boardOf(kept),
      targets: await metricTargets(context),
    });
  },
});

export function boardOf({ name, columns, panels }: KeptBoard): Board {
  return { name, columns, panels };
}
