import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { type AlertSummary, type DeviceSummary, readAlertSummary, readDeviceSummary } from './alert-summary.ts';
import { type Fill, readFills } from './fills.ts';
import { readThings, type Thing } from './things.ts';

export type Overview = { things: Thing[]; devices: DeviceSummary; alerts: AlertSummary; fills: Fill[]; asOf: string };

/** Is everything up, what fires, and what is filling up. */
export const readOverview = defineUseCase({
  permission: 'operations.read',
  noun: 'page',
  what: 'The overview was not read.',
  input: z.object({}),
  find: wholeSystem,
  async act(context): Promise<Result<Overview>> {
    const [things, devices, alerts, fills] = await Promise.all([
      readThings(context),
      readDeviceSummary(context),
      readAlertSummary(context),
      readFills(context),
    ]);
    return ok({ things, devices, alerts, fills, asOf: new Date().toISOString() });
  },
});
