import type { Element } from '@xmpp/xml';
import { failed, ok, type Result } from '../domain/failure.ts';
import type { Reply } from './requests.ts';
import { refusal } from './stanza-errors.ts';
import { isSendable } from './xml-edge.ts';

export type Question = {
  type: 'get' | 'set';
  /** Empty: our own account. */
  to: string;
  payload: Element;
  /** When the answer stays away, it may have been carried out all the same. */
  mayChange?: boolean;
  timeoutMs?: number;
};

/** One question to a server; the value is the `result` stanza. */
export type Ask = (question: Question) => Promise<Result<Element>>;

/** What servers take of one stanza by default (Prosody 256 KiB, ejabberd the same); beyond it they end the stream. */
const maxSentBytes = 250_000;

/** null when it may be sent. */
export function unsendable(payload: Element): Result<never> | null {
  const text = payload.toString();
  if (Buffer.byteLength(text) > maxSentBytes)
    return failed({
      kind: 'invalid',
      why: 'This is larger than an XMPP server takes. Nothing was sent.',
      todo: 'Send less at once.',
    });
  if (isSendable(text)) return null;
  return failed({
    kind: 'invalid',
    why: 'There is a control character in it that XMPP can not carry. Nothing was sent.',
    todo: 'Remove the character, and type it again rather than paste it.',
  });
}

/** `away` says why the server can't be asked, as a sentence. */
export function answerOf(reply: Reply, { mayChange }: Question, domain: string, away: string): Result<Element> {
  if (reply.is === 'reply') return reply.stanza.attrs.type === 'error' ? refusal(reply.stanza) : ok(reply.stanza);
  if (reply.is === 'unsent') return unsent(reply.why, domain, away);
  const why =
    reply.why === 'timeout'
      ? `The XMPP server ${domain} did not answer in time.`
      : `The connection to ${domain} was lost before it answered.`;
  if (!mayChange) return failed({ kind: 'timeout', why, todo: 'Try again in a minute.' });
  return failed({
    kind: 'timeout',
    why: `${why} It was sent, and may have run.`,
    todo: 'Look whether it did before you try again.',
    uncertain: true,
  });
}

/** The server never saw it. */
export function unsent(why: 'too-many' | 'away', domain: string, away: string): Result<never> {
  if (why === 'too-many')
    return failed({
      kind: 'too-many',
      why: `Too many requests are waiting for ${domain}. Nothing was sent.`,
      todo: 'Try again in a minute.',
    });
  return failed({
    kind: 'unavailable',
    why: `The XMPP server ${domain} is away. ${away} Nothing was sent.`,
    todo: 'Try again when it is back.',
  });
}
