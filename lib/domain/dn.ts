/**
 * A distinguished name, parsed once (RFC 4514) and never concatenated.
 * Comparison ignores case and repeated spaces, as caseIgnoreMatch does (RFC 4517, 4.2.11), and never more than slapd does.
 */
export class Dn {
  readonly rdns: readonly Rdn[];
  /** For equality, Map keys and database columns: normalised, never shown. */
  readonly key: string;

  private constructor(rdns: readonly Rdn[]) {
    this.rdns = rdns;
    this.key = rdns.map(rdnKey).join(',');
  }

  /** null when `text` is not a DN. An empty text is the root DSE's DN. */
  static parse(text: string): Dn | null {
    const rdns = parseRdns(text);
    return rdns ? new Dn(rdns) : null;
  }

  /** For names that we or the directory wrote. Throws when `text` is not a DN. */
  static of(text: string): Dn {
    const dn = Dn.parse(text);
    if (!dn) throw new Error(`not a DN: ${text.slice(0, 80)}`);
    return dn;
  }

  /** Throws for what is no attribute type: that is a bug. Any value is possible. */
  child(attribute: string, value: string): Dn {
    if (!attributeType.test(attribute)) throw new Error(`not an attribute type: ${attribute.slice(0, 80)}`);
    return new Dn([[{ attribute, value }], ...this.rdns]);
  }

  /** The DN of `relative` below this one: `realm.below(Dn.of('ou=people'))`. */
  below(relative: Dn): Dn {
    return new Dn([...relative.rdns, ...this.rdns]);
  }

  get parent(): Dn | null {
    return this.rdns.length > 0 ? new Dn(this.rdns.slice(1)) : null;
  }

  /** Itself first, then its parent, up to the last RDN. */
  get ancestry(): Dn[] {
    return this.rdns.map((_, index) => new Dn(this.rdns.slice(index)));
  }

  /** The first RDN as text, for ModifyDN. */
  get rdn(): string {
    const first = this.rdns[0];
    return first ? rdnText(first) : '';
  }

  /** The value of the first RDN: `ada` of `uid=ada,ou=people,…`. */
  get name(): string {
    return this.rdns[0]?.[0]?.value ?? '';
  }

  equals(other: Dn): boolean {
    return this.key === other.key;
  }

  /** True for the same entry and for every entry below `ancestor`. */
  isWithin(ancestor: Dn): boolean {
    return this.key === ancestor.key || ancestor.key === '' || this.key.endsWith(`,${ancestor.key}`);
  }

  toString(): string {
    return this.rdns.map(rdnText).join(',');
  }

  toJSON(): string {
    return this.toString();
  }
}

type AttributeValue = { attribute: string; value: string };
type Rdn = readonly AttributeValue[];

const attributeType = /^(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)$/;

function rdnText(rdn: Rdn): string {
  return rdn.map((part) => `${part.attribute}=${escapeValue(part.value)}`).join('+');
}

function rdnKey(rdn: Rdn): string {
  return rdn
    .map((part) => `${attributeKey(part.attribute)}=${escapeValue(fold(part.value))}`)
    .sort()
    .join('+');
}

/** The attribute types that name entries have two names and an OID each (RFC 4519, 2). */
const sameAttribute: ReadonlyMap<string, string> = new Map([
  ['commonname', 'cn'],
  ['2.5.4.3', 'cn'],
  ['userid', 'uid'],
  ['0.9.2342.19200300.100.1.1', 'uid'],
  ['organizationalunitname', 'ou'],
  ['2.5.4.11', 'ou'],
  ['organizationname', 'o'],
  ['2.5.4.10', 'o'],
  ['domaincomponent', 'dc'],
  ['0.9.2342.19200300.100.1.25', 'dc'],
  ['surname', 'sn'],
  ['2.5.4.4', 'sn'],
  ['countryname', 'c'],
  ['2.5.4.6', 'c'],
  ['localityname', 'l'],
  ['2.5.4.7', 'l'],
]);

function attributeKey(attribute: string): string {
  const lower = attribute.toLowerCase();
  return sameAttribute.get(lower) ?? lower;
}

/**
 * Letter by letter, because JavaScript's lower case of a word is more than the directory's (final sigma, dotted I), and only
 * letters and compositions that slapd 2.5 knows too: two names may share a key only if they are one entry to the directory.
 * The other way round is allowed: a name that looks foreign is refused, one that looks like another's is let in.
 */
const letters = /[A-Z\u00c0-\u021f\u0386-\u03ce\u0400-\u0481\u0531-\u0556\u1e00-\u1e95\u1ea0-\u1ef9\uff21-\uff3a]/g;
const composable = /[\u0000-\u1aff\u1e00-\u212b\u3000-\u30ff\uac00-\ud7a3]+/g;

function fold(value: string): string {
  return value
    .replace(letters, (letter) => (letter.toLowerCase().toUpperCase() === letter ? letter.toLowerCase() : letter))
    .replace(composable, (run) => run.normalize('NFC'))
    .replace(/ +/g, ' ')
    .replace(/^ | $/g, '');
}

/** RFC 4514, 2.4. NUL and other control characters go as hex pairs. */
function escapeValue(value: string): string {
  return value.replace(/^[ #]| $|[\\",+<>;=]/g, (character) => `\\${character}`).replace(controls, hexPair);
}

const controls = /[\u0000-\u001f\u007f]/g;

function hexPair(character: string): string {
  return `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function parseRdns(text: string): Rdn[] | null {
  if (/^ *$/.test(text)) return [];
  const rdns: Rdn[] = [];
  for (const part of splitUnescaped(text, /[,;]/)) {
    const rdn: AttributeValue[] = [];
    for (const pair of splitUnescaped(part, /\+/)) {
      const equals = pair.indexOf('=');
      const attribute = pair.slice(0, equals).trim();
      if (equals < 1 || !attributeType.test(attribute)) return null;
      const value = unescapeValue(pair.slice(equals + 1));
      if (value === null || value === '') return null;
      rdn.push({ attribute, value });
    }
    rdns.push(rdn);
  }
  return rdns;
}

function splitUnescaped(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (separator.test(text[index] as string)) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** null for a value that RFC 4514 does not allow: a lone backslash, a bare special character, bytes that aren't UTF-8. */
function unescapeValue(text: string): string | null {
  const trimmed = trimUnescaped(text);
  if (trimmed.startsWith('#')) return null; // BER values are nothing that a person types
  // Nearly every value; the catalog parses hundreds of thousands of them.
  if (!/[\\"<>]/.test(trimmed) && trimmed.isWellFormed()) return trimmed;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (let index = 0; index < trimmed.length; ) {
    const character = String.fromCodePoint(trimmed.codePointAt(index) as number);
    if (character !== '\\') {
      if (/["<>]/.test(character)) return null;
      bytes.push(...encoder.encode(character));
      index += character.length;
      continue;
    }
    const pair = trimmed.slice(index + 1, index + 3);
    if (/^[0-9a-fA-F]{2}$/.test(pair)) {
      bytes.push(Number.parseInt(pair, 16));
      index += 3;
    } else if (/^[\\",+<>;= #]/.test(pair)) {
      bytes.push(pair.charCodeAt(0));
      index += 2;
    } else return null;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

/** Spaces around a value mean nothing unless escaped. A loop, because a pattern takes quadratic time over many spaces. */
function trimUnescaped(text: string): string {
  let start = 0;
  while (text[start] === ' ') start++;
  let end = text.length;
  while (end > start && text[end - 1] === ' ') end--;
  let backslashes = 0;
  while (text[end - 1 - backslashes] === '\\') backslashes++;
  return text.slice(start, backslashes % 2 === 1 && end < text.length ? end + 1 : end);
}
