import { randomUUID } from 'node:crypto';
import { type Element, xml } from '@xmpp/xml';

/** On the wire or waiting for it, together. */
export const mostRequests = 256;

/** `unsent`: the server never saw it. `unanswered`: it was sent, and nobody knows what became of it. */
export type Reply =
  | { is: 'reply'; stanza: Element }
  | { is: 'unanswered'; why: 'timeout' | 'lost' }
  | { is: 'unsent'; why: 'too-many' | 'away' };

type Pending = { stanza: Element; from: ReadonlySet<string>; settle: (reply: Reply) => void };

/**
 * Questions that wait for their answers. An answer counts only with the id of its question AND from whom was asked (RFC 6120,
 * 8.1.2.1 and 8.2.3): ids are random, so nobody else can know them, and a right guess from elsewhere is still ignored.
 */
export class Requests {
  private readonly pending = new Map<string, Pending>();

  get size(): number {
    return this.pending.size;
  }

  /** `self` is our own full JID. An empty `to` means our own account and server, as in RFC 6120, 10.3. */
  async ask(
    type: 'get' | 'set',
    to: string,
    payload: Element,
    self: string,
    timeoutMs: number,
    send: (stanza: Element) => Promise<void>,
  ): Promise<Reply> {
    if (this.pending.size >= mostRequests) return { is: 'unsent', why: 'too-many' };
    const id = randomUUID();
    const stanza = xml('iq', { type, id, to: to || undefined }, payload);
    return new Promise((resolve) => {
      const settle = (reply: Reply) => {
        clearTimeout(timer);
        this.pending.delete(id);
        resolve(reply);
      };
      const timer = setTimeout(() => {
        neutralize(stanza);
        settle({ is: 'unanswered', why: 'timeout' });
      }, timeoutMs);
      this.pending.set(id, { stanza, from: acceptable(to, self), settle });
      // A write that fails may have reached the server in part; the end of the stream decides.
      send(stanza).catch(() => {});
    });
  }

  /** False for an answer to no question of ours. */
  take(stanza: Element): boolean {
    const found = this.pending.get(stanza.attrs.id ?? '');
    if (!found?.from.has(normalized(stanza.attrs.from ?? ''))) return false;
    found.settle({ is: 'reply', stanza });
    return true;
  }

  /** The stream is lost for good: what was asked on it will not be answered. */
  lose(): void {
    for (const { settle } of [...this.pending.values()]) settle({ is: 'unanswered', why: 'lost' });
  }
}

/**
 * A resumed stream sends again what the server has not acknowledged (XEP-0198, 5). Nobody waits for this question any more
 * and somebody was told that it may have run: a ping takes its place, so that it doesn't run late and the counts still hold.
 */
function neutralize(stanza: Element): void {
  stanza.attrs.type = 'get';
  stanza.attrs.to = undefined;
  stanza.children = [xml('ping', { xmlns: 'urn:xmpp:ping' })];
}

function acceptable(to: string, self: string): ReadonlySet<string> {
  const [bare = ''] = self.split('/');
  const own = ['', bare, self, bare.slice(bare.indexOf('@') + 1)].map(normalized);
  const asked = normalized(to);
  return new Set(asked === '' ? own : asked === normalized(bare) ? [asked, ''] : [asked]);
}

/** RFC 7622: domain and localpart compare without case, the resource as it is. */
function normalized(jid: string): string {
  const slash = jid.indexOf('/');
  return slash < 0 ? jid.toLowerCase() : jid.slice(0, slash).toLowerCase() + jid.slice(slash);
}
