import { z } from 'zod';
import { parseCertificate } from '../../domain/certificate.ts';
import { isDomain, jidText, parseJid } from '../../domain/jid.ts';
import { mechanisms, type ServerSettings } from '../../store/managed-servers.ts';
import type { Image } from '../audited-change.ts';

const mostAuthorities = 50;
const pemBlock = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .refine(isDomain, 'This is no domain. Write it as in north.example; an international one in its ASCII form.');

const pemText = (message: string) =>
  z
    .string()
    .max(200_000, 'This is too long for a list of certificates.')
    .transform((text) => text.trim())
    .refine((text) => text === '' || certificatesIn(text) !== null, message);

/** A name that DNS can hold, an address, or nothing: then the SRV records of the domain say where (RFC 6120, 3.2.1). */
const host = z
  .string()
  .trim()
  .toLowerCase()
  .refine(
    (text) => text === '' || isDomain(text) || /^[0-9a-f:.]{2,45}$/.test(text),
    'This is no host. Write a name such as xmpp.north.example, an IP address, or nothing.',
  );

const authorities = pemText(
  'These are not certificates in PEM form. Paste them with their BEGIN and END lines, or leave this empty.',
);
const ownCertificate = pemText(
  'This is no certificate in PEM form. Paste it with its BEGIN and END lines, and what leads to its authority after it.',
);

export const serverSettings = z.object({
  name: z.string().trim().min(1, 'Give the server a name.').max(80, 'At most 80 characters.'),
  domain,
  host,
  /** 0: the usual one. */
  port: z.number('Write the port as a number.').int('Write the port as a number.').min(0).max(65_535),
  tls: z.enum(['direct', 'starttls']),
  ca: authorities,
  jid: z
    .string()
    .trim()
    .transform((text, context) => {
      const parsed = parseJid(text);
      if (parsed) return jidText(parsed);
      context.addIssue({ code: 'custom', message: 'This is no JID. Write it as in admin@north.example.' });
      return z.NEVER;
    }),
  mechanisms: z
    .array(z.enum(mechanisms))
    .min(1, 'Choose at least one way to sign in.')
    .transform((chosen) => mechanisms.filter((mechanism) => chosen.includes(mechanism))),
  /** For EXTERNAL. */
  clientCertificate: ownCertificate.default(''),
});

/** Subjects of the certificates in a PEM text; null when any part of it is something else. */
export function certificatesIn(pem: string): string[] | null {
  const blocks = pem.match(pemBlock) ?? [];
  if (blocks.length === 0 || blocks.length > mostAuthorities || pem.replace(pemBlock, '').trim() !== '') return null;
  const parsed = blocks.map((block) => parseCertificate(Buffer.from(block)));
  return parsed.every((one) => one !== null) ? parsed.map(({ facts }) => facts.subject) : null;
}

/**
 * Whether the kept password would go somewhere else, or in a weaker form: then it must be entered again, so that nobody
 * who may edit a server can have it sent to themselves.
 */
export function goesElsewhere(before: ServerSettings, after: ServerSettings): boolean {
  const weaker = after.mechanisms.includes('PLAIN') && !before.mechanisms.includes('PLAIN');
  return weaker || (['domain', 'host', 'port', 'ca', 'jid'] as const).some((name) => before[name] !== after[name]);
}

/** Before and after of what changes; the secret is named, never contained. */
export function settingsImages(
  before: ServerSettings | null,
  after: ServerSettings | null,
  changes: { password: boolean; clientKey: boolean },
): { before: Image | null; after: Image | null } {
  const [was, is] = [before && imageOf(before), after && imageOf(after)];
  const names = Object.keys(imageOf((before ?? after) as ServerSettings));
  const changed = names.filter((name) => was?.[name]?.join('\n') !== is?.[name]?.join('\n'));
  const part = (image: Image | null, secret: string[]) =>
    image && {
      ...Object.fromEntries(changed.map((name) => [name, image[name] ?? []])),
      ...(changes.password && { password: secret }),
      ...(changes.clientKey && { clientKey: secret }),
    };
  return { before: part(was, before ? ['(hidden)'] : []), after: part(is, ['(hidden)']) };
}

function imageOf(settings: ServerSettings): Image {
  return {
    name: [settings.name],
    domain: [settings.domain],
    host: [settings.host],
    port: [String(settings.port)],
    tls: [settings.tls],
    authorities: settings.ca === '' ? [] : (certificatesIn(settings.ca) ?? ['(unreadable)']),
    jid: [settings.jid],
    mechanisms: settings.mechanisms,
    clientCertificate: settings.clientCertificate === '' ? [] : (certificatesIn(settings.clientCertificate) ?? []),
  };
}
