'use server';

import { removeMib as removeMibUseCase, restoreMib as restoreMibUseCase } from '#lib/services/mibs/remove-mib.ts';
import { uploadMibs as uploadMibsUseCase } from '#lib/services/mibs/upload-mibs.ts';
import { defineAction } from '#lib/web/action.ts';

export const uploadMibs = defineAction(uploadMibsUseCase);
export const removeMib = defineAction(removeMibUseCase);
export const restoreMib = defineAction(restoreMibUseCase);
