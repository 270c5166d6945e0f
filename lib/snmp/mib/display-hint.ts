type Part = { repeated: boolean; length: number; format: string; separator: string; terminator: string };

/** Octets as a DISPLAY-HINT has them (RFC 2579, 3.1): "1x:", "2d-1d-1d,1d:1d:1d.1d". null for a hint that is none. */
export function formatOctets(hint: string, bytes: Uint8Array): string | null {
  const parts = partsOf(hint);
  if (parts === null) return null;
  let [at, text] = [0, ''];
  for (let turn = 0; at < bytes.length; turn++) {
    // The last one is used again until nothing is left.
    const part = parts[Math.min(turn, parts.length - 1)] as Part;
    if (turn >= parts.length && part.length === 0) return null;
    let times = part.repeated ? (bytes[at++] ?? 0) : 1;
    while (times-- > 0 && at < bytes.length) {
      text += chunk(part.format, bytes.subarray(at, at + part.length));
      at += part.length;
      if (part.length === 0) break;
      // The separator stands between, not behind the last.
      if (at < bytes.length && !(times === 0 && part.terminator !== '')) text += part.separator;
    }
    if (at < bytes.length) text += part.terminator;
  }
  return text;
}

function partsOf(hint: string): Part[] | null {
  const parts: Part[] = [];
  const pattern = /(\*?)(\d{1,3})([dxoat])([^\d*]?)([^\d*]?)/y;
  while (pattern.lastIndex < hint.length) {
    const found = pattern.exec(hint);
    if (!found) return null;
    const [, star = '', length = '0', format = 'x', separator = '', terminator = ''] = found;
    if (star === '' && terminator !== '') pattern.lastIndex -= 1;
    parts.push({
      repeated: star !== '',
      length: Number(length),
      format,
      separator,
      terminator: star === '' ? '' : terminator,
    });
  }
  return parts.length === 0 ? null : parts;
}

function chunk(format: string, bytes: Uint8Array): string {
  if (format === 'a' || format === 't')
    return Buffer.from(bytes)
      .toString('utf8')
      .replace(/\0+$/, '')
      .replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, ' ');
  // A number of any length; hexadecimal ones keep their zeros.
  const hex = Buffer.from(bytes).toString('hex') || '0';
  if (format === 'x') return hex;
  return BigInt(`0x${hex}`).toString(format === 'd' ? 10 : 8);
}
