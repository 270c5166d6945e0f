import type { ServerView } from '#lib/services/servers/view-server.ts';

export type FormSettings = ServerView['settings'];
type Shown = { label: string; before: string[]; after: string[]; hidden?: boolean };

/** What stands in the form. An empty secret of a server that is kept already means the one that is kept. */
export type Typed = { settings: FormSettings; secret: string | null; clientKey: string | null };

export function filledIn(data: FormData): Typed {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const secret = String(data.get('secret') ?? '');
  const port = text('port');
  return {
    settings: {
      name: text('name'),
      domain: text('domain'),
      host: text('host'),
      port: port === '' ? 0 : Number(port),
      tls: text('tls') === 'direct' ? 'direct' : 'starttls',
      ca: text('ca'),
      jid: text('jid'),
      mechanisms: data.getAll('mechanisms').map(String) as FormSettings['mechanisms'],
      clientCertificate: text('clientCertificate'),
    },
    secret: secret === '' ? null : secret,
    clientKey: text('clientKey') === '' ? null : text('clientKey'),
  };
}

const labels = {
  name: 'Name',
  domain: 'Domain',
  host: 'Host',
  port: 'Port',
  tls: 'TLS',
  ca: 'Certificate authorities',
  jid: 'Account',
  mechanisms: 'Ways to sign in',
  clientCertificate: 'Certificate of the portal',
} as const satisfies Record<keyof FormSettings, string>;

export function changesOf(before: FormSettings, { settings: after, secret, clientKey }: Typed): Shown[] {
  const changes = (Object.keys(labels) as (keyof FormSettings)[]).flatMap((name): Shown[] => {
    const [was, is] = [valuesOf(before[name]), valuesOf(after[name])];
    return was.join('\n') === is.join('\n') ? [] : [{ label: labels[name], before: was, after: is }];
  });
  const renewed = (label: string) => ({ label, before: ['kept'], after: ['new'], hidden: true });
  return [
    ...changes,
    ...(secret === null ? [] : [renewed('Password')]),
    ...(clientKey === null ? [] : [renewed('Key of the certificate')]),
  ];
}

function valuesOf(value: string | number | readonly string[]): string[] {
  if (typeof value === 'object') return [...value];
  return value === '' || value === 0 ? [] : [String(value)];
}
