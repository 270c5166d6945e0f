import { Malformed, Reader, tags } from './ber.ts';

/** What the guard judges a datagram by (RFC 3416, RFC 3412). Null parts: encrypted, or not there. */
export type Header =
  | { version: 1; community: Buffer; id: number; pdu: number }
  | {
      version: 3;
      id: number;
      authenticated: boolean;
      encrypted: boolean;
      engineId: Buffer;
      user: Buffer;
      /** The digest, and where it stands in the datagram. */
      digest: Buffer;
      digestAt: number;
      pdu: number | null;
      /** Of a plaintext Report: the last but one arc of its first OID below usmStats (RFC 3414, 5). */
      usmStat: number | null;
    };

export const reportPdu = 0xa8;
const { sequence, octets, objectId } = tags;
const userSecurityModel = 3;
const usmStats = Buffer.from('2b060106030f0101', 'hex');

/** null for whatever is not whole and well formed; never throws, and reads nothing twice. */
export function readHeader(datagram: Buffer): Header | null {
  try {
    const message = new Reader(datagram, 0, datagram.length).into(sequence);
    const version = message.integer();
    if (version === 1) {
      const community = message.octets();
      const pdu = message.peek();
      return { version: 1, community, id: message.into(pdu).integer(), pdu };
    }
    return version === 3 ? readV3(message) : null;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function readV3(message: Reader): Header | null {
  const global = message.into(sequence);
  const id = global.integer();
  global.integer();
  const flags = global.octets();
  if (flags.length !== 1 || global.integer() !== userSecurityModel) return null;
  const [authenticated, encrypted] = [((flags[0] ?? 0) & 1) !== 0, ((flags[0] ?? 0) & 2) !== 0];
  const security = message.into(octets).into(sequence);
  const engineId = security.octets();
  security.integer();
  security.integer();
  const user = security.octets();
  const digest = security.octets();
  const digestAt = security.at - digest.length;
  security.octets();
  const plain = encrypted ? null : readScoped(message.into(sequence));
  return { version: 3, id, authenticated, encrypted, engineId, user, digest, digestAt, ...(plain ?? noPdu) };
}

const noPdu = { pdu: null, usmStat: null };

function readScoped(scoped: Reader): { pdu: number; usmStat: number | null } {
  scoped.octets();
  scoped.octets();
  const pdu = scoped.peek();
  const inner = scoped.into(pdu);
  if (pdu !== reportPdu) return { pdu, usmStat: null };
  inner.integer();
  inner.integer();
  inner.integer();
  const list = inner.into(sequence);
  if (list.isEmpty()) return { pdu, usmStat: null };
  const oid = list.into(sequence).bytes(objectId);
  const known = oid.length === usmStats.length + 2 && oid.subarray(0, usmStats.length).equals(usmStats);
  return { pdu, usmStat: known ? (oid[usmStats.length] ?? null) : null };
}
