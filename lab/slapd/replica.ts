import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { LabFacts } from '../facts.ts';
import { freePort, isPortFree } from '../free-port.ts';
import { endLeftover, startSlapd } from './server.ts';
import { argon2Hash, slapadd } from './slapd-commands.ts';

export type Replica = { url: string; stop(): Promise<void> };

/** Beyond that, a copy of everything costs more than it shows. */
export const mostReplicatedUsers = 20_000;

type ReplicaOptions = {
  folder: string;
  directory: Pick<LabFacts['directory'], 'ldapsUrl' | 'caFile' | 'baseDn' | 'service'>;
  /** Throws away what an earlier run copied: another directory was made meanwhile. */
  fresh: boolean;
  /** What it signs in with at the provider; the service account's password when missing. */
  password?: string;
};

/**
 * A second slapd that copies the first one's tree (syncrepl, RFC 4533) as the portal's service account, and so without
 * passwords: nobody can sign in there, and the first one isn't changed for it. It is there to be looked at. Returns once it
 * answers; it copies after that.
 */
export async function startReplica({ folder, directory, fresh, password }: ReplicaOptions): Promise<Replica> {
  await endLeftover(folder);
  if (fresh) rmSync(folder, { recursive: true, force: true });
  const host = new URL(directory.ldapsUrl).hostname;
  // Where the provider listens may be another place than last time: its settings are made anew, what it copied stays.
  rmSync(join(folder, 'config'), { recursive: true, force: true });
  for (const name of ['config', 'db', 'run']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  const { service } = directory;
  const settings = configOf(folder, directory, hashOf(folder, service.password), password ?? service.password);
  await slapadd(join(folder, 'config'), 0, Readable.from([settings]), false);
  const ports = await choosePorts(host);
  const slapd = await startSlapd(folder, { host, ...ports, ldapiUrl: null }, 'none');
  return { url: `ldaps://${host}:${ports.ldapsPort}`, stop: slapd.stop };
}

async function choosePorts(host: string): Promise<{ ldapPort: number; ldapsPort: number }> {
  const usual = { ldapPort: 3390, ldapsPort: 3637 };
  const free = (await isPortFree(host, usual.ldapPort)) && (await isPortFree(host, usual.ldapsPort));
  return free ? usual : { ldapPort: await freePort(host), ldapsPort: await freePort(host) };
}

/** Kept, since it takes a while to make. */
function hashOf(folder: string, password: string): string {
  const file = join(folder, 'service-hash');
  if (!existsSync(file)) writeFileSync(file, argon2Hash(folder, password), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

const schema = fileURLToPath(new URL('../../deploy/openldap/bailiwick-schema.ldif', import.meta.url));

function configOf(
  folder: string,
  { ldapsUrl, caFile, baseDn, service }: ReplicaOptions['directory'],
  hash: string,
  password: string,
): string {
  const tls = dirname(caFile);
  return `dn: cn=config
objectClass: olcGlobal
cn: config
olcPidFile: ${join(folder, 'run/slapd.pid')}
olcTLSCACertificateFile: ${caFile}
olcTLSCertificateFile: ${join(tls, 'server.crt')}
olcTLSCertificateKeyFile: ${join(tls, 'server.key')}
olcTLSVerifyClient: never
olcTLSProtocolMin: 3.3
olcThreads: 4

dn: cn=module{0},cn=config
objectClass: olcModuleList
cn: module{0}
olcModulePath: /usr/lib/ldap
olcModuleLoad: back_mdb
olcModuleLoad: ppolicy
olcModuleLoad: dynlist
olcModuleLoad: argon2

dn: cn=schema,cn=config
objectClass: olcSchemaConfig
cn: schema

${['core', 'cosine', 'inetorgperson', 'dyngroup'].map((name) => `include: file:///etc/ldap/schema/${name}.ldif`).join('\n\n')}

${readFileSync(schema, 'utf8').trim()}

dn: olcDatabase={-1}frontend,cn=config
objectClass: olcDatabaseConfig
objectClass: olcFrontendConfig
olcDatabase: {-1}frontend
olcAccess: to dn.base="" by * read

dn: olcDatabase={0}config,cn=config
objectClass: olcDatabaseConfig
olcDatabase: {0}config
olcAccess: to * by * none

dn: olcDatabase={1}monitor,cn=config
objectClass: olcDatabaseConfig
olcDatabase: {1}monitor
olcAccess: to * by dn.exact="${service.dn}" read by * none

dn: olcDatabase={2}mdb,cn=config
objectClass: olcDatabaseConfig
objectClass: olcMdbConfig
olcDatabase: {2}mdb
olcDbDirectory: ${join(folder, 'db')}
olcSuffix: ${baseDn}
olcRootDN: ${service.dn}
olcRootPW: ${hash}
olcDbMaxSize: 1073741824
olcDbNoSync: TRUE
olcDbIndex: objectClass,entryCSN,entryUUID eq
olcMonitoring: TRUE
olcAccess: to * by * none
olcSyncrepl: rid=001 provider=${ldapsUrl} bindmethod=simple binddn="${service.dn}" credentials="${password}" searchbase="${baseDn}" type=refreshAndPersist retry="2 +" tls_cacert=${caFile}
`;
}
