import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { countDevices, insertDevice, mostDevices, newDeviceId } from '../../store/devices.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { checkDeviceSecrets, deviceSecretsInput, noSecrets } from './device-secrets.ts';
import { deviceImages, deviceSettings } from './device-settings.ts';

export const addDevice = defineUseCase({
  permission: 'devices.edit',
  noun: 'device',
  what: 'The device was not added.',
  input: z.object({ settings: deviceSettings, secrets: deviceSecretsInput }),
  find: wholeSystem,
  async act(context, { settings, secrets: typed }): Promise<Result<{ id: string; name: string }>> {
    const { db, xmpp, config } = context;
    if ((await countDevices(db)) >= mostDevices)
      return failed({ kind: 'too-many', why: `The portal polls at most ${mostDevices} devices.`, todo: '' });
    const secrets = checkDeviceSecrets(settings, typed ?? noSecrets, config.snmp);
    if (!secrets.ok) return secrets;
    const id = newDeviceId();
    const change = { action: 'devices.add', kind: 'device' as const, id, dn: null, name: settings.name, realm: null };
    return auditedChange(context, { ...change, ...deviceImages(null, settings, true) }, async () => {
      const written = await insertDevice(db, xmpp.box, { id, settings, secrets: secrets.value });
      return written === 'taken' ? nameTaken(settings.name) : ok({ id, name: settings.name });
    });
  },
});

export function nameTaken(name: string): Result<never> {
  return failed({
    kind: 'taken',
    why: `Another device is called ${name}.`,
    todo: 'Choose another name.',
    field: 'settings.name',
  });
}
