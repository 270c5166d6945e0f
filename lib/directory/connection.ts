import type { Socket } from 'node:net';
import { BindRequest, ExtendedRequest, InvalidAsn1Error } from 'ldapts';
import { decodeAnswer, type LdapResult, type RawEntry, type ResponseControl, tags } from './answer.ts';
import { Framing } from './framing.ts';
import { type Loss, lost, type Outcome } from './loss.ts';

/** What ldapts's request classes are for us: something with a message ID that can be written as BER. */
export type Request = { messageId: number; write(): Buffer };

export type Exchange = {
  result: LdapResult;
  controls: ResponseControl[];
  entries: RawEntry[];
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
/** RFC 4511, 4.4.1: an unsolicited notification has message ID 0, and this is the only one. */
const noticeOfDisconnection = 0;
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
  async bind(
    dn: string,
    password: string,
    controls: BindRequest['controls'],
    deadline: number,
  ): Promise<Outcome<Exchange>> {
    // RFC 4513, 5.1.2: a bind with a name and no password succeeds as nobody.
    if (dn === '' || password === '') throw new Error('a bind needs a name and a password');
    this.verified = false;
    return this.exchange(new BindRequest({ messageId: 0, dn, password, controls }), tags.bind, 0, deadline);
  }

  /** WhoAmI (RFC 4532): `isExpected` gets the answer, such as `dn:cn=portal,…`. Until it says yes, no other request is sent. */
  async verify(isExpected: (authorizationId: string) => boolean, deadline: number): Promise<Outcome<void>> {
    const answer = await this.exchange(
      new ExtendedRequest({ messageId: 0, oid: whoAmIOid }),
      tags.extended,
      0,
      deadline,
    );
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
    if (this.loss === null && !this.socket.destroyed)
      this.socket.end(Buffer.from([0x30, 0x05, 0x02, 0x01, 0x01, 0x42, 0x00]));
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
    if (!messages) this.endForNonsense('bytes that are no LDAP, or a message too large');
    for (const message of messages ?? []) {
      if (this.loss) return;
      const problem = this.take(message);
      if (problem) this.endForNonsense(problem);
    }
  }

  /** What is wrong with the message, or null. */
  private take(message: Buffer): string | null {
    const answer = decodeAnswer(message);
    if (!answer) return 'a malformed LDAP message';
    if (answer.id === noticeOfDisconnection) {
      this.end({ is: 'away', cause: 'the server gave notice of disconnection', sent: true });
      return null;
    }
    const { pending } = this;
    if (!pending || answer.id !== pending.id) return 'an answer to no question';
    pending.bytes += message.length;
    if (pending.bytes > maxAnswerBytes) return 'an answer without end';
    if (answer.is === 'ignored') return null;
    if (answer.is === 'entry') return this.takeEntry(pending, answer.entry);
    if (answer.tag !== pending.tag) return 'an answer of another kind';
    const { result, controls, value } = answer;
    pending.settle({ ok: true, value: { result, controls, value, entries: pending.entries } });
    return null;
  }

  private takeEntry(pending: Pending, entry: RawEntry): string | null {
    if (pending.tag !== tags.search) return 'an entry that nobody searched for';
    if (pending.entries.length < pending.maxEntries) {
      pending.entries.push(entry);
      return null;
    }
    // The server ignores our size limit. What came within it is the answer; the connection ends rather than read the rest.
    const result: LdapResult = { code: 4, matchedDn: '', diagnostic: 'more entries than the size limit allows' };
    pending.settle({ ok: true, value: { result, controls: [], value: null, entries: pending.entries } });
    return 'more entries than asked for';
  }

  private endForNonsense(cause: string): void {
    this.end({ is: 'nonsense', cause, sent: true });
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
