import type { IncomingMessage } from 'node:http';

/** Set by our own server from the socket, whatever a client sends under that name. */
export const addressHeader = 'x-bailiwick-address';

/** Path and query of the request, set by our own server too. */
export const pathHeader = 'x-bailiwick-path';

/**
 * Where a request came from. X-Forwarded-For counts only when the socket's other end is a proxy that the settings
 * trust, and then from its right end: what stands further left was written by strangers.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: readonly string[]): string {
  const peer = plain(request.socket.remoteAddress ?? '');
  if (!trustedProxies.includes(peer)) return peer;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => plain(part.trim()));
  const outside = forwarded.reverse().find((address) => address && !trustedProxies.includes(address));
  return outside ?? peer;
}

function plain(address: string): string {
  return address.replace(/^::ffff:/, '').slice(0, 64);
}
