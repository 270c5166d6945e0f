import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { updateDevice } from '../../store/devices.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { nameTaken } from './add-device.ts';
import { checkDeviceSecrets, deviceSecretsInput, notAllowed, secretsNeeded } from './device-secrets.ts';
import { deviceImages, deviceSettings, goesElsewhere } from './device-settings.ts';
import { findDevice } from './find-device.ts';

/** `secrets` null keeps those that are there, as long as they go to the same place in the same way. */
export const editDevice = defineUseCase({
  permission: 'devices.edit',
  noun: 'device',
  what: 'The device was not changed.',
  input: z.object({
    id: z.uuid(),
    version: z.number().int(),
    settings: deviceSettings,
    secrets: deviceSecretsInput,
  }),
  find: wholeSystem,
  async act(context, { id, version, settings, secrets: typed }): Promise<Result<{ name: string }>> {
    const { db, xmpp, config } = context;
    const found = await findDevice(context, id);
    if (!found.ok) return found;
    const before = found.value;
    if (before.version !== version) return changedMeanwhile();
    if (typed === null && goesElsewhere(before, settings)) return secretsNeeded();
    if (settings.level === 'noAuthNoPriv' && !config.snmp.allowNoAuth) return notAllowed();
    const checked = typed === null ? ok(null) : checkDeviceSecrets(settings, typed, config.snmp);
    if (!checked.ok) return checked;
    const change = { action: 'devices.edit', kind: 'device' as const, id, dn: null, name: before.name, realm: null };
    return auditedChange(context, { ...change, ...deviceImages(before, settings, typed !== null) }, async () => {
      const written = await updateDevice(db, xmpp.box, { id, version, settings, secrets: checked.value });
      if (written === 'taken') return nameTaken(settings.name);
      return written === 'stale' ? changedMeanwhile() : ok({ name: settings.name });
    });
  },
});

function changedMeanwhile(): Result<never> {
  return failed({
    kind: 'conflict',
    why: 'Somebody else changed this device in the meantime.',
    todo: 'Copy what you typed, reload the page and look at what it says now.',
  });
}
