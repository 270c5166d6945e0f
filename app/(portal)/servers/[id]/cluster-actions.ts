'use server';

import { previewNodeJob as previewNodeJobUseCase } from '#lib/services/servers/nodes/preview-node-job.ts';
import * as jobs from '#lib/services/servers/nodes/start-node-job.ts';
import { defineAction } from '#lib/web/action.ts';

export const continueNodeJob = defineAction(jobs.continueNodeJob);
export const previewNodeJob = defineAction(previewNodeJobUseCase);
export const startNodeJob = defineAction(jobs.startNodeJob);
export const takeBackNodeJob = defineAction(jobs.takeBackNodeJob);
