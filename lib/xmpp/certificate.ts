import type { TLSSocket } from 'node:tls';
import { parseCertificate } from '../domain/certificate.ts';
import type { Loss } from './loss.ts';

/** OpenSSL's verification results, and Node's for the names, in plain words. */
const reasons: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is not for this domain',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it vouches for itself, and the settings name no authority that does',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not among the trusted ones',
  UNABLE_TO_GET_ISSUER_CERT: 'its authority is not among the trusted ones',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not among the trusted ones',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its authority is not among the trusted ones, or the server does not send the whole chain',
  CERT_REVOKED: 'it was revoked',
  INVALID_PURPOSE: 'it is not meant for servers',
};

/**
 * null when the certificate was issued by a trusted authority, is valid today, and names the XMPP domain (RFC 6120, 13.7.2),
 * whatever host was connected to. The socket was opened with the domain as `servername`, so Node has compared with that.
 */
export function certificateLoss(socket: TLSSocket, domain: string): Loss | null {
  if (socket.authorized) return null;
  const code = String(socket.authorizationError);
  const reason = reasons[code] ?? `it could not be verified (${code})`;
  const names = certificateFacts(socket)?.names;
  const which = code === 'ERR_TLS_CERT_ALTNAME_INVALID' && names ? ` It names ${names.slice(0, 200)}.` : '';
  return { is: 'certificate', why: `The certificate that was shown for ${domain} is not accepted: ${reason}.${which}` };
}

/** What can be told of the certificate to a person: names, who issued it, until when. */
export function certificateFacts(socket: TLSSocket): { names: string; issuer: string; validTo: Date } | null {
  const raw = socket.getPeerCertificate().raw;
  const facts = raw ? parseCertificate(raw)?.facts : undefined;
  if (!facts) return null;
  return { names: facts.names.replaceAll('DNS:', ''), issuer: facts.issuer, validTo: new Date(facts.validTo) };
}
