import type { Socket } from 'node:net';
import { BindRequest, ExtendedRequest, InvalidAsn1Error } from 'ldapts';
import { type LdapResult, type RawEntry, type ResponseControl, decodeAnswer, tags } from './answer.ts';
import { Framing } from './framing.ts';
import { type Loss, type Outcome, lost } from './loss.ts';

/** What ldapts's request classes are for us: something with a message ID that can be written as BER. */
export type Request = { messageId: number; write(): Buffer };

export type Exchange = {
  result: LdapResult;
  controls: ResponseControl[];
  entries: RawEntry[];
  /** true when the server sent more entries than were allowed; the rest was dropped. */
  overfull: boolean;
  value: Buffer | null;
};

type Pending = {
  id: number;
  tag: number;
  maxEntries: number;
  entries: RawEntry[];
  bytes: number;
  settle: (outcome: Outcome<Exchange>) => void;
};

/** All bytes of one answer together. A page of 1,000 entries with small photos fits; an endless answer doesn't. */
const maxAnswerBytes = 128 * 1024 * 1024;
const disconnection = 0;
const whoAmIOid = '1.3.6.1.4.1.4203.1.11.3';

/**
 * One socket, one identity, one request at a time. ldapts's Client is not used because it connects again by itself and is
 * then anonymous: this object can't connect, so a lost socket is the end of it.
 */
export class Connection {
  private readonly socket: Socket;
  private readonly framing = new Framing();
  private pending: Pending | null = null;
  private nextId = 2;
  private loss: Loss | null = null;
  private verified = false;
  lastUsed = Date.now();

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('close', () => this.end({ is: 'away', cause: 'the connection was closed', sent: false }));
    socket.on('error', (error) => this.end({ is: 'away', cause: error.message, sent: false }));
    socket.on('end', () => this.end({ is: 'away', cause: 'the server hung up', sent: false }));
  }

  get usable(): boolean {
    return this.loss === null && this.verified && this.pending === null;
  }

  /** Simple bind. The answer is given as it came, accepted or not. */
  async bind(dn: string, password: string, controls: BindRequest['controls'], deadline: number): Promise<Outcome<Exchange>> {
    // RFC 4513, 5.1.2: a bind with a name and no password succeeds as nobody.
    if (dn === '' || password === '') throw new Error('a bind needs a name and a password');
    this.verified = false;
    return this.exchange(new BindRequest({ messageId: 0, dn, password, controls }), tags.bind, 0, deadline);
  }

  /** WhoAmI (RFC 4532): `isExpected` gets the answer, such as `dn:cn=portal,…`. Until it says yes, no other request is sent. */
  async verify(isExpected: (authorizationId: string) => boolean, deadline: number): Promise<Outcome<void>> {
    const answer = await this.exchange(new ExtendedRequest({ messageId: 0, oid: whoAmIOid }), tags.extended, 0, deadline);
    if (!answer.ok) return answer;
    const identity = answer.value.value?.toString() ?? '';
    this.verified = answer.value.result.code === 0 && isExpected(identity);
    if (this.verified) return { ok: true, value: undefined };
    this.close();
    return lost('account', `the directory says that the portal is "${identity}" (result ${answer.value.result.code})`);
  }

  /** Throws when nobody has been verified on this socket: that is a bug, and must never become an anonymous operation. */
  request(request: Request, tag: number, maxEntries: number, deadline: number): Promise<Outcome<Exchange>> {
    if (!this.verified) throw new Error('nothing is sent before the identity is verified');
    return this.exchange(request, tag, maxEntries, deadline);
  }

  close(): void {
    // UnbindRequest (RFC 4511, 4.3), so that the server logs an orderly end.
    if (this.loss === null && !this.socket.destroyed) this.socket.end(Buffer.from([0x30, 0x05, 0x02, 0x01, 0x01, 0x42, 0x00]));
    this.end({ is: 'away', cause: 'the portal closed the connection', sent: false });
  }

  private exchange(request: Request, tag: number, maxEntries: number, deadline: number): Promise<Outcome<Exchange>> {
    if (this.pending) throw new Error('one request at a time');
    if (this.loss) return Promise.resolve({ ok: false, loss: this.loss });
    request.messageId = this.nextId++;
    const written = encode(request);
    if (!written) return Promise.resolve(lost('unsendable', 'the request is too large'));
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => this.end({ is: 'timeout', cause: 'no answer in time', sent: true }),
        Math.max(0, deadline - Date.now()),
      );
      const settle = (outcome: Outcome<Exchange>) => {
        clearTimeout(timer);
        this.pending = null;
        this.lastUsed = Date.now();
        resolve(outcome);
      };
      this.pending = { id: request.messageId, tag, maxEntries, entries: [], bytes: 0, settle };
      this.socket.write(written);
    });
  }

  private read(chunk: Buffer): void {
    if (this.loss) return;
    const messages = this.framing.push(chunk);
    if (!messages) return this.end({ is: 'nonsense', cause: 'bytes that are no LDAP, or a message too large', sent: true });
    for (const message of messages) {
      if (this.loss) return;
      this.take(message);
    }
  }

  private take(message: Buffer): void {
    const answer = decodeAnswer(message);
    if (!answer) return this.end({ is: 'nonsense', cause: 'a malformed LDAP message', sent: true });
    if (answer.id === disconnection) return this.end({ is: 'away', cause: 'notice of disconnection', sent: true });
    const { pending } = this;
    if (!pending || answer.id !== pending.id) return this.end({ is: 'nonsense', cause: 'an answer to no question', sent: true });
    pending.bytes += message.length;
    if (pending.bytes > maxAnswerBytes) return this.end({ is: 'nonsense', cause: 'an answer without end', sent: true });
    if (answer.is === 'ignored') return;
    if (answer.is === 'entry') {
      if (pending.tag !== tags.search) return this.end({ is: 'nonsense', cause: 'an entry that nobody searched for', sent: true });
      if (pending.entries.length < pending.maxEntries) pending.entries.push(answer.entry);
      else this.overflow(pending);
      return;
    }
    if (answer.tag !== pending.tag) return this.end({ is: 'nonsense', cause: 'an answer of another kind', sent: true });
    const { result, controls, value } = answer;
    pending.settle({ ok: true, value: { result, controls, value, entries: pending.entries, overfull: false } });
  }

  /** The server ignores our size limit. What came in time is the answer, and the connection ends rather than read the rest. */
  private overflow(pending: Pending): void {
    const result: LdapResult = { code: 4, matchedDn: '', diagnostic: 'more entries than the size limit allows' };
    pending.settle({ ok: true, value: { result, controls: [], value: null, entries: pending.entries, overfull: true } });
    this.end({ is: 'nonsense', cause: 'more entries than asked for', sent: true });
  }

  private end(loss: Loss): void {
    this.loss ??= loss;
    this.verified = false;
    // A socket that still has the unbind to write goes by itself; the others at once.
    if (!this.socket.writableEnded) this.socket.destroy();
    else setTimeout(() => this.socket.destroy(), 500).unref();
    this.pending?.settle({ ok: false, loss: { ...loss, sent: true } });
  }
}

/** null when a value is larger than what one message may carry (ldapts writes lengths of three bytes). */
function encode(request: Request): Buffer | null {
  try {
    return request.write();
  } catch (error) {
    if (error instanceof InvalidAsn1Error) return null;
    throw error;
  }
}
