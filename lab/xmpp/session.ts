import { randomUUID } from 'node:crypto';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Element, escapeXml, find, StreamReader } from './xml.ts';

export type SessionSettings = {
  jid: string;
  password: string;
  host: string;
  /** Port for direct TLS. */
  port: number;
  /** PEM of the lab's CA. */
  ca: string;
  resource?: string;
  /** Gets every stanza that nobody waits for. */
  onStanza?(stanza: Element, session: Session): void;
};

/** Why a server turned somebody away: the name of its error, `not-authorized` for a wrong password. */
export class Refused extends Error {}

const timeoutMs = 10_000;

/**
 * One signed-in person of the lab: direct TLS with the certificate checked against the JID's domain, SASL PLAIN, a resource.
 * Small on purpose: it is not the portal's client, and must not break with it.
 */
export class Session {
  /** Full JID, as the server gave it. */
  readonly jid: string;
  /** Resolves when the connection ends, whoever ended it. */
  readonly ended: Promise<void>;
  private readonly stream: Stream;

  private constructor(jid: string, stream: Stream) {
    this.jid = jid;
    this.stream = stream;
    this.ended = stream.ended;
  }

  /** Rejects with Refused when the server says no. */
  static async open({ jid, password, host, port, ca, resource = 'lab', onStanza }: SessionSettings): Promise<Session> {
    const [local = '', domain = ''] = jid.split('@');
    const stream = new Stream(connectTls({ host, port, ca, servername: domain, minVersion: 'TLSv1.2' }));
    try {
      await stream.begin(domain);
      const plain = Buffer.from(`\0${local}\0${password}`).toString('base64');
      stream.send(`<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${plain}</auth>`);
      const answer = await stream.next(({ name }) => name === 'success' || name === 'failure');
      if (answer.name === 'failure') throw new Refused(answer.children[0]?.name ?? 'refused');
      await stream.begin(domain);
      const bound = await stream.ask(
        `<iq type="set" id="bind"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>${escapeXml(resource)}</resource></bind></iq>`,
        'bind',
      );
      const session = new Session(find(bound, 'jid')?.text ?? jid, stream);
      if (onStanza) stream.onUnread = (stanza) => onStanza(stanza, session);
      return session;
    } catch (cause) {
      stream.close();
      throw cause;
    }
  }

  send(xml: string): void {
    this.stream.send(xml);
  }

  /** Sends an IQ request to `to` and answers the reply, whatever its type. */
  ask(type: 'get' | 'set', to: string, payload: string): Promise<Element> {
    const id = randomUUID();
    return this.stream.ask(`<iq type="${type}" id="${id}" to="${escapeXml(to)}">${payload}</iq>`, id);
  }

  say(to: string, body: string, type: 'chat' | 'groupchat' = 'chat'): void {
    this.send(
      `<message to="${escapeXml(to)}" type="${type}" id="${randomUUID()}"><body>${escapeXml(body)}</body></message>`,
    );
  }

  /** The next stanza that is wanted; those that came before are looked at first. Rejects after ten seconds. */
  next(wanted: (stanza: Element) => boolean): Promise<Element> {
    return this.stream.next(wanted);
  }

  async close(): Promise<void> {
    this.stream.send('<presence type="unavailable"/></stream:stream>');
    this.stream.close();
    await this.ended;
  }
}

/** What a server offers on its port for plain connections before TLS, and what it answers to `attempt`. */
export async function plainAnswer(host: string, port: number, domain: string, attempt: string) {
  const stream = new Stream(connectTcp({ host, port }));
  try {
    const features = await stream.begin(domain);
    stream.send(attempt);
    const answer = await Promise.race([stream.next(() => true), stream.ended]);
    return { features, answer: answer ?? null };
  } finally {
    stream.close();
  }
}

/** Stanzas that nobody asked for: the oldest go. */
const keptStanzas = 200;

type Waiting = { wanted(element: Element): boolean; resolve(element: Element): void };

class Stream {
  readonly ended: Promise<void>;
  /** Takes what nobody waits for, instead of keeping it. */
  onUnread: ((element: Element) => void) | null = null;
  private readonly socket: Socket;
  private readonly reader: StreamReader;
  private unread: Element[] = [];
  private waiting: Waiting[] = [];
  private failure: Error = new Error('the connection was closed');

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding('utf8');
    this.reader = new StreamReader(
      (element) => this.take(element),
      () => this.close(),
    );
    socket.on('data', (text) => this.reader.push(String(text)));
    socket.on('error', (error) => {
      this.failure = error;
    });
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  /** Begins or restarts the stream; answers its features. */
  begin(domain: string): Promise<Element> {
    this.reader.restart();
    this.send(
      `<?xml version="1.0"?><stream:stream xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams" to="${escapeXml(domain)}" version="1.0">`,
    );
    return this.next(({ name }) => name === 'stream:features');
  }

  send(xml: string): void {
    if (this.socket.writable) this.socket.write(xml);
  }

  ask(xml: string, id: string): Promise<Element> {
    const answer = this.next(({ name, attributes }) => name === 'iq' && attributes.id === id);
    this.send(xml);
    return answer;
  }

  next(wanted: (element: Element) => boolean): Promise<Element> {
    const index = this.unread.findIndex(wanted);
    if (index >= 0) return Promise.resolve(this.unread.splice(index, 1)[0] as Element);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        wanted,
        resolve: (element) => {
          clearTimeout(timer);
          resolve(element);
        },
      };
      const give = (error: Error) => {
        clearTimeout(timer);
        this.waiting = this.waiting.filter((one) => one !== waiting);
        reject(error);
      };
      const timer = setTimeout(() => give(new Error('the server sent nothing of the kind in 10 s')), timeoutMs);
      void this.ended.then(() => give(this.failure));
      this.waiting.push(waiting);
    });
  }

  close(): void {
    this.socket.end();
    const forced = setTimeout(() => this.socket.destroy(), 1000);
    void this.ended.then(() => clearTimeout(forced));
  }

  private take(element: Element): void {
    const taker = this.waiting.find(({ wanted }) => wanted(element));
    if (taker) {
      this.waiting = this.waiting.filter((one) => one !== taker);
      taker.resolve(element);
      return;
    }
    // Servers ask whether we are there (XEP-0199).
    if (element.name === 'iq' && element.attributes.type === 'get' && find(element, 'ping'))
      this.send(
        `<iq type="result" id="${escapeXml(element.attributes.id ?? '')}" to="${escapeXml(element.attributes.from ?? '')}"/>`,
      );
    else if (this.onUnread) this.onUnread(element);
    else this.unread = [...this.unread, element].slice(-keptStanzas);
  }
}
