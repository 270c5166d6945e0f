import { setTimeout as sleep } from 'node:timers/promises';
import { type Element, xml } from '@xmpp/xml';
import { failed, type Result } from '../domain/failure.ts';
import { type Ask, answerOf, type Question, unsendable, unsent } from './ask.ts';
import { accountDelayMs, delayMs } from './backoff.ts';
import { certificateFacts } from './certificate.ts';
import { listCommands, runCommand } from './commands.ts';
import { dial } from './dial.ts';
import { info, items, ping, time, uptime, version } from './disco.ts';
import type { XmppLog } from './log.ts';
import type { Loss, Outcome } from './loss.ts';
import { Messages, messageStanza } from './messages.ts';
import type { CommandRequest, ConnectionState, OutgoingMessage, ServerAddress, Taken, XmppConnection } from './port.ts';
import { mostRequests, type Reply, Requests } from './requests.ts';
import { openStream, type Resumption, type Stream } from './stream.ts';

/** Milliseconds. */
const openWithin = 20_000;
const answerWithin = 30_000;
/** A request that comes while the very first connection is being made waits for it so long. */
const waitForFirst = 5_000;
/** A connection that lasted so long was a good one: the next loss begins with short delays again. */
const steadyAfter = 30_000;
const pingEvery = 30_000;
const pingWithin = 20_000;

const closedByUs: Loss = { is: 'closed', why: 'The portal closed the connection.' };

/** The one connection to a managed server. It is opened again for ever, until `close`. */
export class SupervisedConnection implements XmppConnection {
  private readonly address: ServerAddress;
  private readonly log: XmppLog;
  private readonly requests = new Requests();
  private readonly messages = new Messages();
  private readonly stop = new AbortController();
  private readonly supervision: Promise<void>;
  private current: ConnectionState = { is: 'connecting', since: new Date() };
  private stream: Stream | null = null;
  private resumption: Resumption | null = null;
  /** Since when there is this session: it outlives connections on which it is resumed, and with it do commands in mid-run. */
  private sessionSince = new Date();
  private waiting = 0;
  private decide = () => {};
  private readonly decided = new Promise<void>((resolve) => {
    this.decide = resolve;
  });

  constructor(address: ServerAddress, log: XmppLog) {
    this.address = address;
    this.log = log;
    this.supervision = this.supervise();
  }

  state(): ConnectionState {
    return this.current;
  }

  listCommands(jid: string) {
    return listCommands(this.ask, jid);
  }

  run(request: CommandRequest) {
    return runCommand(this.ask, request);
  }

  info(jid: string, node?: string) {
    return info(this.ask, jid, node);
  }

  items(jid: string, node?: string) {
    return items(this.ask, jid, node);
  }

  version(jid: string) {
    return version(this.ask, jid);
  }

  uptime(jid: string) {
    return uptime(this.ask, jid);
  }

  time(jid: string) {
    return time(this.ask, jid);
  }

  ping(jid: string): Promise<Result<void>> {
    return ping(this.ask, jid);
  }

  async message(message: OutgoingMessage): Promise<Result<Taken>> {
    const { domain } = this.address;
    const stanza = messageStanza(message);
    const hindrance = unsendable(stanza);
    if (hindrance) return hindrance;
    const stream = await this.ready();
    if (typeof stream === 'string') return unsent(stream, domain, this.whyAway());
    const taken = this.messages.send(stanza, domain, (element) => stream.send(element));
    if (!stream.acknowledges) void this.askWhether(stream, stanza);
    return taken;
  }

  /** Any other question, for the adapters of single servers in lib/xmpp/servers. */
  readonly ask: Ask = async (question) => {
    const hindrance = unsendable(question.payload);
    if (hindrance) return hindrance;
    const reply = await this.send(question);
    return answerOf(reply, question, this.address.domain, this.whyAway());
  };

  async close(): Promise<void> {
    this.stop.abort();
    await this.stream?.close();
    this.ended(closedByUs, null);
    this.lose();
    await this.supervision;
  }

  private async send({ type, to, payload, timeoutMs = answerWithin }: Question): Promise<Reply> {
    const stream = await this.ready();
    if (typeof stream === 'string') return { is: 'unsent', why: stream };
    return this.requests.ask(type, to, payload, stream.jid, timeoutMs, (stanza) => stream.send(stanza));
  }

  private async ready(): Promise<Stream | 'too-many' | 'away'> {
    if (this.current.is === 'connecting') {
      if (this.waiting >= mostRequests) return 'too-many';
      this.waiting++;
      await Promise.race([this.decided, sleep(waitForFirst, undefined, { ref: false })]);
      this.waiting--;
    }
    return this.stream ?? 'away';
  }

  private whyAway(): string {
    return this.current.is === 'away' ? this.current.why : 'The connection is not made yet.';
  }

  /** Stanzas are handled in the order in which they came (RFC 6120, 10.1): what answers this has what was sent before it. */
  private async askWhether(stream: Stream, stanza: Element): Promise<void> {
    const payload = xml('ping', { xmlns: 'urn:xmpp:ping' });
    const send = (element: Element) => stream.send(element);
    const { domain } = this.address;
    const reply = await this.requests.ask('get', domain, payload, stream.jid, answerWithin, send);
    if (reply.is === 'reply') this.messages.acknowledged(stanza);
  }

  /** What was asked or sent and not answered stays so. */
  private lose(): void {
    this.requests.lose();
    this.messages.lose(this.address.domain);
  }

  private async supervise(): Promise<void> {
    const { signal } = this.stop;
    for (let attempt = 0; !signal.aborted; attempt++) {
      const { loss, onlineMs } = await this.holdOne();
      if (signal.aborted) return;
      if (onlineMs > steadyAfter) attempt = 0;
      const backOff = delayMs(attempt, Math.random());
      const waitMs = loss.is === 'account' ? Math.max(accountDelayMs, backOff) : backOff;
      this.ended(loss, new Date(Date.now() + waitMs));
      const cause = loss.cause instanceof Error ? loss.cause.message : undefined;
      this.log.warn({ server: this.address.domain, loss: loss.is, cause, waitMs }, loss.why);
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** One connection from its beginning to its end. */
  private async holdOne(): Promise<{ loss: Loss; onlineMs: number }> {
    let over = (_: Loss) => {};
    const lossOf = new Promise<Loss>((resolve) => {
      over = resolve;
    });
    const opened = await this.open(over);
    if (!opened.ok) return { loss: opened.loss, onlineMs: 0 };
    const began = Date.now();
    const stream = opened.value;
    const watch = setInterval(() => this.watch(stream), pingEvery).unref();
    const loss = await lossOf;
    clearInterval(watch);
    this.stream = null;
    this.resumption = stream.resumption();
    if (!this.resumption) this.lose();
    return { loss, onlineMs: Date.now() - began };
  }

  private async open(onLoss: (loss: Loss) => void): Promise<Outcome<Stream>> {
    const deadline = Date.now() + openWithin;
    const { signal } = this.stop;
    const dialled = await orAborted(dial(this.address, deadline), signal);
    if (!dialled.ok) return dialled;
    const socket = dialled.value;
    const certificateExpires = certificateFacts(socket)?.validTo;
    const tls = {
      protocol: socket.getProtocol() ?? '',
      cipher: socket.getCipher().name,
      ...(certificateExpires && { certificateExpires }),
    };
    const onReply = (stanza: Parameters<Requests['take']>[0]) => {
      if (this.requests.take(stanza)) return;
      this.log.info({ server: this.address.domain, from: stanza.attrs.from }, 'An answer to no question was ignored.');
    };
    const handlers = {
      ...{ onReply, onLoss },
      onReturn: (stanza: Element) => void this.messages.take(stanza),
      onAcknowledged: (stanza: Element) => this.messages.acknowledged(stanza),
    };
    const opened = await openStream(socket, this.address, this.resumption, handlers, deadline, signal);
    if (!opened.ok) return opened;
    const stream = opened.value;
    // A new session knows nothing of what was asked in the old one.
    if (!stream.resumed) {
      this.lose();
      this.sessionSince = new Date();
    }
    this.resumption = null;
    this.stream = stream;
    this.current = { is: 'online', since: this.sessionSince, mechanism: stream.mechanism, tls };
    this.decide();
    // Closed in the very moment in which it was opened.
    if (signal.aborted) await stream.close();
    this.log.info(
      { server: this.address.domain, mechanism: stream.mechanism, resumed: stream.resumed, ...tls },
      'Online.',
    );
    return opened;
  }

  /** Finds out about a server that is gone without having said so; any answer will do, also a refusal. */
  private async watch(stream: Stream): Promise<void> {
    const payload = xml('ping', { xmlns: 'urn:xmpp:ping' });
    const send = (stanza: Parameters<Stream['send']>[0]) => stream.send(stanza);
    const reply = await this.requests.ask('get', this.address.domain, payload, stream.jid, pingWithin, send);
    if (reply.is === 'unanswered' && reply.why === 'timeout' && this.stream === stream) stream.drop();
  }

  private ended({ why }: Loss, nextTryAt: Date | null): void {
    const since = this.current.is === 'away' ? this.current.since : new Date();
    this.stream = null;
    this.current = { is: 'away', since, why, nextTryAt };
    this.decide();
  }
}

/** Doesn't wait for a socket that nobody wants any more; should it open yet, it is closed. */
function orAborted(dialling: ReturnType<typeof dial>, signal: AbortSignal): ReturnType<typeof dial> {
  return new Promise((resolve) => {
    const abort = () => resolve({ ok: false, loss: closedByUs });
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    dialling.then((dialled) => {
      signal.removeEventListener('abort', abort);
      if (signal.aborted && dialled.ok) dialled.value.destroy();
      resolve(dialled);
    });
  });
}

/** What is answered for a server that nobody has set up: a null provider, so that no caller asks whether there is one. */
export function noConnection(domain: string): XmppConnection {
  const since = new Date();
  const why = `No XMPP server is set up for ${domain}.`;
  const refuse = async () =>
    failed({ kind: 'unavailable', why, todo: 'A system administrator can add one under Servers.' });
  return {
    state: () => ({ is: 'away', since, why, nextTryAt: null }),
    listCommands: refuse,
    run: refuse,
    info: refuse,
    items: refuse,
    version: refuse,
    uptime: refuse,
    time: refuse,
    ping: refuse,
    message: refuse,
    close: async () => {},
  };
}
