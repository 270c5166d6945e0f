import { type Element, xml } from '@xmpp/xml';
import { type Failure, failed, ok, type Result } from '../domain/failure.ts';
import type { LogEvent, OutgoingMessage, Taken } from './port.ts';
import { refusal } from './stanza-errors.ts';

/** Milliseconds. */
const takenWithin = 30_000;
/** A server that can't deliver says so right after it took the message, mostly. */
const refusedWithin = 1_000;
/** Messages that may still come back. */
const mostTaken = 1_000;

type Waiting = { stanza: Element; settle: (result: Result<Taken>) => void; acknowledged: boolean; taken: () => void };
type Gone = { to: string; refuse: (failure: Failure) => void };

/**
 * Messages that are on their way. One counts as taken when the server has acknowledged it (XEP-0198, 4), and not while it only
 * stands in a socket's buffer. An error counts with the id of its message AND from whom it was sent to, or a server.
 */
export class Messages {
  private readonly waiting = new Map<string, Waiting>();
  private readonly taken = new Map<string, Gone>();

  /** `send` puts it on the stream. */
  async send(stanza: Element, domain: string, send: (stanza: Element) => Promise<void>): Promise<Result<Taken>> {
    const { id = '', to = '' } = stanza.attrs;
    if (this.waiting.has(id)) return failed({ kind: 'conflict', why: 'This message is on its way already.' });
    const taken = Promise.withResolvers<Failure>();
    this.note(id, { to, refuse: taken.resolve });
    return new Promise((resolve) => {
      const settle = (result: Result<Taken>) => {
        clearTimeout(timer);
        this.waiting.delete(id);
        resolve(result);
      };
      const timer = setTimeout(() => {
        neutralize(stanza);
        settle(uncertain(`${domain} did not say in time that it has the message.`));
      }, takenWithin);
      const whenTaken = () => settle(ok({ refused: taken.promise }));
      this.waiting.set(id, { stanza, settle, acknowledged: false, taken: () => setTimeout(whenTaken, refusedWithin) });
      void taken.promise.then((failure) => settle({ ok: false, failure }));
      // A write that fails may have reached the server in part; the end of the stream decides.
      send(stanza).catch(() => {});
    });
  }

  /** The server has it. The same element is acknowledged that was sent, also on a stream that was resumed. */
  acknowledged(stanza: Element): void {
    const found = this.waiting.get(stanza.attrs.id ?? '');
    if (found?.stanza !== stanza || found.acknowledged) return;
    found.acknowledged = true;
    found.taken();
  }

  /** False for what is no error about a message of ours. */
  take(stanza: Element): boolean {
    const { id = '', from = '', type } = stanza.attrs;
    const found = this.taken.get(id);
    if (type !== 'error' || !found || !isBetween(from, found.to)) return false;
    this.taken.delete(id);
    found.refuse(refusedMessage(stanza));
    return true;
  }

  /** The stream is lost for good. What was not acknowledged may have arrived. */
  lose(domain: string): void {
    for (const { acknowledged, settle } of [...this.waiting.values()])
      if (!acknowledged)
        settle(uncertain(`The connection to ${domain} was lost before it said that it has the message.`));
  }

  private note(id: string, gone: Gone): void {
    this.taken.delete(id);
    this.taken.set(id, gone);
    if (this.taken.size > mostTaken) this.taken.delete(this.taken.keys().next().value as string);
  }
}

function uncertain(why: string): Result<never> {
  return failed({ kind: 'timeout', why: `${why} It may have arrived.`, uncertain: true });
}

/** As for questions (requests.ts): a stream that is resumed later must not send what was told to be uncertain. */
function neutralize(stanza: Element): void {
  stanza.name = 'iq';
  stanza.attrs = { type: 'get', id: stanza.attrs.id };
  stanza.children = [xml('ping', { xmlns: 'urn:xmpp:ping' })];
}

/** Nobody else knows the id; an error from elsewhere is ignored all the same. */
function isBetween(from: string, to: string): boolean {
  const bare = (from.split('/')[0] ?? '').toLowerCase();
  return bare === to.toLowerCase() || !bare.includes('@');
}

const words: Readonly<Record<string, string>> = {
  'service-unavailable': 'There is no such account, or it takes no messages while nobody is signed in to it.',
  'item-not-found': 'There is no such account.',
  'recipient-unavailable': 'Nobody is signed in to the account, and its server keeps no messages.',
  forbidden: 'The recipient, or its server, takes no messages from the account of the portal.',
  'not-allowed': 'The recipient, or its server, takes no messages from the account of the portal.',
  'remote-server-not-found': 'The server of the recipient can’t be found.',
  'remote-server-timeout': 'The server of the recipient can’t be reached.',
};

function refusedMessage(stanza: Element): Failure {
  const { failure } = refusal(stanza);
  const { condition = '' } = failure.cause as { condition?: string };
  return Object.hasOwn(words, condition) ? { ...failure, why: words[condition] as string } : failure;
}

/**
 * Type normal: servers keep it for somebody who is offline, which they must not do with a headline (RFC 6121, 8.5.2.2.1), and
 * it is what XEP-0337 asks for. The id is the sender's, and stands in XEP-0359's origin-id as well, which survives archives.
 */
export function messageStanza({ to, id, subject, body, events }: OutgoingMessage): Element {
  return xml(
    'message',
    { to, id, type: 'normal' },
    xml('subject', {}, subject),
    xml('body', {}, body),
    xml('origin-id', { xmlns: 'urn:xmpp:sid:0', id }),
    ...events.map(logElement),
  );
}

/** XEP-0337, 3. */
function logElement({ id, at, type, level, object, subject, text, tags }: LogEvent): Element {
  const about = { object, ...(subject !== '' && { subject }), facility: 'Bailiwick' };
  return xml(
    'log',
    { xmlns: 'urn:xmpp:eventlog', id, timestamp: at.toISOString(), type, level, ...about },
    xml('message', {}, text),
    ...Object.entries(tags).map(([name, value]) => xml('tag', { name, value, type: 'xs:string' })),
  );
}
