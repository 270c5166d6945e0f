import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { AuthProtocol } from './port.ts';

/** Digest and octets of it that are sent (RFC 3414, 7.3.1; RFC 7860, 4.1). */
const digests = {
  'SHA-1': ['sha1', 12],
  'SHA-224': ['sha224', 16],
  'SHA-256': ['sha256', 24],
  'SHA-384': ['sha384', 32],
  'SHA-512': ['sha512', 48],
} as const satisfies Record<AuthProtocol, readonly [hash: string, octets: number]>;

const stretched = 1024 * 1024;

/** The key of one user at one engine (RFC 3414, A.2). Takes some milliseconds: by design. */
export function localizedKey(auth: AuthProtocol, password: string, engineId: Buffer): Buffer {
  return keyAt(auth, userKey(auth, password), engineId);
}

/** What takes the milliseconds: the same at every engine. */
export function userKey(auth: AuthProtocol, password: string): Buffer {
  return createHash(digests[auth][0]).update(Buffer.alloc(stretched, password)).digest();
}

export function keyAt(auth: AuthProtocol, key: Buffer, engineId: Buffer): Buffer {
  return createHash(digests[auth][0]).update(key).update(engineId).update(key).digest();
}

/** Whether who sent `datagram` knew the key (RFC 3414, 6.3.2). `digest` stands in it at `digestAt`. */
export function isAuthentic(
  datagram: Buffer,
  { digest, digestAt }: { digest: Buffer; digestAt: number },
  auth: AuthProtocol,
  key: Buffer,
): boolean {
  return digest.length === digestOctets(auth) && timingSafeEqual(digestOf(datagram, digestAt, auth, key), digest);
}

export function digestOctets(auth: AuthProtocol): number {
  return digests[auth][1];
}

/** Of a datagram in which it stands, or shall stand, at `digestAt`. */
export function digestOf(datagram: Buffer, digestAt: number, auth: AuthProtocol, key: Buffer): Buffer {
  const [hash, octets] = digests[auth];
  const mac = createHmac(hash, key)
    .update(datagram.subarray(0, digestAt))
    .update(Buffer.alloc(octets))
    .update(datagram.subarray(digestAt + octets));
  return mac.digest().subarray(0, octets);
}
