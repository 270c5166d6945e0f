import { z } from 'zod';
import { mostPanels } from '../../domain/board.ts';
import { boardInput, panelInput } from '../../domain/board-input.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { readRemovedBoard, setRemoved, setShared, updateBoard } from '../../store/boards.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { about, boardImage, boardImages, isSameBoard } from './board-image.ts';
import { changeableBoard, changedMeanwhile, mayChange, noRoom } from './find-board.ts';
import { boardOf } from './read-board.ts';

/** All of a board at once, as somebody left it after arranging: one change, one audit row. */
export const editBoard = defineUseCase({
  permission: 'operations.edit',
  noun: 'board',
  what: 'The board was not changed.',
  input: z.object({ id: z.uuid(), version: z.int(), board: boardInput }),
  find: wholeSystem,
  async act(context, { id, version, board }): Promise<Result<{ version: number }>> {
    const found = await changeableBoard(context, id);
    if (!found.ok) return found;
    const kept = found.value;
    if (kept.version !== version) return changedMeanwhile();
    if (isSameBoard(boardOf(kept), board)) return ok({ version });
    const images = boardImages(boardOf(kept), board);
    return auditedChange(context, { ...about('boards.edit', id, kept.name), ...images }, async () =>
      (await updateBoard(context.db, { id, version, board })) ? ok({ version: version + 1 }) : changedMeanwhile(),
    );
  },
});

/** At the end of a board, whatever it holds by then. */
export const addPanel = defineUseCase({
  permission: 'operations.edit',
  noun: 'board',
  what: 'The panel was not added.',
  input: z.object({ id: z.uuid(), panel: panelInput }),
  find: wholeSystem,
  async act(context, { id, panel }): Promise<Result<{ name: string }>> {
    const found = await changeableBoard(context, id);
    if (!found.ok) return found;
    const { version, ...kept } = found.value;
    if (kept.panels.length >= mostPanels)
      return failed({
        kind: 'too-many',
        why: `${kept.name} holds ${mostPanels} panels, the most that a board can.`,
        todo: 'Choose another board.',
      });
    const before = boardOf(found.value);
    const board = { ...before, panels: [...before.panels, { ...panel, id: freeId(before.panels) }] };
    const change = { ...about('boards.edit', id, kept.name), ...boardImages(before, board) };
    return auditedChange(context, change, async () =>
      (await updateBoard(context.db, { id, version, board })) ? ok({ name: kept.name }) : changedMeanwhile(),
    );
  },
});

export const shareBoard = defineUseCase({
  permission: 'operations.edit',
  noun: 'board',
  what: 'Who sees the board was not changed.',
  input: z.object({ id: z.uuid(), shared: z.boolean() }),
  find: wholeSystem,
  async act(context, { id, shared }): Promise<Result<{ name: string }>> {
    const found = await changeableBoard(context, id);
    if (!found.ok) return found;
    const { name, shared: before } = found.value;
    if (before === shared) return ok({ name });
    const image = (value: boolean) => ({ shared: [value ? 'yes' : 'no'] });
    const change = { ...about('boards.share', id, name), before: image(before), after: image(shared) };
    return auditedChange(context, change, async () =>
      (await setShared(context.db, id, shared)) ? ok({ name }) : notFound('board'),
    );
  },
});

/** It can be taken back for a day. */
export const removeBoard = defineUseCase({
  permission: 'operations.edit',
  noun: 'board',
  what: 'The board was not deleted.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<{ name: string }>> {
    const found = await changeableBoard(context, id);
    if (!found.ok) return found;
    const { name } = found.value;
    const change = { ...about('boards.delete', id, name), before: boardImage(boardOf(found.value)), after: null };
    return auditedChange(context, change, async () =>
      (await setRemoved(context.db, id, true)) ? ok({ name }) : notFound('board'),
    );
  },
});

export const restoreBoard = defineUseCase({
  permission: 'operations.edit',
  noun: 'board',
  what: 'The board was not brought back.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<{ name: string }>> {
    const kept = await readRemovedBoard(context.db, id);
    if (!kept || !mayChange(context, kept)) return notFound('board');
    const full = await noRoom(context, kept.ownerId);
    if (full) return full;
    const change = { ...about('boards.restore', id, kept.name), before: null, after: boardImage(boardOf(kept)) };
    return auditedChange(context, change, async () =>
      (await setRemoved(context.db, id, false)) ? ok({ name: kept.name }) : notFound('board'),
    );
  },
});

function freeId(panels: readonly { id: string }[]): string {
  const taken = new Set(panels.map(({ id }) => id));
  let count = panels.length + 1;
  while (taken.has(`p${count}`)) count += 1;
  return `p${count}`;
}
