import type { ServerView } from '#lib/services/servers/view-server.ts';

export type FormSettings = ServerView['settings'];
type Shown = { label: string; before: string[]; after: string[]; hidden?: boolean };

/** What stands in the form. An empty password of a server that is kept already means the one that is kept. */
export function filledIn(data: FormData, kept: boolean): { settings: FormSettings; secret: string | null } {
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
    },
    secret: kept && secret === '' ? null : secret,
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
} as const satisfies Record<keyof FormSettings, string>;

export function changesOf(before: FormSettings, after: FormSettings, newSecret: boolean): Shown[] {
  const changes = (Object.keys(labels) as (keyof FormSettings)[]).flatMap((name): Shown[] => {
    const [was, is] = [valuesOf(before[name]), valuesOf(after[name])];
    return was.join('\n') === is.join('\n') ? [] : [{ label: labels[name], before: was, after: is }];
  });
  return newSecret ? [...changes, { label: 'Password', before: ['kept'], after: ['new'], hidden: true }] : changes;
}

function valuesOf(value: string | number | readonly string[]): string[] {
  if (typeof value === 'object') return [...value];
  return value === '' || value === 0 ? [] : [String(value)];
}
