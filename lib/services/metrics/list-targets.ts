import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { type MetricTarget, metricTargets } from './targets.ts';

export const listMetricTargets = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'What is measured could not be read.',
  input: z.object({}),
  find: wholeSystem,
  async act(context): Promise<Result<{ targets: MetricTarget[] }>> {
    return ok({ targets: await metricTargets(context) });
  },
});
