import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Certificates = { caFile: string; certificateFile: string; keyFile: string };

/** A private CA and one server certificate for `addresses` and localhost, made once per folder with the openssl command. */
export function makeCertificates(folder: string, addresses: readonly string[]): Certificates {
  const at = (name: string) => join(folder, name);
  const made = { caFile: at('ca.crt'), certificateFile: at('server.crt'), keyFile: at('server.key') };
  if (existsSync(made.certificateFile)) return made;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = ['DNS:localhost', ...new Set(addresses)].map((name) => (name.startsWith('DNS:') ? name : `IP:${name}`));
  writeFileSync(at('ca.cnf'), caSettings);
  writeFileSync(at('server.cnf'), serverSettings(names));
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl([
    'req',
    '-x509',
    ...newKey,
    '-days',
    '3650',
    '-config',
    at('ca.cnf'),
    '-keyout',
    at('ca.key'),
    '-out',
    made.caFile,
  ]);
  openssl(['req', ...newKey, '-config', at('server.cnf'), '-keyout', made.keyFile, '-out', at('server.csr')]);
  chmodSync(made.keyFile, 0o600);
  chmodSync(at('ca.key'), 0o600);
  openssl([
    ...[
      'x509',
      '-req',
      '-in',
      at('server.csr'),
      '-CA',
      made.caFile,
      '-CAkey',
      at('ca.key'),
      '-CAcreateserial',
      '-days',
      '3650',
    ],
    ...['-extfile', at('server.cnf'), '-extensions', 'server', '-out', made.certificateFile],
  ]);
  return made;
}

const caSettings = `[req]
distinguished_name = name
x509_extensions = ca
prompt = no
[name]
CN = Bailiwick lab CA
[ca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
`;

function serverSettings(names: readonly string[]): string {
  return `[req]
distinguished_name = name
prompt = no
[name]
CN = localhost
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = ${names.join(', ')}
`;
}

function openssl(parts: string[]): void {
  execFileSync('openssl', parts, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 30_000 });
}
