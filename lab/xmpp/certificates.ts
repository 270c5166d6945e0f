import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type ServerCertificate = {
  certificateFile: string;
  keyFile: string;
  /** Both in one file, as ejabberd wants them. */ pemFile: string;
};

/**
 * A certificate of the lab's CA for XMPP domains and the services below them, made once per folder. It is good for both
 * ends of a connection: between servers each shows its own (RFC 6120, 13.8.2; SASL EXTERNAL, XEP-0178).
 */
export function makeServerCertificate(
  folder: string,
  domains: readonly string[],
  ca: { caFile: string; caKeyFile: string },
) {
  const at = (name: string) => join(folder, name);
  const made: ServerCertificate = {
    certificateFile: at('server.crt'),
    keyFile: at('server.key'),
    pemFile: at('server.pem'),
  };
  if (existsSync(made.pemFile) && isVouchedFor(made.certificateFile, ca.caFile)) return made;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = domains.flatMap((domain) => [`DNS:${domain}`, `DNS:*.${domain}`]);
  writeFileSync(at('server.cnf'), settings(domains[0] as string, names));
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', ...newKey, '-config', at('server.cnf'), '-keyout', made.keyFile, '-out', at('server.csr'));
  openssl(
    ...['x509', '-req', '-in', at('server.csr'), '-CA', ca.caFile, '-CAkey', ca.caKeyFile, '-CAcreateserial'],
    ...['-CAserial', at('ca.srl'), '-days', '3650', '-extfile', at('server.cnf'), '-extensions', 'server'],
    ...['-out', made.certificateFile],
  );
  const pem = [made.certificateFile, made.keyFile].map((file) => readFileSync(file, 'utf8')).join('');
  writeFileSync(made.pemFile, pem, { mode: 0o600 });
  return made;
}

function settings(commonName: string, names: readonly string[]): string {
  return `[req]
distinguished_name = name
prompt = no
[name]
CN = ${commonName}
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = ${names.join(', ')}
`;
}

/** A certificate that signs an account in (SASL EXTERNAL): the JID as id-on-xmppAddr (RFC 6120, 13.7.1.4). PEM. */
export function makeAccountCertificate(
  folder: string,
  jid: string,
  ca: { caFile: string; caKeyFile: string },
): { certificate: string; key: string } {
  const at = (name: string) => join(folder, `account-${name}`);
  const section = ['basicConstraints = critical, CA:FALSE', 'keyUsage = critical, digitalSignature'];
  section.push('extendedKeyUsage = clientAuth', `subjectAltName = otherName:1.3.6.1.5.5.7.8.5;UTF8:${jid}`);
  const name = ['[req]', 'distinguished_name = name', 'prompt = no', '[name]', `CN = ${jid}`];
  writeFileSync(at('cnf'), [...name, '[account]', ...section, ''].join('\n'));
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', ...newKey, '-config', at('cnf'), '-keyout', at('key'), '-out', at('csr'));
  openssl(
    ...['x509', '-req', '-in', at('csr'), '-CA', ca.caFile, '-CAkey', ca.caKeyFile, '-CAcreateserial'],
    ...['-CAserial', at('srl'), '-days', '30', '-extfile', at('cnf'), '-extensions', 'account', '-out', at('crt')],
  );
  return { certificate: readFileSync(at('crt'), 'utf8'), key: readFileSync(at('key'), 'utf8') };
}

/** false for one of an earlier directory's CA. */
function isVouchedFor(certificateFile: string, caFile: string): boolean {
  try {
    openssl('verify', '-CAfile', caFile, certificateFile);
    return true;
  } catch {
    return false;
  }
}

function openssl(...parts: string[]): void {
  execFileSync('openssl', parts, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 30_000 });
}
