import { z } from 'zod';
import { isDomain } from '../../domain/jid.ts';
import { authProtocols, type Credentials, privProtocols, type SnmpAddress } from '../../snmp/port.ts';
import { profiles } from '../../snmp/profiles/all.ts';
import type { DeviceSecrets, DeviceSettings } from '../../store/devices.ts';
import type { Image } from '../audited-change.ts';

const plain = (most: number, message: string) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), message);

const host = z
  .string()
  .trim()
  .toLowerCase()
  .refine(
    (text) => isDomain(text) || /^[0-9a-f:.]{2,45}$/.test(text),
    'This is no host. Write a name such as switch.north.example, or an IP address.',
  );

/** Oldest to newest and weakest to strongest, as the form has them. */
export const deviceSettings = z
  .object({
    name: z.string().trim().min(1, 'Give the device a name.').max(80, 'At most 80 characters.'),
    host,
    port: z.number('Write the port as a number.').int('Write the port as a number.').min(1).max(65_535),
    snmp: z.enum(['2c', '3']),
    userName: plain(32, 'It holds control characters. Take them out.'),
    level: z.enum(['authPriv', 'noAuthNoPriv']),
    auth: z.enum(authProtocols),
    priv: z.enum(privProtocols),
    context: plain(32, 'It holds control characters. Take them out.').default(''),
    profiles: z
      .array(z.string())
      .transform((chosen) => profiles.map(({ name }) => name).filter((name) => chosen.includes(name))),
    pollSeconds: z.union([z.literal(10), z.literal(60), z.literal(300)]),
  })
  .refine(({ snmp, userName }) => snmp === '2c' || userName !== '', {
    message: 'Version 3 asks as a user. Enter the user’s name.',
    path: ['userName'],
  })
  // What version 2c has no use for is not kept.
  .transform((settings) => (settings.snmp === '3' ? settings : { ...settings, ...unused }));

const unused = { userName: '', level: 'authPriv', auth: 'SHA-256', priv: 'AES-128', context: '' } as const;

export function addressOf(settings: DeviceSettings, secrets: DeviceSecrets): SnmpAddress {
  return { host: settings.host, port: settings.port, credentials: credentialsOf(settings, secrets) };
}

function credentialsOf(settings: DeviceSettings, secrets: DeviceSecrets): Credentials {
  if (settings.snmp === '2c') return { version: '2c', community: secrets.community };
  const { userName: user, context, level } = settings;
  if (level === 'noAuthNoPriv') return { version: '3', user, context, security: { level } };
  const auth = authProtocols.find((name) => name === settings.auth) ?? 'SHA-256';
  const priv = privProtocols.find((name) => name === settings.priv) ?? 'AES-128';
  const { authPassword, privPassword } = secrets;
  return { version: '3', user, context, security: { level, auth, authPassword, priv, privPassword } };
}

/**
 * Whether kept secrets would go somewhere else, or in a form that tells more of them: then they must be entered again, so that
 * nobody who may edit a device can have them sent to themselves.
 */
export function goesElsewhere(before: DeviceSettings, after: DeviceSettings): boolean {
  return (['host', 'port', 'snmp', 'userName', 'level', 'auth', 'priv', 'context'] as const).some(
    (name) => before[name] !== after[name],
  );
}

/** Before and after of what changes; secrets are named, never contained. */
export function deviceImages(
  before: DeviceSettings | null,
  after: DeviceSettings | null,
  secret: boolean,
): { before: Image | null; after: Image | null } {
  const [was, is] = [before && imageOf(before), after && imageOf(after)];
  const names = Object.keys(imageOf((before ?? after) as DeviceSettings));
  const changed = names.filter((name) => was?.[name]?.join('\n') !== is?.[name]?.join('\n'));
  const part = (image: Image | null, hidden: string[]) =>
    image && {
      ...Object.fromEntries(changed.map((name) => [name, image[name] ?? []])),
      ...(secret && { secrets: hidden }),
    };
  return { before: part(was, before ? ['(hidden)'] : []), after: part(is, ['(hidden)']) };
}

function imageOf({ name, host, port, snmp, userName, level, auth, priv, context, ...rest }: DeviceSettings): Image {
  const v3 = snmp === '3' ? { user: [userName], level: [level], auth: [auth], priv: [priv], context: [context] } : {};
  return {
    name: [name],
    host: [host],
    port: [String(port)],
    snmp: [snmp],
    user: [],
    level: [],
    auth: [],
    priv: [],
    context: [],
    ...v3,
    profiles: rest.profiles,
    pollSeconds: [String(rest.pollSeconds)],
  };
}
