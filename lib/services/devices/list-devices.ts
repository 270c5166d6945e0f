import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { type KeptDeviceState, readDeviceStates, readDevices } from '../../store/devices.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

/** Times are ISO 8601. `waiting`: nobody polled it yet. */
export type DeviceStateView = {
  is: 'up' | 'away' | 'waiting';
  since: string | null;
  why: string;
  polledAt: string | null;
  answeredAt: string | null;
  startedAt: string | null;
  /** Not polled for so long that the state says nothing any more. */
  stale: boolean;
};

export type DeviceRow = {
  id: string;
  name: string;
  host: string;
  port: number;
  snmp: '2c' | '3';
  profiles: string[];
  state: DeviceStateView;
};

export type DeviceList = { rows: DeviceRow[]; total: number; asOf: string };

/** All devices by name, as the collector found them last. No device is asked anything. */
export const listDevices = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'The list could not be read.',
  input: z.object({}),
  find: wholeSystem,
  async act({ db }): Promise<Result<DeviceList>> {
    const [devices, states] = await Promise.all([readDevices(db), readDeviceStates(db)]);
    const rows = devices.map(({ id, name, host, port, snmp, profiles, pollSeconds }) => ({
      id,
      name,
      host,
      port,
      snmp,
      profiles,
      state: stateView(states.get(id), pollSeconds),
    }));
    return ok({ rows, total: rows.length, asOf: new Date().toISOString() });
  },
});

/** So many polls may be missing before nobody knows. */
const missed = 3;
const graceMs = 30_000;

export function stateView(
  state: Omit<KeptDeviceState, 'reading'> | null | undefined,
  pollSeconds: number,
): DeviceStateView {
  if (!state)
    return {
      is: 'waiting',
      since: null,
      why: 'The collector has not asked it yet.',
      polledAt: null,
      answeredAt: null,
      startedAt: null,
      stale: false,
    };
  return {
    is: state.state,
    since: state.since.toISOString(),
    why: state.why,
    polledAt: state.polledAt.toISOString(),
    answeredAt: state.answeredAt?.toISOString() ?? null,
    startedAt: state.startedAt?.toISOString() ?? null,
    stale: Date.now() - state.polledAt.getTime() > missed * pollSeconds * 1000 + graceMs,
  };
}
