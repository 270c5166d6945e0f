import { isUtf8 } from 'node:buffer';
import { Dn } from '../domain/dn.ts';
import { type AttributeValue, Entry } from '../domain/entry.ts';
import type { RawEntry } from './answer.ts';

/** Bytes even where they happen to be UTF-8. What is not UTF-8 stays bytes under any name. */
const binary: ReadonlySet<string> = new Set([
  'jpegphoto',
  'photo',
  'audio',
  'usercertificate',
  'usersmimecertificate',
  'userpkcs12',
  'cacertificate',
]);

/** null for an entry whose name is no DN that we can hold, such as one with a BER value (RFC 4514, 2.4). */
export function toEntry(raw: RawEntry): Entry | null {
  const dn = Dn.parse(raw.dn);
  return (
    dn &&
    new Entry(
      dn,
      raw.attributes.map(([name, values]) => [name, values.map((value) => toValue(name, value))] as const),
    )
  );
}

function toValue(name: string, value: Buffer): AttributeValue {
  const [plain = '', ...options] = name.toLowerCase().split(';');
  if (binary.has(plain) || options.includes('binary') || !isUtf8(value)) return Uint8Array.from(value);
  return value.toString('utf8');
}

/** For ldapts, which takes Buffers but not other byte arrays. */
export function toBuffer(value: AttributeValue): Buffer {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value);
}

/** Certificates are transferred as `;binary` and not otherwise (RFC 4523, 2.1). */
export function wireName(attribute: string): string {
  return /^(userCertificate|cACertificate)$/i.test(attribute) ? `${attribute};binary` : attribute;
}
