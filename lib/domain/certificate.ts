import { X509Certificate } from 'node:crypto';

/** What people want to know of a certificate (RFC 5280). Times are ISO 8601. */
export type CertificateFacts = {
  /** SHA-256 over the DER bytes, hexadecimal: names this certificate. */
  fingerprint: string;
  subject: string;
  issuer: string;
  names: string;
  validFrom: string;
  validTo: string;
};

/** PEM or DER; null when it is neither. */
export function parseCertificate(bytes: Uint8Array): { der: Uint8Array; facts: CertificateFacts } | null {
  try {
    const certificate = new X509Certificate(bytes);
    return { der: new Uint8Array(certificate.raw), facts: factsOf(certificate) };
  } catch {
    return null;
  }
}

function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: certificate.subjectAltName ?? '',
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
  };
}

function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').reverse().join(', ');
}
