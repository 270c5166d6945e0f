/** One LDIF record (RFC 2849); a value that isn't plain ASCII goes as base64. */
export function ldifRecord(dn: string, attributes: Readonly<Record<string, LdifValue>>): string {
  const lines = [ldifLine('dn', dn)];
  for (const [name, value] of Object.entries(attributes)) {
    for (const one of asList(value)) lines.push(ldifLine(name, one));
  }
  return `${lines.join('\n')}\n\n`;
}

export type LdifValue = string | number | boolean | Uint8Array | undefined | readonly (string | Uint8Array)[];

function asList(value: LdifValue): readonly (string | Uint8Array)[] {
  if (value === undefined) return [];
  if (typeof value === 'string' || value instanceof Uint8Array) return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'boolean') return [value ? 'TRUE' : 'FALSE'];
  return value;
}

function ldifLine(name: string, value: string | Uint8Array): string {
  if (typeof value === 'string' && safe.test(value)) return `${name}: ${value}`;
  return `${name}:: ${Buffer.from(value).toString('base64')}`;
}

/** SAFE-STRING of RFC 2849 without a trailing space, which editors lose. */
const safe = /^(?![ :<])[\x20-\x7e]*(?<! )$/;

/** Values of `attribute` in LDIF text, continuation lines joined and comments left out. */
export function ldifValues(text: string, attribute: string): string[] {
  const logical = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/\n /g, '')
    .split('\n');
  return logical.filter((line) => line.startsWith(`${attribute}: `)).map((line) => line.slice(attribute.length + 2));
}
