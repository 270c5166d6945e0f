import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { grantAttributes } from '../../lib/domain/permission.ts';
import type { Certificates } from './certificates.ts';
import { ldifValues } from './ldif.ts';

const deployFolder = fileURLToPath(new URL('../../deploy/openldap/', import.meta.url));
/** The base DN that the files in deploy/openldap are written with. */
const writtenBase = 'dc=example,dc=org';

export type SlapdConfig = {
  /** Below it: db, accesslog, run. */
  folder: string;
  base: string;
  serviceDn: string;
  certificates: Certificates;
  /** false: a power failure may lose the last changes. For tests, which wait for the disk otherwise. */
  durable: boolean;
};

/** The whole of cn=config for `slapadd -n 0`: one tree with its accesslog, and what facts/directory.md found to be needed. */
export function configLdif(config: SlapdConfig): string {
  return [
    globals(config),
    modules,
    'dn: cn=schema,cn=config\nobjectClass: olcSchemaConfig\ncn: schema',
    ...['core', 'cosine', 'inetorgperson', 'dyngroup'].map((name) => `include: file:///etc/ldap/schema/${name}.ldif`),
    readFileSync(join(deployFolder, 'bailiwick-schema.ldif'), 'utf8').trim(),
    frontend,
    configDatabase(),
    monitorDatabase(config),
    accesslogDatabase(config),
    mainDatabase(config),
    ...overlays(config),
    '',
  ].join('\n\n');
}

/** The identity that the same user gets over the ldapi socket: it may do everything, so that a lab can be arranged. */
const localAdministrator = 'cn=config';

function globals({ folder, certificates }: SlapdConfig): string {
  const gid = process.getgid?.() ?? 0;
  const uid = process.getuid?.() ?? 0;
  return `dn: cn=config
objectClass: olcGlobal
cn: config
olcPidFile: ${join(folder, 'run/slapd.pid')}
olcArgsFile: ${join(folder, 'run/slapd.args')}
olcAuthzPolicy: to
olcAuthzRegexp: {0}gidNumber=${gid}\\+uidNumber=${uid},cn=peercred,cn=external,cn=auth ${localAdministrator}
olcTLSCACertificateFile: ${certificates.caFile}
olcTLSCertificateFile: ${certificates.certificateFile}
olcTLSCertificateKeyFile: ${certificates.keyFile}
olcTLSVerifyClient: never
olcTLSProtocolMin: 3.3
olcToolThreads: 2
olcThreads: 8
olcIdleTimeout: 0
olcConnMaxPending: 1000
olcConnMaxPendingAuth: 1000
olcLogLevel: none`;
}

const modules = `dn: cn=module{0},cn=config
objectClass: olcModuleList
cn: module{0}
olcModulePath: /usr/lib/ldap
${['back_mdb', 'refint', 'ppolicy', 'unique', 'accesslog', 'syncprov', 'dynlist', 'sssvlv', 'argon2'].map((name) => `olcModuleLoad: ${name}`).join('\n')}`;

const frontend = `dn: olcDatabase={-1}frontend,cn=config
objectClass: olcDatabaseConfig
objectClass: olcFrontendConfig
olcDatabase: {-1}frontend
olcAccess: to dn.base="" by * read
olcAccess: to dn.base="cn=subschema" by * read
olcSizeLimit: 500
olcPasswordHash: {ARGON2}`;

function configDatabase(): string {
  return `dn: olcDatabase={0}config,cn=config
objectClass: olcDatabaseConfig
olcDatabase: {0}config
olcRootDN: ${localAdministrator}
olcAccess: to * by * none`;
}

function monitorDatabase({ serviceDn }: SlapdConfig): string {
  return `dn: olcDatabase={1}monitor,cn=config
objectClass: olcDatabaseConfig
olcDatabase: {1}monitor
olcAccess: to * by dn.exact="${serviceDn}" read by * none`;
}

/** Hashes that a change carried are hidden here as well: reqMod and reqOld hold them as text. */
function accesslogDatabase({ folder, serviceDn, durable }: SlapdConfig): string {
  return `dn: olcDatabase={2}mdb,cn=config
objectClass: olcDatabaseConfig
objectClass: olcMdbConfig
olcDatabase: {2}mdb
olcDbDirectory: ${join(folder, 'accesslog')}
olcSuffix: cn=accesslog
olcRootDN: ${localAdministrator}
olcDbMaxSize: 8589934592
olcDbNoSync: ${durable ? 'FALSE' : 'TRUE'}
olcDbIndex: default eq
olcDbIndex: entryCSN,objectClass,reqEnd,reqResult,reqStart,reqDN
${unlimited(serviceDn)}
olcAccess: to attrs=reqMod val.regex="^(userPassword|pwdHistory):.*" by * none
olcAccess: to attrs=reqOld val.regex="^(userPassword|pwdHistory):.*" by * none
olcAccess: to * by dn.exact="${serviceDn}" read by * none`;
}

function mainDatabase({ folder, base, serviceDn, durable }: SlapdConfig): string {
  const access = accessRules(base);
  return `dn: olcDatabase={3}mdb,cn=config
objectClass: olcDatabaseConfig
objectClass: olcMdbConfig
olcDatabase: {3}mdb
olcDbDirectory: ${join(folder, 'db')}
olcSuffix: ${base}
olcRootDN: ${localAdministrator}
olcDbMaxSize: 17179869184
olcDbNoSync: ${durable ? 'FALSE' : 'TRUE'}
${indexes.map((index) => `olcDbIndex: ${index}`).join('\n')}
olcLastBind: TRUE
olcAddContentAcl: TRUE
olcMonitoring: TRUE
${unlimited(serviceDn)}
olcLimits: users size.soft=500 size.hard=5000 size.prtotal=unlimited
${access.map((rule, index) => `olcAccess: {${index}}${rule}`).join('\n')}`;
}

/** The rules of deploy/openldap/acl.ldif for another base. */
export function accessRules(base: string): string[] {
  const text = readFileSync(join(deployFolder, 'acl.ldif'), 'utf8').replaceAll(writtenBase, base);
  return ldifValues(text, 'olcAccess').map((rule) => rule.replace(/^\{\d+\}/, ''));
}

function unlimited(dn: string): string {
  return `olcLimits: dn.exact="${dn}" size.soft=unlimited size.hard=unlimited size.unchecked=unlimited size.prtotal=unlimited time=unlimited`;
}

const indexes = [
  'objectClass eq',
  'entryUUID,entryCSN,modifyTimestamp,createTimestamp eq',
  'uid,cn,sn,givenName,mail,displayName eq,pres,sub',
  'ou,employeeNumber,departmentNumber,title,l,associatedDomain eq',
  'member,roleOccupant,manager,owner,seeAlso,secretary eq',
  // The superior attribute's index holds the values of all grants.
  `bwGrant,${Object.values(grantAttributes).join(',')} pres,eq`,
  'pwdAccountLockedTime,pwdReset pres,eq',
];

/** One attribute a line: refint reads only the first of several. */
const referringAttributes = [
  'member',
  'roleOccupant',
  'manager',
  'owner',
  'seeAlso',
  'secretary',
  ...Object.values(grantAttributes),
];

function overlays({ base }: SlapdConfig): string[] {
  const person = '(objectClass=inetOrgPerson)';
  return [
    ['syncprov', 'olcSyncProvConfig', ['olcSpCheckpoint: 100 1', 'olcSpSessionlog: 1000']],
    [
      'accesslog',
      'olcAccessLogConfig',
      [
        'olcAccessLogDB: cn=accesslog',
        'olcAccessLogOps: writes',
        'olcAccessLogSuccess: TRUE',
        'olcAccessLogOld: (objectClass=*)',
        'olcAccessLogPurge: 7+00:00 1+00:00',
      ],
    ],
    ['refint', 'olcRefintConfig', referringAttributes.map((name) => `olcRefintAttribute: ${name}`)],
    [
      'unique',
      'olcUniqueConfig',
      [
        `olcUniqueURI: ldap:///${base}?mail?sub?${person}`,
        `olcUniqueURI: ldap:///${base}?uid?sub?${person}`,
        `olcUniqueURI: ldap:///${base}?associatedDomain?sub?(objectClass=bwRealm)`,
      ],
    ],
    [
      'ppolicy',
      'olcPPolicyConfig',
      [
        `olcPPolicyDefault: cn=default,ou=policies,${base}`,
        'olcPPolicyHashCleartext: TRUE',
        'olcPPolicyUseLockout: TRUE',
      ],
    ],
    // Nested and reverse membership without the memberof overlay: works on entries that were loaded before it.
    ['dynlist', 'olcDynListConfig', ['olcDynListAttrSet: groupOfURLs memberURL member+memberOf@groupOfMembers*']],
    ['sssvlv', 'olcSssVlvConfig', ['olcSssVlvMax: 32', 'olcSssVlvMaxKeys: 5', 'olcSssVlvMaxPerConn: 5']],
  ].map(([name, objectClass, lines], index) =>
    [
      `dn: olcOverlay={${index}}${name},olcDatabase={3}mdb,cn=config`,
      'objectClass: olcOverlayConfig',
      `objectClass: ${objectClass}`,
      `olcOverlay: {${index}}${name}`,
      ...(lines as string[]),
    ].join('\n'),
  );
}
