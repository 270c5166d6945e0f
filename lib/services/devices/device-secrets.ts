import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import type { DeviceSecrets, DeviceSettings } from '../../store/devices.ts';

const secret = z.string().max(255, 'At most 255 characters.');

/** null: what is kept stays, where something is. */
export const deviceSecretsInput = z
  .object({ community: secret.default(''), authPassword: secret.default(''), privPassword: secret.default('') })
  .nullable();

export const noSecrets: DeviceSecrets = { community: '', authPassword: '', privPassword: '' };

/** RFC 3414, 11.2: shorter ones are refused by agents, and guessed by everybody else. */
const shortestPassword = 8;

/** What the settings need is there, and nothing else of what was typed. */
export function checkDeviceSecrets(
  settings: DeviceSettings,
  typed: DeviceSecrets,
  { allowNoAuth }: { allowNoAuth: boolean },
): Result<DeviceSecrets> {
  if (settings.snmp === '2c') {
    if (typed.community === '') return missing('community', 'Version 2c asks with a community, and there is none.');
    return ok({ ...noSecrets, community: typed.community });
  }
  if (settings.level === 'noAuthNoPriv') return allowNoAuth ? ok(noSecrets) : notAllowed();
  for (const [field, what] of [
    ['authPassword', 'authentication'],
    ['privPassword', 'encryption'],
  ] as const)
    if (typed[field].length < shortestPassword)
      return missing(field, `The password for ${what} has at least ${shortestPassword} characters.`);
  return ok({ ...noSecrets, authPassword: typed.authPassword, privPassword: typed.privPassword });
}

function missing(field: keyof DeviceSecrets, why: string): Result<never> {
  return failed({ kind: 'invalid', why, todo: 'Enter it; it is kept encrypted.', field: `secrets.${field}` });
}

export function notAllowed(): Result<never> {
  return failed({
    kind: 'invalid',
    why: 'Without authentication, anybody on the way can answer for the device; the portal’s settings don’t allow it.',
    todo: 'Choose authentication and encryption, or set SNMP_ALLOW_NO_AUTH.',
    field: 'settings.level',
  });
}

export function secretsNeeded(): Result<never> {
  return failed({
    kind: 'invalid',
    why: 'The kept secrets would be sent somewhere else, or in another form.',
    todo: 'Enter them again.',
    field: 'secrets',
  });
}

export function unreadableSecrets(): Result<never> {
  return failed({
    kind: 'unavailable',
    why: 'The secrets that are kept for this device can’t be opened with the portal’s key.',
    todo: 'Bring the key file back, or edit the device and enter them again.',
  });
}
