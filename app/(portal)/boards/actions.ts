'use server';

import {
  addBoard as addBoardUseCase,
  duplicateBoard as duplicateBoardUseCase,
  importBoard as importBoardUseCase,
} from '#lib/services/boards/add-board.ts';
import {
  addPanel as addPanelUseCase,
  editBoard as editBoardUseCase,
  removeBoard as removeBoardUseCase,
  restoreBoard as restoreBoardUseCase,
  shareBoard as shareBoardUseCase,
} from '#lib/services/boards/change-board.ts';
import { defineAction } from '#lib/web/action.ts';

export const addBoard = defineAction(addBoardUseCase);
export const duplicateBoard = defineAction(duplicateBoardUseCase);
export const importBoard = defineAction(importBoardUseCase);
export const editBoard = defineAction(editBoardUseCase);
export const addPanel = defineAction(addPanelUseCase);
export const shareBoard = defineAction(shareBoardUseCase);
export const removeBoard = defineAction(removeBoardUseCase);
export const restoreBoard = defineAction(restoreBoardUseCase);
