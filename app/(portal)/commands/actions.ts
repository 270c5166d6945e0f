'use server';

import { beginCommand as beginCommandUseCase } from '#lib/services/commands/begin-command.ts';
import { continueCommand as continueCommandUseCase } from '#lib/services/commands/continue-command.ts';
import { findJids as findJidsUseCase } from '#lib/services/commands/find-jids.ts';
import { defineAction } from '#lib/web/action.ts';

export const beginCommand = defineAction(beginCommandUseCase);
export const continueCommand = defineAction(continueCommandUseCase);
export const findJids = defineAction(findJidsUseCase);
