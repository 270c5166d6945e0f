'use server';

import { keepColumns as keepColumnsUseCase } from '#lib/services/preferences.ts';
import { defineAction } from '#lib/web/action.ts';

export const keepColumns = defineAction(keepColumnsUseCase);
