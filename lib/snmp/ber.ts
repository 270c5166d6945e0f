export const tags = { integer: 0x02, octets: 0x04, objectId: 0x06, sequence: 0x30 } as const;

export class Malformed extends Error {}

/** BER with definite lengths, as SNMP has it (RFC 3417, 8). Everything throws Malformed for what is not whole and well formed. */
export class Reader {
  private readonly buffer: Buffer;
  private readonly end: number;
  at: number;

  constructor(buffer: Buffer, at = 0, end = buffer.length) {
    this.buffer = buffer;
    this.at = at;
    this.end = end;
  }

  isEmpty(): boolean {
    return this.at >= this.end;
  }

  peek(): number {
    return this.at < this.end ? (this.buffer[this.at] as number) : malformed();
  }

  into(tag: number): Reader {
    const length = this.length(tag);
    const inner = new Reader(this.buffer, this.at, this.at + length);
    this.at += length;
    return inner;
  }

  bytes(tag: number): Buffer {
    const length = this.length(tag);
    this.at += length;
    return this.buffer.subarray(this.at - length, this.at);
  }

  /** The next element as it stands there, with its tag and length. */
  whole(): Buffer {
    const begin = this.at;
    this.bytes(this.peek());
    return this.buffer.subarray(begin, this.at);
  }

  octets(): Buffer {
    return this.bytes(tags.octets);
  }

  integer(): number {
    const bytes = this.bytes(tags.integer);
    return bytes.length >= 1 && bytes.length <= 4 ? bytes.readIntBE(0, bytes.length) : malformed();
  }

  private length(tag: number): number {
    if (this.peek() !== tag) malformed();
    const first = this.byte(this.at + 1);
    this.at += 2;
    let length = first;
    if (first >= 0x80) {
      const count = first - 0x80;
      if (count < 1 || count > 3) malformed();
      length = 0;
      for (let read = 0; read < count; read++) length = length * 256 + this.byte(this.at++);
    }
    return this.at + length <= this.end ? length : malformed();
  }

  private byte(at: number): number {
    return at < this.end ? (this.buffer[at] as number) : malformed();
  }
}

export function malformed(): never {
  throw new Malformed();
}
