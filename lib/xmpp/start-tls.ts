import type { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { type Element, xml } from '@xmpp/xml';
import { BoundedParser } from './bounded-parser.ts';
import { lost, type Outcome } from './loss.ts';
import { RestrictedXml } from './xml-edge.ts';

const tlsNs = 'urn:ietf:params:xml:ns:xmpp-tls';
const streamsNs = 'http://etherx.jabber.org/streams';
const maxBytes = 65_536;

/**
 * STARTTLS (RFC 6120, 5): never optional. Nothing but the domain's name is said before encryption, and bytes that came before
 * it never count as if they had come after.
 */
export function agreeOnTls(socket: Socket, domain: string, deadline: number): Promise<Outcome<void>> {
  return new Promise((resolve) => {
    const parser = new BoundedParser();
    const decoder = new StringDecoder('utf8');
    const restricted = new RestrictedXml();
    let [bytes, seen, proceed, done] = [0, '', false, false];

    const end = (outcome: Outcome<void>) => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      socket.off('data', read).off('close', closed).pause();
      if (!outcome.ok) socket.destroy();
      resolve(outcome);
    };
    const closed = () => end(lost('network', 'The server hung up before TLS began.'));
    const timer = setTimeout(
      () => end(lost('timeout', 'The server did not answer to XMPP in time.')),
      Math.max(0, deadline - Date.now()),
    );
    const read = (chunk: Buffer) => {
      const text = decoder.write(chunk);
      bytes += chunk.length;
      seen += text;
      try {
        if (bytes > maxBytes || restricted.isIn(text)) throw new Error('no XMPP');
        parser.write(text);
      } catch (error) {
        return end(lost('nonsense', 'What listens there does not speak XMPP.', error));
      }
      if (!proceed) return;
      const isLast = /<(?:\w+:)?proceed\b[^<>]*(?:\/>|><\/(?:\w+:)?proceed>)\s*$/.test(seen);
      end(isLast ? { ok: true, value: undefined } : lost('nonsense', 'The server went on talking before TLS began.'));
    };
    parser.on('error', (error: Error) => end(lost('nonsense', 'What listens there does not speak XMPP.', error)));
    parser.on('end', () => end(lost('closed', 'The server ended the stream before TLS began.')));
    parser.on('element', (element: Element) => {
      if (proceed || done) return;
      if (element.is('features', streamsNs)) {
        if (element.getChild('starttls', tlsNs)) socket.write(`<starttls xmlns='${tlsNs}'/>`);
        else end(lost('tls', 'The server does not offer TLS on this port.'));
      } else if (element.is('proceed', tlsNs)) proceed = true;
      else end(lost('tls', 'The server refused to begin TLS.', element.toString().slice(0, 500)));
    });

    socket.on('data', read);
    socket.once('close', closed);
    const header = xml('stream:stream', {
      to: domain,
      version: '1.0',
      xmlns: 'jabber:client',
      'xmlns:stream': streamsNs,
    });
    socket.write(`<?xml version='1.0'?>${header.toString().slice(0, -2)}>`);
  });
}
