import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { freePort } from '../free-port.ts';
import { makeCertificates } from './certificates.ts';
import { type Slapd, startSlapd } from './server.ts';
import { argon2Hash, slapadd } from './slapd-commands.ts';

export type Provider = { url: string; slapd: Slapd; start(): Promise<void> };

export type Providers = {
  base: string;
  service: { dn: string; password: string };
  caFile: string;
  /** In the order of their server IDs, from 1. */
  all: Provider[];
  stop(): Promise<void>;
};

const base = 'dc=replica,dc=example';
const serviceDn = `cn=portal,ou=services,${base}`;
const password = 'replicated';

/**
 * Two small slapds that replicate to each other (syncrepl, multi-provider, over ldaps), apart from the demo's directory. The
 * first is given the tree, the second gets it from the first. `folder` must be fresh.
 */
export async function startProviders(folder: string, host: string): Promise<Providers> {
  const certificates = makeCertificates(join(folder, 'tls'), [host]);
  const ports: { ldap: number; ldaps: number }[] = [];
  for (let count = 0; count < 2; count++) ports.push({ ldap: await freePort(host), ldaps: await freePort(host) });
  const urls = ports.map(({ ldaps }) => `ldaps://${host}:${ldaps}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const hash = argon2Hash(folder, password);
  const all = await Promise.all(
    ports.map(async ({ ldap, ldaps }, index): Promise<Provider> => {
      const own = join(folder, String(index + 1));
      for (const name of ['config', 'db', 'run']) mkdirSync(join(own, name), { recursive: true, mode: 0o700 });
      await slapadd(join(own, 'config'), 0, Readable.from([configOf(own, index + 1, urls, certificates)]), false);
      if (index === 0) await slapadd(join(own, 'config'), 2, Readable.from([treeOf(hash)]), false);
      const begin = () => startSlapd(own, { host, ldapPort: ldap, ldapsPort: ldaps, ldapiUrl: null }, 'none');
      const provider: Provider = {
        url: urls[index] as string,
        slapd: await begin(),
        async start() {
          provider.slapd = await begin();
        },
      };
      return provider;
    }),
  );
  const stop = async () => void (await Promise.all(all.map(({ slapd }) => slapd.stop())));
  return { base, service: { dn: serviceDn, password }, caFile: certificates.caFile, all, stop };
}

type Certificates = ReturnType<typeof makeCertificates>;

function configOf(folder: string, serverId: number, urls: readonly string[], certificates: Certificates): string {
  const others = urls.map((url, index) => ({ url, id: index + 1 })).filter(({ id }) => id !== serverId);
  return `dn: cn=config
objectClass: olcGlobal
cn: config
olcPidFile: ${join(folder, 'run/slapd.pid')}
olcServerID: ${serverId}
olcTLSCACertificateFile: ${certificates.caFile}
olcTLSCertificateFile: ${certificates.certificateFile}
olcTLSCertificateKeyFile: ${certificates.keyFile}
olcTLSVerifyClient: never
olcThreads: 4

dn: cn=module{0},cn=config
objectClass: olcModuleList
cn: module{0}
olcModulePath: /usr/lib/ldap
olcModuleLoad: back_mdb
olcModuleLoad: syncprov
olcModuleLoad: argon2

dn: cn=schema,cn=config
objectClass: olcSchemaConfig
cn: schema

include: file:///etc/ldap/schema/core.ldif

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
olcAccess: to * by dn.exact="${serviceDn}" read by * none

dn: olcDatabase={2}mdb,cn=config
objectClass: olcDatabaseConfig
objectClass: olcMdbConfig
olcDatabase: {2}mdb
olcDbDirectory: ${join(folder, 'db')}
olcSuffix: ${base}
olcRootDN: cn=root,${base}
olcDbNoSync: TRUE
olcDbIndex: objectClass,entryCSN,entryUUID eq
olcMonitoring: TRUE
olcLimits: dn.exact="${serviceDn}" size=unlimited time=unlimited
olcAccess: to attrs=userPassword by dn.exact="${serviceDn}" write by anonymous auth by * none
olcAccess: to * by dn.exact="${serviceDn}" write by * none
${others.map((other) => `olcSyncrepl: ${syncreplOf(other, certificates.caFile)}`).join('\n')}
olcMultiProvider: TRUE

dn: olcOverlay={0}syncprov,olcDatabase={2}mdb,cn=config
objectClass: olcOverlayConfig
objectClass: olcSyncProvConfig
olcOverlay: {0}syncprov
`;
}

function syncreplOf({ url, id }: { url: string; id: number }, caFile: string): string {
  return `rid=00${id} provider=${url} bindmethod=simple binddn="${serviceDn}" credentials=${password} searchbase="${base}" type=refreshAndPersist retry="1 +" tls_cacert=${caFile}`;
}

function treeOf(hash: string): string {
  return `dn: ${base}
objectClass: organization
objectClass: dcObject
o: Replica
dc: replica

dn: ou=services,${base}
objectClass: organizationalUnit
ou: services

dn: ${serviceDn}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: portal
userPassword: ${hash}
`;
}
