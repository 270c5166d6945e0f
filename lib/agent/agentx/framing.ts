import { type Header, headerLength, readHeader } from './pdu.ts';

/** Puts together what TCP took apart. Throws Malformed for a header that can't be. */
export class Framing {
  private waiting: Buffer = Buffer.alloc(0);

  *push(bytes: Buffer): Generator<{ header: Header; payload: Buffer }> {
    this.waiting = this.waiting.length === 0 ? bytes : Buffer.concat([this.waiting, bytes]);
    while (this.waiting.length >= headerLength) {
      const header = readHeader(this.waiting);
      const end = headerLength + header.length;
      if (this.waiting.length < end) return;
      const payload = this.waiting.subarray(headerLength, end);
      this.waiting = this.waiting.subarray(end);
      yield { header, payload };
    }
  }
}
