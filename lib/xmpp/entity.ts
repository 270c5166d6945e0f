import { StringDecoder } from 'node:string_decoder';
import type { TLSSocket } from 'node:tls';
import { Client } from '@xmpp/client-core';
import ConnectionTCP from '@xmpp/connection-tcp';
import type { Element } from '@xmpp/xml';
import { BoundedParser, maxStanzaBytes } from './bounded-parser.ts';
import type { Loss } from './loss.ts';
import { isSendable, RestrictedXml } from './xml-edge.ts';

/** Bytes that may wait for a server that doesn't read. */
const maxUnsentBytes = 16 * 1024 * 1024;

type TransportClass = new () => { NS: string };

/** Stanzas in `jabber:client`; written down as sent before they are, so that an acknowledgement (XEP-0198) finds them. */
class Transport extends (ConnectionTCP as TransportClass) {
  async send(this: Client, element: Element): Promise<void> {
    element.parent = this.root;
    this.emit('send', element);
    await this.write(element.toString());
  }

  async sendMany(this: Client, elements: Iterable<Element>): Promise<void> {
    for (const element of elements) await this.send(element);
  }
}
Transport.prototype.NS = 'jabber:client';

/**
 * @xmpp's client over a TLS socket that is open already: one stream, one life. It closes @xmpp's traps: bytes that are cut
 * in the middle of a character, exceptions of the parser and of what listens to it, see-other-host, disconnecting without
 * destroying the socket, and characters that XML can't carry.
 */
export class Entity extends Client {
  loss: Loss | null = null;
  private readonly tls: TLSSocket;
  private readonly decoder = new StringDecoder('utf8');
  private readonly restricted = new RestrictedXml();
  private bytes = 0;
  private readonly onLoss: (loss: Loss) => void;

  constructor(socket: TLSSocket, domain: string, onLoss: (loss: Loss) => void) {
    super({ domain, timeout: 15_000 });
    this.tls = socket;
    this.onLoss = onLoss;
    this.Transport = Transport;
    this.Parser = BoundedParser;
    this.on('error', (error: Error) => this.drop('nonsense', 'The server broke the rules of XMPP.', error));
    this.on('close', () => this.drop('closed', 'The server ended the stream.'));
    this.on('element', () => {
      this.bytes = 0;
    });
    socket.on('close', () => this.drop('network', 'The connection was lost.'));
    socket.on('error', (error) => this.drop('network', 'The connection was lost.', error));
    this._attachSocket(Object.assign(socket, { secure: true }));
    socket.setNoDelay(true).setKeepAlive(true, 30_000);
  }

  /** The end of this stream, for the first reason that there was. */
  drop(is: Loss['is'], why: string, cause?: unknown): void {
    if (this.loss) return;
    this.loss = { is, why, cause };
    this.tls.destroy();
    this.emit('disconnect', {});
    this.onLoss(this.loss);
  }

  /** `</stream>` (RFC 6120, 4.4), and at most a second for the server to answer it: otherwise a session stays behind. */
  async close(): Promise<void> {
    if (this.loss) return;
    const gone = new Promise<void>((resolve) => this.tls.once('close', () => resolve()));
    await this.write('</stream:stream>').catch(() => {});
    this.loss = { is: 'closed', why: 'The portal closed the connection.' };
    this.emit('disconnect', {});
    this.tls.end();
    const timer = setTimeout(() => this.tls.destroy(), 1_000);
    await gone;
    clearTimeout(timer);
    this.onLoss(this.loss);
  }

  override _onData(chunk: Buffer): void {
    if (this.loss) return;
    this.bytes += chunk.length;
    if (this.bytes > maxStanzaBytes)
      return void this.drop('nonsense', 'The server sent a stanza larger than the portal takes.');
    try {
      const text = this.decoder.write(chunk);
      if (this.restricted.isIn(text)) throw new Error('restricted XML');
      this.parser?.write(text);
    } catch (error) {
      this.drop('nonsense', 'The server sent something that is no XMPP.', error);
    }
  }

  /** Whoever answers there may not send us, and our password, elsewhere (RFC 6120, 4.9.3.19): the settings name the host. */
  override _onSeeOtherHost(): void {
    this.drop('closed', 'The server names another host, which the portal does not follow.');
  }

  override async disconnect(): Promise<void> {
    this.drop('timeout', 'The server did not answer any more.');
  }

  override async write(text: string): Promise<void> {
    if (this.loss) throw new Error('the stream has ended');
    if (!isSendable(text)) throw new Error('a character that XML can not carry');
    if (this.tls.writableLength > maxUnsentBytes)
      return this.drop('network', 'The server does not read what it is sent.');
    await new Promise<void>((resolve, reject) => this.tls.write(text, (error) => (error ? reject(error) : resolve())));
  }
}
