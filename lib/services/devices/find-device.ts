import { notFound, ok, type Result } from '../../domain/failure.ts';
import type { SnmpAddress } from '../../snmp/port.ts';
import { deviceSecretsOf, type KeptDevice, readDevice } from '../../store/devices.ts';
import type { Portal } from '../context.ts';
import { notAllowed, unreadableSecrets } from './device-secrets.ts';
import { addressOf } from './device-settings.ts';

/** After the policy was asked: devices belong to the whole system. */
export async function findDevice({ db }: Pick<Portal, 'db'>, id: string): Promise<Result<KeptDevice>> {
  const device = await readDevice(db, id);
  return device ? ok(device) : notFound('device');
}

/** Where a device is asked, with its secrets opened. What the setting allowed when it was kept, it may not allow any more. */
export function addressOfKept(
  box: Portal['xmpp']['box'],
  device: KeptDevice,
  allowed: { allowNoAuth: boolean },
): Result<SnmpAddress> {
  if (device.level === 'noAuthNoPriv' && !allowed.allowNoAuth) return notAllowed();
  const secrets = deviceSecretsOf(box, device);
  return secrets ? ok(addressOf(device, secrets)) : unreadableSecrets();
}
