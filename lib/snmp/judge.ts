import { type Header, readHeader, reportPdu } from './header.ts';
import type { Credentials, Security } from './port.ts';
import { isAuthentic, localizedKey } from './usm.ts';

/** Says of each datagram whether the session may see it. Ids are of the whole message (v3) or of the request (v2c). */
export type Judge = {
  /** A request of ours goes out: answers to its id are waited for. */
  sends(datagram: Buffer): void;
  admits(datagram: Buffer): boolean;
};

/** Retries have the id of their request; more than one is only under way while an engine is looked for. */
const mostAwaited = 16;
const responsePdu = 0xa2;
/** usmStatsNotInTimeWindows: an engine authenticates it, so a plain one is not its own (RFC 3414, 3.2, 7). */
const notInTimeWindows = 2;

export function judge(credentials: Credentials): Judge {
  const awaited = new Set<number>();
  const admits =
    credentials.version === '2c'
      ? communityRule(Buffer.from(credentials.community))
      : userRule(Buffer.from(credentials.user), credentials.security);
  return {
    sends(datagram) {
      const header = readHeader(datagram);
      if (header) awaited.add(header.id);
      for (const id of awaited) if (awaited.size > mostAwaited) awaited.delete(id);
    },
    admits(datagram) {
      const header = readHeader(datagram);
      if (!header || !awaited.has(header.id) || !admits(header, datagram)) return false;
      awaited.delete(header.id);
      return true;
    },
  };
}

type Rule = (header: Header, datagram: Buffer) => boolean;

function communityRule(community: Buffer): Rule {
  return (header) => header.version === 1 && header.pdu === responsePdu && header.community.equals(community);
}

/**
 * What an authPriv session asked in secret must be answered in secret. Plain are only Reports, which name the engine at first
 * and say why it can't answer; once an authentic answer has come, the engine stays the one that it was.
 */
function userRule(user: Buffer, security: Security): Rule {
  let engine: Buffer | null = null;
  let proven = false;
  let key: { engine: Buffer; key: Buffer } | null = null;
  const isOfEngine = (header: { engineId: Buffer }) => engine?.equals(header.engineId) ?? false;
  const authentic = (header: Header & { version: 3 }, datagram: Buffer) => {
    if (security.level !== 'authPriv' || !isOfEngine(header) || !header.user.equals(user)) return false;
    if (!key?.engine.equals(header.engineId)) {
      const engineId = Buffer.from(header.engineId);
      key = { engine: engineId, key: localizedKey(security.auth, security.authPassword, engineId) };
    }
    return isAuthentic(datagram, header, security.auth, key.key);
  };
  return (header, datagram) => {
    if (header.version !== 3) return false;
    const report = header.pdu === reportPdu;
    if (report && !header.authenticated) {
      if (header.engineId.length < 5 || header.engineId.length > 32) return false;
      if (proven) return isOfEngine(header) && header.usmStat !== notInTimeWindows;
      engine = Buffer.from(header.engineId);
      return true;
    }
    if (security.level === 'noAuthNoPriv')
      return !header.authenticated && !header.encrypted && isOfEngine(header) && header.user.equals(user);
    // A Report of the time window is authenticated and not encrypted.
    if (!header.authenticated || !(header.encrypted || report) || !authentic(header, datagram)) return false;
    proven = true;
    return true;
  };
}
