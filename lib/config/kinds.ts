import { isIP, isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';
import { Dn } from '../domain/dn.ts';
import { isDomain, jidText, parseJid } from '../domain/jid.ts';

/** The kinds of values that settings have, with the sentence for what can't be used. */
export const text = (fallback: string) => z.string().trim().default(fallback);
export const count = (fallback: number, min = 0, max = Number.MAX_SAFE_INTEGER) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .default(fallback);
export const yesNo = (fallback: boolean) =>
  z
    .enum(['yes', 'no', 'true', 'false', '1', '0'], { error: 'must be yes or no' })
    .transform((value) => ['yes', 'true', '1'].includes(value))
    .default(fallback);
export const dn = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value, context) => {
      const parsed = Dn.parse(value);
      if (parsed && value.trim() !== '') return parsed;
      context.addIssue({ code: 'custom', message: 'must be a DN such as dc=example,dc=org' });
      return z.NEVER;
    });
/** `none` where the directory keeps no accesslog. */
export const accesslog = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value, context) => {
      if (value === 'none') return null;
      const parsed = Dn.parse(value);
      if (parsed && value.trim() !== '') return parsed;
      context.addIssue({ code: 'custom', message: 'must be a DN such as cn=accesslog, or none' });
      return z.NEVER;
    });
export const url = (fallback: string, protocols: string[]) =>
  z
    .string()
    .default(fallback)
    .refine((value) => isUrl(value, protocols), `must be a URL that starts with ${protocols.join('// or ')}//`);
/** Separated by spaces, each at most once. */
export const urls = (protocols: string[]) =>
  text('')
    .transform((value) => [...new Set(value.split(/\s+/).filter(Boolean))])
    .refine(
      (all) => all.every((one) => isUrl(one, protocols)),
      `must be URLs that start with ${protocols.join('// or ')}//, separated by spaces`,
    )
    .refine((all) => all.length <= 16, 'must name at most 16');
/** Addresses of name servers with or without a port, as dns.setServers() takes them. */
export const nameServers = text('')
  .transform((value) => [...new Set(value.split(/[\s,]+/).filter(Boolean))])
  .refine(
    (all) => all.length <= 8 && all.every(isNameServer),
    'must be up to 8 addresses such as 192.0.2.53, 127.0.0.1:1053 or [2001:db8::53]:53, separated by spaces',
  );
export const attribute = (fallback: string) =>
  z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'must be the name of an attribute or object class')
    .default(fallback);

/** `127.0.0.1:162 [::1]:162`, separated by spaces or commas. */
export const places = text('').transform((value, context) => {
  const parsed = value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(placeOf);
  if (parsed.length <= 8 && parsed.every((one) => one !== null)) return parsed;
  context.addIssue({ code: 'custom', message: 'must be up to 8 of the form 0.0.0.0:162 or [::]:162' });
  return z.NEVER;
});

export const mailAddresses = (howMany: string, fits: (count: number) => boolean) =>
  z
    .string()
    .default('')
    .transform((value) => value.split(/[\s,]+/).filter(Boolean))
    .refine(
      (all) => fits(all.length) && all.every((one) => /^[^\s@<>,;:"()[\]\\]+@[\w.-]+$/.test(one)),
      `must be ${howMany} of the form name@example.org`,
    );

const words = (value: string) => [
  ...new Set(
    value
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  ),
];
/** Bare JIDs, each at most once. */
export const jids = (most: number) =>
  text('').transform((value, context) => {
    const parsed = words(value).map(parseJid);
    if (parsed.length <= most && parsed.every((one) => one !== null)) return parsed.map(jidText);
    context.addIssue({ code: 'custom', message: `must be up to ${most} JIDs of the form name@example.org` });
    return z.NEVER;
  });
export const domains = text('')
  .transform(words)
  .refine((all) => all.every(isDomain), 'must be domains such as example.org');

/** An IP address and a port. */
function placeOf(text: string): { host: string; port: number } | null {
  const [, v6, v4, port] = /^(?:\[([0-9a-f:.]+)\]|([\d.]+)):(\d{1,5})$/i.exec(text) ?? [];
  const known = v6 ? isIPv6(v6) : isIPv4(v4 ?? '');
  const number = Number(port);
  return known && number >= 1 && number <= 65_535 ? { host: v6 ?? v4 ?? '', port: number } : null;
}

function isNameServer(value: string): boolean {
  const [, bracketed, plain, port = '53'] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(value) ?? [];
  if (bracketed !== undefined) return isIP(bracketed) === 6 && Number(port) <= 65_535;
  return isIP(value) === 6 || (isIP(plain ?? '') === 4 && Number(port) <= 65_535);
}

export function isUrl(value: string, protocols: string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}
