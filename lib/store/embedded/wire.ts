/**
 * The parts of PostgreSQL's frontend/backend protocol 3.0 that stand between a client and PGlite
 * (PostgreSQL documentation, chapter "Message Formats"). Everything else is passed through untouched.
 */

export type ClientMessage = { /** One letter; empty for the untyped first message. */ type: string; bytes: Buffer };

const protocol3 = 196608;
const sslRequest = 80877103;
const gssRequest = 80877104;
const cancelRequest = 80877102;

/** Larger than any statement of ours (bulk inserts are split), small enough that nobody fills the memory. */
const largestMessageBytes = 64 * 1024 * 1024;
const largestFirstMessageBytes = 10_000;

export class WireError extends Error {}

/** Puts messages together from chunks. Throws WireError when the bytes can't be this protocol. */
export class MessageReader {
  #chunks: Buffer[] = [];
  #length = 0;
  #started = false;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** After the start-up message, each message begins with its type. */
  started(): void {
    this.#started = true;
  }

  /** null until a whole message is there. */
  next(): ClientMessage | null {
    const header = this.#started ? 5 : 4;
    if (this.#length < header) return null;
    const start = this.#peek(header);
    const length = start.readInt32BE(header - 4) + header - 4;
    const largest = this.#started ? largestMessageBytes : largestFirstMessageBytes;
    if (length < header || length > largest) throw new WireError('a message of an impossible length');
    if (this.#length < length) return null;
    const all = this.#join();
    this.#chunks = all.length > length ? [all.subarray(length)] : [];
    this.#length = all.length - length;
    return { type: this.#started ? String.fromCharCode(all[0] as number) : '', bytes: all.subarray(0, length) };
  }

  #peek(bytes: number): Buffer {
    const first = this.#chunks[0] as Buffer;
    return first.length >= bytes ? first : this.#join();
  }

  #join(): Buffer {
    const all = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}

export type FirstMessage = { kind: 'encrypt' | 'cancel' } | { kind: 'start'; user: string; database: string };

export function parseFirstMessage(bytes: Buffer): FirstMessage {
  const code = bytes.length >= 8 ? bytes.readInt32BE(4) : 0;
  if (code === sslRequest || code === gssRequest) return { kind: 'encrypt' };
  if (code === cancelRequest) return { kind: 'cancel' };
  if (code !== protocol3) throw new WireError('not protocol 3.0');
  const words = bytes.toString('utf8', 8).split('\0');
  const value = (name: string) => {
    for (let index = 0; index + 1 < words.length; index += 2) if (words[index] === name) return words[index + 1] ?? '';
    return '';
  };
  return { kind: 'start', user: value('user'), database: value('database') };
}

/** The password in a PasswordMessage. */
export function passwordOf(message: ClientMessage): string {
  return message.bytes.toString('utf8', 5).replace(/\0$/, '');
}

export function askForPassword(): Buffer {
  return frame('R', int32(3));
}

export function welcome(serverVersion: string, connectionId: number): Buffer {
  const settings = Object.entries({
    server_version: serverVersion,
    server_encoding: 'UTF8',
    client_encoding: 'UTF8',
    DateStyle: 'ISO, MDY',
    TimeZone: 'UTC',
    integer_datetimes: 'on',
    standard_conforming_strings: 'on',
  }).map(([name, value]) => frame('S', Buffer.from(`${name}\0${value}\0`)));
  return Buffer.concat([
    frame('R', int32(0)),
    ...settings,
    frame('K', int32(connectionId), int32(0)),
    frame('Z', Buffer.from('I')),
  ]);
}

/** ErrorResponse with severity FATAL: the connection ends with it. `code` is an SQLSTATE. */
export function fatal(code: string, message: string): Buffer {
  return frame('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`));
}

/** Bytes of ReadyForQuery. */
export const readyLength = 6;

/** 'I' idle, 'T' in a transaction, 'E' in a failed one; null when the answer doesn't end with ReadyForQuery. */
export function readyState(answer: Buffer | undefined): string | null {
  if (!answer || answer.length < readyLength) return null;
  const end = answer.subarray(-readyLength);
  return end[0] === 0x5a && end.readInt32BE(1) === 5 ? String.fromCharCode(end[5] as number) : null;
}

/**
 * All connections share PGlite's one session, and with it the names of prepared statements: each connection's names get
 * a prefix. Parse (P), Bind (B), and Describe (D) and Close (C) of a statement carry one; the empty name stays.
 */
export function withOwnNames(message: ClientMessage, prefix: string): Buffer {
  const { type, bytes } = message;
  if (!'PBDC'.includes(type)) return bytes;
  let at = 5;
  if (type === 'B') at = bytes.indexOf(0, at) + 1;
  else if (type !== 'P') {
    if (bytes[5] !== 0x53) return bytes;
    at = 6;
  }
  if (bytes[at] === 0) return bytes;
  const named = Buffer.concat([bytes.subarray(0, at), Buffer.from(prefix), bytes.subarray(at)]);
  named.writeInt32BE(named.length - 1, 1);
  return named;
}

/** As the connection's own messages name it, with the prefix; null in other messages, and for the one without a name. */
export function preparedName({ type, bytes }: ClientMessage, prefix: string): string | null {
  const end = bytes.indexOf(0, 5);
  return type === 'P' && end > 5 ? prefix + bytes.toString('utf8', 5, end) : null;
}

/** Close of a prepared statement: it need not exist. */
export function closeStatement(name: string): Buffer {
  return frame('C', Buffer.from(`S${name}\0`));
}

function frame(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
