import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import type { Section } from '../../snmp/reading.ts';
import { type DeviceSettings, readDeviceState } from '../../store/devices.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { findDevice } from './find-device.ts';
import { type DeviceStateView, stateView } from './list-devices.ts';

/** Without its secrets: they are never read back. */
export type DeviceView = {
  id: string;
  version: number;
  settings: DeviceSettings;
  state: DeviceStateView;
  /** What it said in its last answer; null before the first. */
  sections: Section[] | null;
  may: { edit: boolean; readHistory: boolean };
};

export const viewDevice = defineUseCase({
  permission: 'operations.read',
  noun: 'device',
  what: 'The device could not be read.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<DeviceView>> {
    const [found, state] = await Promise.all([findDevice(context, id), readDeviceState(context.db, id)]);
    if (!found.ok) return found;
    const { version, createdAt: _, changedAt: __, id: ___, sealed: ____, ...settings } = found.value;
    const may = (permission: 'devices.edit' | 'audit.read') =>
      context.judge(context.actor, permission, { realm: null }).allowed;
    return ok({
      id,
      version,
      settings,
      state: stateView(state, settings.pollSeconds),
      sections: (state?.reading as Section[] | null) ?? null,
      may: { edit: may('devices.edit'), readHistory: may('audit.read') },
    });
  },
});
