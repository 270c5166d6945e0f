import { Malformed, malformed, Reader, tags } from '../ber.ts';

/** A datagram as it came, before anybody believes it (RFC 1157, RFC 3416, RFC 3412). */
export type Message = CommunityMessage | UserMessage;
export type CommunityMessage = { version: '1' | '2c'; community: Buffer; pdu: Buffer };
export type UserMessage = {
  version: '3';
  id: number;
  /** The sender wants to be told why its message is not taken: so of informs, not of traps (RFC 3412, 6.4). */
  reportable: boolean;
  authenticated: boolean;
  encrypted: boolean;
  engineId: Buffer;
  boots: number;
  time: number;
  user: Buffer;
  digest: Buffer;
  digestAt: number;
  salt: Buffer;
  /** A scoped PDU as it stands there; encrypted: what becomes one. */
  payload: Buffer;
};
/** A PDU with its tag and length, and where it is meant for. */
export type Scoped = { contextEngineId: Buffer; contextName: Buffer; pdu: Buffer };

const userSecurityModel = 3;
const longestEngineId = 32;
const longestUser = 32;

/** null for whatever is not whole, well formed and without anything behind it; never throws. */
export function readMessage(datagram: Buffer): Message | null {
  return orNull(() => {
    const outer = new Reader(datagram);
    const message = outer.into(tags.sequence);
    if (!outer.isEmpty()) malformed();
    const version = message.integer();
    if (version === 3) return readUserMessage(message);
    if (version !== 0 && version !== 1) malformed();
    return { version: version === 0 ? '1' : '2c', community: message.octets(), pdu: lastOf(message) };
  });
}

/** null where it is none: also when it was decrypted with another key than it was encrypted with. */
export function readScoped(bytes: Buffer): Scoped | null {
  return orNull(() => {
    const scoped = new Reader(bytes).into(tags.sequence);
    return { contextEngineId: scoped.octets(), contextName: scoped.octets(), pdu: lastOf(scoped) };
  });
}

function readUserMessage(message: Reader): UserMessage {
  const global = message.into(tags.sequence);
  const id = global.integer();
  global.integer();
  const flags = global.octets();
  if (flags.length !== 1 || global.integer() !== userSecurityModel) malformed();
  const [authenticated, encrypted, reportable] = [1, 2, 4].map((bit) => ((flags[0] ?? 0) & bit) !== 0);
  const security = message.into(tags.octets).into(tags.sequence);
  const engineId = security.octets();
  const [boots, time] = [security.integer(), security.integer()];
  const user = security.octets();
  const digest = security.octets();
  const digestAt = security.at - digest.length;
  const salt = security.octets();
  if (id < 0 || boots < 0 || time < 0 || engineId.length > longestEngineId || user.length > longestUser) malformed();
  // Encryption without authentication is no level (RFC 3412, 6.4).
  if (!authenticated && encrypted) malformed();
  const payload = encrypted ? message.octets() : message.whole();
  if (!message.isEmpty()) malformed();
  return {
    ...{ version: '3', id, engineId, boots, time, user, digest, digestAt, salt, payload },
    ...{ reportable: reportable === true, authenticated: authenticated === true, encrypted: encrypted === true },
  };
}

function lastOf(reader: Reader): Buffer {
  const whole = reader.whole();
  return reader.isEmpty() ? whole : malformed();
}

export function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
