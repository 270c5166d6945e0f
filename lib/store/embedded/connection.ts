import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Turns } from './turns.ts';
import {
  askForPassword,
  type ClientMessage,
  closeStatement,
  fatal,
  MessageReader,
  parseFirstMessage,
  passwordOf,
  preparedName,
  readyLength,
  readyState,
  WireError,
  welcome,
  withOwnNames,
} from './wire.ts';

/** What a connection needs of the database behind it. */
export type Backend = {
  password: string;
  serverVersion: string;
  turns: Turns<object>;
  /** Runs one protocol message and hands out the answer's bytes as they come. Rejects only when PGlite itself broke. */
  run(message: Uint8Array, onAnswer: (bytes: Uint8Array) => void): Promise<void>;
  broken(cause: unknown): void;
  idleInTransactionMs: number;
};

const signInMs = 10_000;
let lastId = 0;

/** One client on its socket: signs in with the password, then has each message answered in its turn. */
export class Connection {
  readonly id = ++lastId;
  readonly #prefix = `c${this.id}_`;
  readonly #socket: Socket;
  readonly #backend: Backend;
  readonly #reader = new MessageReader();
  /** Names, with the prefix. */
  readonly #prepared = new Set<string>();
  readonly #ended: Promise<void>;
  #stage: 'start' | 'password' | 'open' | 'ended' = 'start';
  #transaction = 'I';
  #work: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(socket: Socket, backend: Backend) {
    this.#socket = socket;
    this.#backend = backend;
    this.#ended = new Promise((resolve) => socket.once('close', resolve));
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      socket.pause();
      this.#work = this.#work
        .then(() => this.#receive(chunk))
        .catch((cause) => this.#fail(cause))
        .then(() => void socket.resume());
    });
    socket.once('close', () => {
      this.#stage = 'ended';
      this.#work = this.#work.then(() => this.#leave()).catch((cause) => this.#backend.broken(cause));
    });
    this.#endAfter(signInMs, '28000', 'no sign-in within 10 seconds');
  }

  async close(): Promise<void> {
    if (this.#stage !== 'ended') this.#socket.end(fatal('57P01', 'the database is shutting down'));
    this.#socket.destroySoon();
    await this.#ended;
    await this.#work;
  }

  async #receive(chunk: Buffer): Promise<void> {
    this.#reader.push(chunk);
    for (let message = this.#reader.next(); message && this.#stage !== 'ended'; message = this.#reader.next()) {
      if (this.#stage === 'start') this.#start(message);
      else if (this.#stage === 'password') this.#signIn(message);
      else if (message.type === 'X') this.#socket.end();
      else await this.#answer(this.#statementFrom(message));
    }
  }

  #start(message: ClientMessage): void {
    const first = parseFirstMessage(message.bytes);
    if (first.kind === 'encrypt') this.#socket.write('N');
    else if (first.kind === 'cancel') this.#socket.end();
    else {
      this.#reader.started();
      this.#stage = 'password';
      this.#socket.write(askForPassword());
    }
  }

  #signIn(message: ClientMessage): void {
    if (message.type !== 'p' || !sameText(passwordOf(message), this.#backend.password)) {
      this.#end('28P01', 'password authentication failed');
      return;
    }
    clearTimeout(this.#timer);
    this.#stage = 'open';
    this.#socket.write(welcome(this.#backend.serverVersion, this.id));
  }

  /** Up to its Query or Sync, as far as it is there: run message by message, it takes twice as long. */
  #statementFrom(first: ClientMessage): Buffer {
    const parts = [this.#own(first)];
    for (let message = first; message.type !== 'Q' && message.type !== 'S'; ) {
      const next = this.#reader.next();
      // Terminate would end PGlite itself.
      if (next?.type === 'X') this.#socket.end();
      if (!next || next.type === 'X') break;
      parts.push(this.#own(next));
      message = next;
    }
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  }

  #own(message: ClientMessage): Buffer {
    const name = preparedName(message, this.#prefix);
    if (name !== null) this.#prepared.add(name);
    return withOwnNames(message, this.#prefix);
  }

  async #answer(statement: Buffer): Promise<void> {
    const { turns } = this.#backend;
    clearTimeout(this.#timer);
    await turns.take(this);
    let end: Buffer = Buffer.alloc(0);
    await this.#backend.run(statement, (bytes) => {
      const copy = Buffer.from(bytes);
      // PGlite hands out what fits its buffer, so ReadyForQuery can come in two pieces.
      end = Buffer.concat([end, copy.subarray(-readyLength)]).subarray(-readyLength);
      if (this.#socket.writable) this.#socket.write(copy);
    });
    // Query (Q) and Sync (S) end with ReadyForQuery; before that, the statement isn't over and the turn is kept.
    const state = readyState(end);
    if (state) this.#transaction = state;
    if (state === 'I') turns.handOn(this);
    // Everybody else waits while a transaction is open, so its owner may not fall asleep.
    else this.#endAfter(this.#backend.idleInTransactionMs, '25P03', 'the transaction was idle for too long');
  }

  /** What this connection left open is rolled back before the turn goes on; what it prepared would stay in PGlite's session. */
  async #leave(): Promise<void> {
    clearTimeout(this.#timer);
    const { turns, run } = this.#backend;
    if (!turns.holds(this) && this.#prepared.size === 0) return;
    await turns.take(this);
    await run(syncMessage, (bytes) => {
      this.#transaction = readyState(Buffer.from(bytes)) ?? this.#transaction;
    });
    if (this.#transaction !== 'I') await run(rollbackMessage, () => {});
    const closing = [...this.#prepared].map(closeStatement);
    if (closing.length > 0) await run(Buffer.concat([...closing, syncMessage]), () => {});
    turns.handOn(this);
  }

  #fail(cause: unknown): void {
    if (cause instanceof WireError) this.#end('08P01', `protocol violation: ${cause.message}`);
    else this.#backend.broken(cause);
  }

  #endAfter(ms: number, code: string, message: string): void {
    this.#timer = setTimeout(() => this.#end(code, message), ms);
  }

  #end(code: string, message: string): void {
    this.#stage = 'ended';
    this.#socket.end(fatal(code, message));
    this.#socket.destroySoon();
  }
}

const syncMessage = Uint8Array.from([0x53, 0, 0, 0, 4]);
const rollbackMessage = Uint8Array.from(Buffer.from('Q\0\0\0\x0dROLLBACK\0', 'latin1'));

function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
