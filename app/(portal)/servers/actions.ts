'use server';

import { addServer as addServerUseCase } from '#lib/services/servers/add-server.ts';
import { editServer as editServerUseCase } from '#lib/services/servers/edit-server.ts';
import { removeServer as removeServerUseCase } from '#lib/services/servers/remove-server.ts';
import { testServer as testServerUseCase } from '#lib/services/servers/test-server.ts';
import { defineAction } from '#lib/web/action.ts';

export const addServer = defineAction(addServerUseCase);
export const editServer = defineAction(editServerUseCase);
export const removeServer = defineAction(removeServerUseCase);
export const testServer = defineAction(testServerUseCase);
