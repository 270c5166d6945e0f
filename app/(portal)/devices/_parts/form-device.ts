import type { DeviceView } from '#lib/services/devices/view-device.ts';

export type DeviceSettings = DeviceView['settings'];
type Secrets = { community: string; authPassword: string; privPassword: string };
/** What stands in the form. Empty secrets of a device that is kept already mean the ones that are kept. */
export type Typed = { settings: DeviceSettings; secrets: Secrets | null };
type Shown = { label: string; before: string[]; after: string[]; hidden?: boolean };

export function filledIn(data: FormData): Typed {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const raw = (name: string) => String(data.get(name) ?? '');
  const port = text('port');
  const secrets = {
    community: raw('community'),
    authPassword: raw('authPassword'),
    privPassword: raw('privPassword'),
  };
  return {
    settings: {
      name: text('name'),
      host: text('host'),
      port: port === '' ? 161 : Number(port),
      snmp: text('snmp') === '2c' ? '2c' : '3',
      userName: text('userName'),
      level: text('level') === 'noAuthNoPriv' ? 'noAuthNoPriv' : 'authPriv',
      auth: text('auth') || 'SHA-256',
      priv: text('priv') || 'AES-128',
      context: text('context'),
      profiles: data.getAll('profiles').map(String),
      pollSeconds: Number(text('pollSeconds')) as DeviceSettings['pollSeconds'],
    },
    secrets: Object.values(secrets).every((secret) => secret === '') ? null : secrets,
  };
}

const labels = {
  name: 'Name',
  host: 'Host',
  port: 'Port',
  snmp: 'SNMP version',
  userName: 'User',
  level: 'Protection',
  auth: 'Authentication',
  priv: 'Encryption',
  context: 'Context',
  profiles: 'Profiles',
  pollSeconds: 'Asked every (seconds)',
} as const satisfies Record<keyof DeviceSettings, string>;

export function changesOf(before: DeviceSettings, { settings: after, secrets }: Typed): Shown[] {
  const changes = (Object.keys(labels) as (keyof DeviceSettings)[]).flatMap((name): Shown[] => {
    const [was, is] = [valuesOf(before[name]), valuesOf(after[name])];
    return was.toSorted().join('\n') === is.toSorted().join('\n')
      ? []
      : [{ label: labels[name], before: was, after: is }];
  });
  return secrets === null
    ? changes
    : [...changes, { label: 'Secrets', before: ['kept'], after: ['new'], hidden: true }];
}

function valuesOf(value: string | number | readonly string[]): string[] {
  if (typeof value === 'object') return [...value];
  return value === '' ? [] : [String(value)];
}
