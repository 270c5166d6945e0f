import { openAlerts } from '../../store/alerts.ts';
import { readDeviceStates, readDevices } from '../../store/devices.ts';
import { type AlertView, alertViews } from '../alerts/alert-row.ts';
import type { Context } from '../context.ts';

/** `failing`, `warning`: firing and nobody looks after them yet. `first`: the worst of those, the newest first. */
export type AlertSummary = {
  failing: number;
  warning: number;
  acknowledged: number;
  quiet: number;
  first: AlertView[];
};
/** `unknown`: not asked yet. */
export type DeviceSummary = { total: number; away: number; unknown: number };

const mostShown = 6;

/** What fires now. What is silenced, or behind something that fails, is counted by itself: somebody knows of it. */
export async function readAlertSummary(context: Context): Promise<AlertSummary> {
  const open = await openAlerts(context.db);
  const firing = open.filter(({ state, quiet }) => state === 'firing' && quiet === null);
  const [failing, warning] = [
    firing.filter(({ severity }) => severity === 'failing'),
    firing.filter(({ severity }) => severity !== 'failing'),
  ];
  return {
    ...{ failing: failing.length, warning: warning.length },
    acknowledged: open.filter(({ state }) => state === 'acknowledged').length,
    quiet: open.filter(({ state, quiet }) => state === 'firing' && quiet !== null).length,
    first: await alertViews(context, [...failing, ...warning].slice(0, mostShown)),
  };
}

export async function readDeviceSummary({ db }: Context): Promise<DeviceSummary> {
  const [devices, states] = await Promise.all([readDevices(db), readDeviceStates(db)]);
  const stateOf = devices.map(({ id }) => states.get(id)?.state);
  return {
    total: devices.length,
    away: stateOf.filter((state) => state === 'away').length,
    unknown: stateOf.filter((state) => state === undefined).length,
  };
}
