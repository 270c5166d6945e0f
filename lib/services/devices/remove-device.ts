import { z } from 'zod';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { deleteDevice } from '../../store/devices.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { deviceImages } from './device-settings.ts';
import { findDevice } from './find-device.ts';

/** The portal forgets the device and its secrets; what was measured of it stays as long as it would anyway. */
export const removeDevice = defineUseCase({
  permission: 'devices.edit',
  noun: 'device',
  what: 'The device was not removed.',
  input: z.object({ id: z.uuid(), confirm: z.string().max(200) }),
  find: wholeSystem,
  async act(context, { id, confirm }): Promise<Result<{ name: string }>> {
    const found = await findDevice(context, id);
    if (!found.ok) return found;
    const { name } = found.value;
    if (confirm.trim() !== name)
      return failed({
        kind: 'invalid',
        why: 'What was typed is not the name of the device.',
        todo: `Type ${name} to remove it.`,
        field: 'confirm',
      });
    const { before } = deviceImages(found.value, null, true);
    const change = { action: 'devices.remove', kind: 'device' as const, id, dn: null, name, realm: null };
    return auditedChange(context, { ...change, before, after: null }, async () =>
      (await deleteDevice(context.db, id)) ? ok({ name }) : notFound('device'),
    );
  },
});
