'use server';

import { addDevice as addDeviceUseCase } from '#lib/services/devices/add-device.ts';
import { discoverDevice as discoverDeviceUseCase } from '#lib/services/devices/discover-device.ts';
import { editDevice as editDeviceUseCase } from '#lib/services/devices/edit-device.ts';
import { removeDevice as removeDeviceUseCase } from '#lib/services/devices/remove-device.ts';
import { testDevice as testDeviceUseCase } from '#lib/services/devices/test-device.ts';
import {
  unwatchObject as unwatchObjectUseCase,
  watchObject as watchObjectUseCase,
} from '#lib/services/devices/watch-object.ts';
import { defineAction } from '#lib/web/action.ts';

export const addDevice = defineAction(addDeviceUseCase);
export const editDevice = defineAction(editDeviceUseCase);
export const removeDevice = defineAction(removeDeviceUseCase);
export const testDevice = defineAction(testDeviceUseCase);
export const discoverDevice = defineAction(discoverDeviceUseCase);
export const watchObject = defineAction(watchObjectUseCase);
export const unwatchObject = defineAction(unwatchObjectUseCase);
