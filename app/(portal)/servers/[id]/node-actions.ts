'use server';

import { restartNode as restartNodeUseCase } from '#lib/services/servers/restart-node.ts';
import { shutdownNode as shutdownNodeUseCase } from '#lib/services/servers/shutdown-node.ts';
import { defineAction } from '#lib/web/action.ts';

export const restartNode = defineAction(restartNodeUseCase);
export const shutdownNode = defineAction(shutdownNodeUseCase);
