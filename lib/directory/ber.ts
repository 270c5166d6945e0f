/**
 * Strict reading of BER (X.690) as LDAP uses it (RFC 4511, 5.1): definite lengths of at most four bytes, low tag numbers,
 * and nothing that reaches past what contains it. Every byte from the directory goes through here before anything believes it.
 */
export type Tlv = { tag: number; content: Buffer };

export type Header = { bytes: number; length: number };

/** 'short' when the header itself has not all arrived; null when it can't become one. */
export function readHeader(bytes: Buffer, at: number): Header | 'short' | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag !== undefined && (tag & 0x1f) === 0x1f) return null;
  if (tag === undefined || first === undefined) return 'short';
  if (first < 0x80) return { bytes: 2, length: first };
  const count = first & 0x7f;
  if (count === 0 || count > 4) return null;
  if (at + 2 + count > bytes.length) return 'short';
  return { bytes: 2 + count, length: bytes.readUIntBE(at + 2, count) };
}

/** All elements that fill `content`; null when they don't fill it exactly. */
export function readAll(content: Buffer): Tlv[] | null {
  const elements: Tlv[] = [];
  for (let at = 0; at < content.length; ) {
    const header = readHeader(content, at);
    if (header === null || header === 'short') return null;
    const start = at + header.bytes;
    const end = start + header.length;
    if (end > content.length) return null;
    elements.push({ tag: content[at] as number, content: content.subarray(start, end) });
    at = end;
  }
  return elements;
}

/** INTEGER or ENUMERATED of one to four bytes. */
export function readInteger(content: Buffer): number | null {
  return content.length >= 1 && content.length <= 4 ? content.readIntBE(0, content.length) : null;
}
