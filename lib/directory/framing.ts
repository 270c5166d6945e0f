import { readHeader } from './ber.ts';

/** An LDAPMessage with one large photo fits many times; a server that announces more is cut off before it is stored. */
export const maxMessageBytes = 16 * 1024 * 1024;

const sequence = 0x30;

/** Cuts a byte stream into LDAPMessages (RFC 4511, 4.1.1) without copying a byte more than twice, however it is sliced. */
export class Framing {
  private chunks: Buffer[] = [];
  private size = 0;
  private wanted = 2;

  /** True when no part of a next message has arrived. */
  get isEmpty(): boolean {
    return this.size === 0;
  }

  /** The messages that are complete now; null when the stream can't be LDAP or a message is too large. */
  push(chunk: Buffer): Buffer[] | null {
    this.chunks.push(chunk);
    this.size += chunk.length;
    if (this.size < this.wanted) return [];
    const bytes = this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks, this.size);
    const messages: Buffer[] = [];
    let at = 0;
    for (;;) {
      if (at < bytes.length && bytes[at] !== sequence) return null;
      const header = readHeader(bytes, at);
      if (header === null) return null;
      if (header === 'short') {
        this.wanted = bytes.length - at + 1;
        break;
      }
      const total = header.bytes + header.length;
      if (total > maxMessageBytes) return null;
      if (at + total > bytes.length) {
        this.wanted = total;
        break;
      }
      messages.push(bytes.subarray(at, at + total));
      at += total;
    }
    this.chunks = at < bytes.length ? [bytes.subarray(at)] : [];
    this.size = bytes.length - at;
    return messages;
  }
}
