/**
 * What XML 1.0 (section 2.2) can't carry, escaped or not. RFC 6120, 11.1: a server ends the stream that sends one, so no
 * stanza with one may reach the wire.
 */
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

export function isSendable(text: string): boolean {
  return !illegal.test(text) && text.isWellFormed();
}

/**
 * RFC 6120, 11.1: comments, processing instructions, DTD subsets and entity references have no place in a stream. The parser
 * would skip them silently. Finds them in bytes as they come, also across chunks; CDATA sections are let through.
 */
export class RestrictedXml {
  private tail = '';

  /** True when `chunk` continues into something that is not allowed. */
  isIn(chunk: string): boolean {
    const text = this.tail + chunk;
    this.tail = text.slice(-4);
    return /<!(?=[^[])|<\?(?=[^x])|<\?x(?=[^m])|<\?xm(?=[^l])/s.test(text);
  }
}
