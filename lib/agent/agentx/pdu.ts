import type { Value } from '../cells.ts';
import type { Oid } from '../oid.ts';

/** AgentX 1 (RFC 2741, 6). We write in network byte order, which the master then keeps to; either is read. */
export const types = {
  open: 1,
  close: 2,
  register: 3,
  get: 5,
  getNext: 6,
  getBulk: 7,
  testSet: 8,
  commitSet: 9,
  undoSet: 10,
  cleanupSet: 11,
  ping: 13,
  response: 18,
} as const;

export const errors = {
  none: 0,
  commitFailed: 14,
  undoFailed: 15,
  notWritable: 17,
  unsupportedContext: 262,
  parseError: 266,
} as const;

export const headerLength = 20;
const networkByteOrder = 0x10;
const nonDefaultContext = 0x08;
/** Far above what a request of a manager can hold. */
const longestPayload = 256 * 1024;
const mostArcs = 128;
const internet = [1, 3, 6, 1];

export type Header = {
  type: number;
  hasContext: boolean;
  big: boolean;
  session: number;
  transaction: number;
  packet: number;
  length: number;
};

export class Malformed extends Error {}

export function readHeader(bytes: Buffer): Header {
  const [version, type = 0, flags = 0] = bytes;
  const big = (flags & networkByteOrder) !== 0;
  const word = (at: number) => (big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  const length = word(16);
  if (version !== 1) throw new Malformed('another version of AgentX');
  if (length > longestPayload || length % 4 !== 0) throw new Malformed(`a payload of ${length} octets`);
  return {
    type,
    hasContext: (flags & nonDefaultContext) !== 0,
    big,
    session: word(4),
    transaction: word(8),
    packet: word(12),
    length,
  };
}

/** Reads a payload from its beginning; throws Malformed where it is shorter than it says. */
export class PayloadReader {
  private at = 0;
  private readonly bytes: Buffer;
  private readonly big: boolean;

  constructor(bytes: Buffer, big: boolean) {
    this.bytes = bytes;
    this.big = big;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  short(): number {
    const at = this.take(2);
    return this.big ? this.bytes.readUInt16BE(at) : this.bytes.readUInt16LE(at);
  }

  word(): number {
    const at = this.take(4);
    return this.big ? this.bytes.readUInt32BE(at) : this.bytes.readUInt32LE(at);
  }

  octets(): Buffer {
    const length = this.word();
    const at = this.take(Math.ceil(length / 4) * 4);
    return this.bytes.subarray(at, at + length);
  }

  /** An empty one is the null object identifier. */
  oid(): { oid: Oid; include: boolean } {
    const at = this.take(4);
    const [count = 0, prefix = 0, include = 0] = this.bytes.subarray(at, at + 4);
    if (count > mostArcs) throw new Malformed('an OID of more than 128 arcs');
    const start = prefix === 0 ? [] : [...internet, prefix];
    return { oid: [...start, ...Array.from({ length: count }, () => this.word())], include: include === 1 };
  }

  private take(count: number): number {
    if (count > this.left) throw new Malformed('it ends too early');
    const at = this.at;
    this.at += count;
    return at;
  }
}

export function pdu(header: Pick<Header, 'type' | 'session' | 'transaction' | 'packet'>, payload: Buffer): Buffer {
  const bytes = Buffer.alloc(headerLength);
  bytes.set([1, header.type, networkByteOrder, 0]);
  bytes.writeUInt32BE(header.session, 4);
  bytes.writeUInt32BE(header.transaction, 8);
  bytes.writeUInt32BE(header.packet, 12);
  bytes.writeUInt32BE(payload.length, 16);
  return Buffer.concat([bytes, payload]);
}

export function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function shorts(first: number, second: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16BE(first);
  bytes.writeUInt16BE(second, 2);
  return bytes;
}

export function octets(value: Buffer): Buffer {
  return Buffer.concat([word(value.length), value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

export function oidBytes(oid: Oid): Buffer {
  const bytes = Buffer.alloc(4 + oid.length * 4);
  bytes[0] = oid.length;
  for (const [at, arc] of oid.entries()) bytes.writeUInt32BE(arc, 4 + at * 4);
  return bytes;
}

/** What stands where a value would: there is no such instance, or nothing behind. */
export type Nothing = 'noSuchInstance' | 'endOfMibView';
const nothing = { noSuchInstance: 129, endOfMibView: 130 };
const numbers = { integer: 2, text: 4, oid: 6, counter32: 65, gauge32: 66, timeticks: 67, counter64: 70 };

export function varbind(oid: Oid, value: Value | Nothing): Buffer {
  if (typeof value === 'string') return Buffer.concat([shorts(nothing[value], 0), oidBytes(oid)]);
  return Buffer.concat([shorts(numbers[value.is], 0), oidBytes(oid), valueBytes(value)]);
}

function valueBytes(value: Value): Buffer {
  switch (value.is) {
    case 'text':
      return octets(value.value);
    case 'oid':
      return oidBytes(value.value);
    case 'counter64': {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(value.value);
      return bytes;
    }
    default:
      return word(value.value >>> 0);
  }
}
