import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { makeCertificates } from '#lab/slapd/certificates.ts';
import type { ServerAddress } from './port.ts';

const host = '127.0.0.61';
const streamsNs = 'http://etherx.jabber.org/streams';
const saslNs = 'urn:ietf:params:xml:ns:xmpp-sasl';
const patienceMs = 20_000;

/**
 * For tests only: a server that says what the script says. ejabberd and Prosody can't be made to lie, to stammer or to lose a
 * connection at a chosen word; those tests that don't need it run against them.
 */
export class ScriptedServer {
  readonly ca: string;
  private readonly server: Server;
  private readonly secure: { cert: Buffer; key: Buffer };
  private readonly arrived: Conversation[] = [];
  private readonly waiting: ((conversation: Conversation) => void)[] = [];

  private constructor(server: Server, ca: string, secure: { cert: Buffer; key: Buffer }, isDirect: boolean) {
    this.server = server;
    this.ca = ca;
    this.secure = secure;
    server.on(isDirect ? 'secureConnection' : 'connection', (socket: Socket) => this.join(socket));
  }

  static async start({
    domain = 'south.example',
    tls = 'direct' as ServerAddress['tls'],
  } = {}): Promise<ScriptedServer> {
    const folder = mkdtempSync(join(tmpdir(), 'bailiwick-xmpp-'));
    const files = makeCertificates(folder, [`DNS:${domain}`]);
    const [ca, cert, key] = [files.caFile, files.certificateFile, files.keyFile].map((file) => readFileSync(file));
    rmSync(folder, { recursive: true });
    if (!ca || !cert || !key) throw new Error('no certificates');
    const secure = { cert, key };
    const server =
      tls === 'direct'
        ? createTlsServer({ ...secure, ALPNProtocols: ['xmpp-client'], requestCert: true, rejectUnauthorized: false })
        : createServer();
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    return new ScriptedServer(server, ca.toString(), secure, tls === 'direct');
  }

  /** A certificate that ada may show as hers. */
  get certificate(): { certificate: string; key: string } {
    return { certificate: this.secure.cert.toString(), key: this.secure.key.toString() };
  }

  /** How ada reaches it. */
  address(more: Partial<ServerAddress> = {}): ServerAddress {
    const { port } = this.server.address() as AddressInfo;
    const account = { jid: 'ada@south.example', password: 'a secret', mechanisms: ['PLAIN'] as const };
    return { domain: 'south.example', host, port, tls: 'direct', ca: this.ca, ...account, ...more };
  }

  /** The next connection. */
  next(): Promise<Conversation> {
    const there = this.arrived.shift();
    if (there) return Promise.resolve(there);
    return inTime('nobody came', (resolve) => this.waiting.push(resolve));
  }

  /** What was heard on all connections and not taken. */
  get everythingHeard(): string {
    return this.all.map(({ heardSoFar }) => heardSoFar).join('');
  }

  stop(): Promise<void> {
    for (const conversation of this.all) conversation.cut();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private readonly all: Conversation[] = [];

  private join(socket: Socket): void {
    const conversation = new Conversation(socket, this.secure);
    this.all.push(conversation);
    const waiter = this.waiting.shift();
    if (waiter) waiter(conversation);
    else this.arrived.push(conversation);
  }
}

/** One connection, from the server's side. */
export class Conversation {
  /** Everything that was heard and not yet taken. */
  heardSoFar = '';
  isOver = false;
  private socket: Socket;
  private readonly secure: { cert: Buffer; key: Buffer };
  private wake = () => {};

  constructor(socket: Socket, secure: { cert: Buffer; key: Buffer }) {
    this.socket = socket;
    this.secure = secure;
    this.listen();
  }

  /** Waits until `pattern` is heard, takes everything up to its end, and gives the match. */
  hears(pattern: RegExp): Promise<RegExpExecArray> {
    return inTime(`${pattern} was not heard`, (resolve) => {
      const look = () => {
        const found = pattern.exec(this.heardSoFar);
        if (!found) return;
        this.heardSoFar = this.heardSoFar.slice(found.index + found[0].length);
        this.wake = () => {};
        resolve(found);
      };
      this.wake = look;
      look();
    });
  }

  says(text: string | Buffer): void {
    this.socket.write(text);
  }

  /** Whether ada has shown a certificate. */
  get hasSeenCertificate(): boolean {
    return this.socket instanceof TLSSocket && this.socket.getPeerX509Certificate() !== undefined;
  }

  /** Hangs up without a word. */
  cut(): void {
    this.socket.destroy();
  }

  /** Waits until the other side is gone. */
  ends(): Promise<void> {
    return inTime('the connection stayed open', (resolve) => {
      if (this.isOver) resolve();
      else this.socket.once('close', () => resolve());
    });
  }

  /** Says `text`, and goes on over TLS, as the server. */
  encrypts(text: string): void {
    this.socket.removeAllListeners('data');
    this.socket.write(text);
    this.socket = new TLSSocket(this.socket, { isServer: true, ...this.secure });
    this.listen();
  }

  /** Opens a stream and offers `features`. */
  async opens(features: string): Promise<void> {
    await this.hears(/<stream:stream[^>]*>/);
    this.says(
      `<?xml version='1.0'?><stream:stream from='south.example' id='s' version='1.0' xmlns='jabber:client' xmlns:stream='${streamsNs}'>` +
        `<stream:features>${features}</stream:features>`,
    );
  }

  async offersMechanisms(...names: string[]): Promise<void> {
    const list = names.map((name) => `<mechanism>${name}</mechanism>`).join('');
    await this.opens(`<mechanisms xmlns='${saslNs}'>${list}</mechanisms>`);
  }

  /** Lets ada in by PLAIN. */
  async accepts(): Promise<void> {
    await this.offersMechanisms('PLAIN');
    await this.hears(/<auth[^>]*mechanism="PLAIN"[^>]*>[^<]*<\/auth>/);
    this.says(`<success xmlns='${saslNs}'/>`);
  }

  /** Everything up to where questions are asked; `management`: with XEP-0198. */
  async welcomes({ management = false } = {}): Promise<void> {
    await this.accepts();
    const sm = management ? "<sm xmlns='urn:xmpp:sm:3'/>" : '';
    await this.opens(`<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>${sm}`);
    const [, id] = await this.hears(/<iq[^>]*id="([^"]+)"[^>]*><bind.*?<\/iq>/);
    const bound = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>ada@south.example/desk</jid></bind>";
    this.says(`<iq type='result' id='${id}'>${bound}</iq>`);
    if (!management) return;
    await this.hears(/<enable[^>]*>/);
    this.says("<enabled xmlns='urn:xmpp:sm:3' id='session' resume='true'/>");
  }

  /** The id of the next question that has `word` in it. */
  async isAsked(word: string): Promise<string> {
    const [whole] = await this.hears(new RegExp(`<iq(?:(?!<iq).)*?${word}.*?</iq>`, 's'));
    return /id="([^"]+)"/.exec(whole)?.[1] ?? '';
  }

  answers(id: string, content: string, from = 'south.example'): void {
    this.says(`<iq type='result' id='${id}' from='${from}' to='ada@south.example/desk'>${content}</iq>`);
  }

  private listen(): void {
    this.socket.on('data', (chunk: Buffer) => {
      this.heardSoFar += chunk.toString();
      this.wake();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.isOver = true;
    });
  }
}

function inTime<T>(otherwise: string, take: (resolve: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(otherwise)), patienceMs);
    take((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
