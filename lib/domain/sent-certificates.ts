/** TLS's own record types and the handshake message that carries certificates (RFC 5246, 6.2.1 and 7.4). */
const handshakeRecord = 22;
const certificateMessage = 11;

/**
 * The certificates of a server as it sent them, DER, in its order: Node sorts them before it tells. `bytes`: the beginning of
 * what came from the server on a connection of TLS 1.2 or older, where this part isn't encrypted. null when they aren't there.
 */
export function sentCertificates(bytes: Buffer): Buffer[] | null {
  const handshake = handshakeBytes(bytes);
  for (let at = 0; at + 4 <= handshake.length; ) {
    const end = at + 4 + handshake.readUIntBE(at + 1, 3);
    if (end > handshake.length) return null;
    if (handshake[at] === certificateMessage) return listed(handshake.subarray(at + 4, end));
    at = end;
  }
  return null;
}

/** A message may go over several records, up to the first that is something else. */
function handshakeBytes(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + 5 <= bytes.length && bytes[at] === handshakeRecord; ) {
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    parts.push(bytes.subarray(at + 5, end));
    at = end;
  }
  return Buffer.concat(parts);
}

function listed(message: Buffer): Buffer[] | null {
  if (message.length < 3 || message.readUIntBE(0, 3) !== message.length - 3) return null;
  const all: Buffer[] = [];
  for (let at = 3; at < message.length; ) {
    const end = at + 3 + (at + 3 <= message.length ? message.readUIntBE(at, 3) : 0);
    if (end > message.length || end === at + 3) return null;
    all.push(message.subarray(at + 3, end));
    at = end;
  }
  return all;
}
