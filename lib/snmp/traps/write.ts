import { tags } from '../ber.ts';
import type { AuthProtocol } from '../port.ts';
import { digestOctets, digestOf, keyAt } from '../usm.ts';
import type { CommunityMessage, Scoped, UserMessage } from './message.ts';
import { pduTags } from './notification.ts';
import { encrypt, type Privacy } from './privacy.ts';

/** Our own engine (RFC 3411, 3.1.1). `time`: seconds since it started for the `boots`th time. */
export type OwnEngine = { id: Buffer; boots: number; time(): number };
/** Who an answer is signed for: the user's key that is the same at every engine. */
export type Signer = { auth: AuthProtocol; key: Buffer };

const usmStats = '2b060106030f0101';
/** Arcs of RFC 3414, 5. */
export const usmStat = { notInTimeWindows: 2, unknownEngineIds: 4 } as const;
const counter32 = 0x41;
const userSecurityModel = 3;
const mostOctets = 65_507;

/** The Response to an inform: what it said, without an error (RFC 3416, 4.2.7). */
export function responsePdu(id: number, list: Buffer): Buffer {
  return element(pduTags.response, integer(id), integer(0), integer(0), list);
}

/** A Report of one counter (RFC 3412, 7.1.3). */
export function reportPdu(id: number, stat: number, count: number): Buffer {
  const oid = element(tags.objectId, Buffer.from(usmStats, 'hex'), Buffer.from([stat, 0]));
  const value = element(counter32, unsigned(count));
  const list = element(tags.sequence, element(tags.sequence, oid, value));
  return element(pduTags.report, integer(id), integer(0), integer(0), list);
}

export function communityAnswer({ community }: CommunityMessage, pdu: Buffer): Buffer {
  return element(tags.sequence, integer(1), octets(community), pdu);
}

/**
 * An answer of our engine to `asked`, as safe as `signer` and `privacy` make it. Where there is neither, it is plain: so are
 * Reports of our engine's id, for which nobody has a key yet.
 */
export function userAnswer(
  asked: Pick<UserMessage, 'id' | 'user'>,
  { contextEngineId, contextName, pdu }: Scoped,
  own: OwnEngine,
  signer: Signer | null,
  privacy: Privacy | null,
): Buffer {
  const scoped = element(tags.sequence, octets(contextEngineId), octets(contextName), pdu);
  const time = own.time();
  const hidden = privacy && encrypt(privacy, { engineId: own.id, boots: own.boots, time }, scoped);
  const flags = (signer ? 1 : 0) | (hidden ? 2 : 0);
  const global = element(
    tags.sequence,
    integer(asked.id),
    integer(mostOctets),
    octets(Buffer.from([flags])),
    integer(userSecurityModel),
  );
  const salt = octets(hidden ? hidden.salt : nothing);
  const security = element(
    tags.sequence,
    octets(own.id),
    integer(own.boots),
    integer(time),
    octets(asked.user),
    octets(Buffer.alloc(signer ? digestOctets(signer.auth) : 0)),
    salt,
  );
  const payload = hidden ? octets(hidden.encrypted) : scoped;
  const datagram = element(tags.sequence, integer(3), global, element(tags.octets, security), payload);
  if (!signer) return datagram;
  const at = datagram.length - payload.length - salt.length - digestOctets(signer.auth);
  digestOf(datagram, at, signer.auth, keyAt(signer.auth, signer.key, own.id)).copy(datagram, at);
  return datagram;
}

const nothing = Buffer.alloc(0);

function element(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const head =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), body]);
}

function octets(bytes: Buffer): Buffer {
  return element(tags.octets, bytes);
}

/** As short as it can be, which DER and some managers want. */
function integer(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  let from = 0;
  while (from < 3 && isPadding(bytes[from] as number, bytes[from + 1] as number)) from++;
  return element(tags.integer, bytes.subarray(from));
}

function unsigned(value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32BE(value >>> 0, 1);
  let from = 0;
  while (from < 4 && isPadding(bytes[from] as number, bytes[from + 1] as number)) from++;
  return bytes.subarray(from);
}

function isPadding(octet: number, next: number): boolean {
  return (octet === 0 && next < 0x80) || (octet === 0xff && next >= 0x80);
}
