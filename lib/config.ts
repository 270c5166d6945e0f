import { readFileSync } from 'node:fs';
import { isIP, isIPv4, isIPv6 } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Dn } from './domain/dn.ts';
import { isDomain, jidText, parseJid } from './domain/jid.ts';

/**
 * The only reader of process.env. Parsed once; a wrong setting ends start-up with a sentence that names it.
 * README.md lists every setting.
 */
export type Config = ReturnType<typeof parseConfig>;

export class ConfigError extends Error {}

const text = (fallback: string) => z.string().trim().default(fallback);
const count = (fallback: number, min = 0, max = Number.MAX_SAFE_INTEGER) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .default(fallback);
const yesNo = (fallback: boolean) =>
  z
    .enum(['yes', 'no', 'true', 'false', '1', '0'], { error: 'must be yes or no' })
    .transform((value) => ['yes', 'true', '1'].includes(value))
    .default(fallback);
const dn = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value, context) => {
      const parsed = Dn.parse(value);
      if (parsed && value.trim() !== '') return parsed;
      context.addIssue({ code: 'custom', message: 'must be a DN such as dc=example,dc=org' });
      return z.NEVER;
    });
/** `none` where the directory keeps no accesslog. */
const accesslog = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value, context) => {
      if (value === 'none') return null;
      const parsed = Dn.parse(value);
      if (parsed && value.trim() !== '') return parsed;
      context.addIssue({ code: 'custom', message: 'must be a DN such as cn=accesslog, or none' });
      return z.NEVER;
    });
const url = (fallback: string, protocols: string[]) =>
  z
    .string()
    .default(fallback)
    .refine((value) => isUrl(value, protocols), `must be a URL that starts with ${protocols.join('// or ')}//`);
/** Separated by spaces, each at most once. */
const urls = (protocols: string[]) =>
  text('')
    .transform((value) => [...new Set(value.split(/\s+/).filter(Boolean))])
    .refine(
      (all) => all.every((one) => isUrl(one, protocols)),
      `must be URLs that start with ${protocols.join('// or ')}//, separated by spaces`,
    )
    .refine((all) => all.length <= 16, 'must name at most 16');
/** Addresses of name servers with or without a port, as dns.setServers() takes them. */
const nameServers = text('')
  .transform((value) => [...new Set(value.split(/[\s,]+/).filter(Boolean))])
  .refine(
    (all) => all.length <= 8 && all.every(isNameServer),
    'must be up to 8 addresses such as 192.0.2.53, 127.0.0.1:1053 or [2001:db8::53]:53, separated by spaces',
  );
const attribute = (fallback: string) =>
  z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'must be the name of an attribute or object class')
    .default(fallback);

/** `127.0.0.1:162 [::1]:162`, separated by spaces or commas. */
const places = text('').transform((value, context) => {
  const parsed = value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(placeOf);
  if (parsed.length <= 8 && parsed.every((one) => one !== null)) return parsed;
  context.addIssue({ code: 'custom', message: 'must be up to 8 of the form 0.0.0.0:162 or [::]:162' });
  return z.NEVER;
});

const mailAddresses = (howMany: string, fits: (count: number) => boolean) =>
  z
    .string()
    .default('')
    .transform((value) => value.split(/[\s,]+/).filter(Boolean))
    .refine(
      (all) => fits(all.length) && all.every((one) => /^[^\s@<>,;:"()[\]\\]+@[\w.-]+$/.test(one)),
      `must be ${howMany} of the form name@example.org`,
    );

const words = (value: string) => [
  ...new Set(
    value
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  ),
];
/** Bare JIDs, each at most once. */
const jids = (most: number) =>
  text('').transform((value, context) => {
    const parsed = words(value).map(parseJid);
    if (parsed.length <= most && parsed.every((one) => one !== null)) return parsed.map(jidText);
    context.addIssue({ code: 'custom', message: `must be up to ${most} JIDs of the form name@example.org` });
    return z.NEVER;
  });
const domains = text('')
  .transform(words)
  .refine((all) => all.every(isDomain), 'must be domains such as example.org');

const generalSettings = z.object({
  PORT: count(3000, 1, 65535),
  HOST: text('127.0.0.1'),
  BAILIWICK_HOME: text('.bailiwick'),
  BAILIWICK_SECRET_KEY_FILE: z.string().optional(),
  BAILIWICK_URL: z.string().optional(),
  BAILIWICK_DEMO_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  LAB_USERS: count(300, 20, 1_000_000),
  DATABASE_URL: z
    .string()
    .refine((value) => isUrl(value, ['postgresql:', 'postgres:']), 'must be a URL that starts with postgresql://')
    .optional(),
  METRICS_URL: z
    .string()
    .refine((value) => isUrl(value, ['http:', 'https:']), 'must be a URL that starts with http:// or https://')
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  DNS_SERVERS: nameServers,
  TRUSTED_PROXIES: text('').transform((value) => value.split(/[\s,]+/).filter(Boolean)),
  SESSION_IDLE_MINUTES: count(30, 1),
  SESSION_LIFETIME_HOURS: count(12, 1),
  SIGN_IN_TRIES_PER_ADDRESS: count(5, 1),
  SIGN_IN_TRIES_WINDOW_MINUTES: count(15, 1),
  SIGN_IN_TRIES_PER_ADDRESS_AND_DAY: count(20, 1),
  SIGN_IN_TRIES_PER_USER_AND_DAY: count(100, 1),
  SIGN_IN_TRIES_OF_ALL_FROM_ADDRESS: count(300, 1),
  SNMP_ALLOW_NO_AUTH: yesNo(false),
  SNMP_TRAPS: places,
});

const directorySettings = z.object({
  LDAP_URL: url('ldap://127.0.0.1:389', ['ldap:', 'ldaps:']),
  LDAP_PROVIDERS: urls(['ldap:', 'ldaps:']),
  LDAP_START_TLS: yesNo(false),
  LDAP_CA_FILE: z.string().optional(),
  LDAP_BIND_DN: dn('cn=portal,ou=services,dc=example,dc=org'),
  LDAP_BIND_PASSWORD: z.string().optional(),
  LDAP_BIND_PASSWORD_FILE: z.string().optional(),
  LDAP_CONNECT_TIMEOUT_MS: count(3000, 100, 60_000),
  LDAP_TIMEOUT_MS: count(5000, 100, 120_000),
  LDAP_CONNECTIONS: count(4, 1, 64),
  LDAP_BASE: dn('dc=example,dc=org'),
  LDAP_REALMS_BASE: dn('ou=realms,dc=example,dc=org'),
  LDAP_ROLES_BASE: dn('ou=roles,dc=example,dc=org'),
  LDAP_GROUPS_BASE: dn('ou=groups,dc=example,dc=org'),
  LDAP_POLICY_DN: dn('cn=default,ou=policies,dc=example,dc=org'),
  LDAP_ACCESSLOG_BASE: accesslog('cn=accesslog'),
  LDAP_PEOPLE_RDN: dn('ou=people'),
  LDAP_REALM_GROUPS_RDN: dn('ou=groups'),
  LDAP_PERSON_CLASS: attribute('inetOrgPerson'),
  LDAP_PERSON_RDN: attribute('uid'),
  LDAP_JID_ATTRIBUTE: attribute('mail'),
  LDAP_GROUP_CLASS: attribute('groupOfMembers'),
  LDAP_GROUP_MEMBER: attribute('member'),
  LDAP_DYNAMIC_GROUP_CLASS: attribute('groupOfURLs'),
  LDAP_ROLE_CLASS: attribute('organizationalRole'),
  LDAP_ROLE_OCCUPANT: attribute('roleOccupant'),
  LDAP_REALM_CLASS: attribute('bwRealm'),
  LDAP_REALM_RDN: attribute('ou'),
  LDAP_DOMAIN_ATTRIBUTE: attribute('associatedDomain'),
  LDAP_SYSTEM_ADMINISTRATOR_ROLE: text('System Administrator'),
  LDAP_OPERATOR_ROLE: text('Operator'),
  LDAP_AUDITOR_ROLE: text('Auditor'),
});

/** The SNMP agent (deploy/snmp). */
const snmpAgentSettings = z.object({
  SNMP_AGENTX: z
    .string()
    .regex(/^(\/|tcp:[^\s:]+:\d{1,5}$)/, 'must be the path of a socket, or tcp:host:port')
    .optional(),
  SNMP_BASE_OID: z
    .string()
    .regex(/^1(\.(0|[1-9]\d{0,8})){5,40}$/, 'must be an OID such as 1.3.6.1.4.1.8072.9999.9999.5222')
    .default('1.3.6.1.4.1.8072.9999.9999.5222'),
  SNMP_AGENT_SECONDS: count(10, 1, 30),
});

const alertSettings = z.object({
  SMTP_URL: z
    .string()
    .refine((value) => isUrl(value, ['smtp:', 'smtps:']), 'must be a URL that starts with smtp:// or smtps://')
    .optional(),
  SMTP_PASSWORD_FILE: z.string().optional(),
  ALERT_MAIL_FROM: mailAddresses('one', (count) => count <= 1),
  ALERT_MAIL_TO: mailAddresses('up to 50', (count) => count <= 50),
  ALERT_WEBHOOK_URL: z
    .string()
    .refine((value) => isUrl(value, ['https:', 'http:']), 'must be a URL that starts with https://')
    .optional(),
  ALERT_WEBHOOK_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  ALERT_WEBHOOK_SECRET_FILE: z.string().optional(),
  ALERT_WEBHOOK_PRIVATE: yesNo(false),
  ALERT_CA_FILE: z.string().optional(),
  ALERT_XMPP_FROM: domains.refine((all) => all.length <= 1, 'must be one domain'),
  ALERT_XMPP_TO: jids(50),
  ALERT_XMPP_FOREIGN: domains,
});

/** GET /metrics, on a listener of its own (lib/collector/exposition). */
const expositionSettings = z.object({
  METRICS_LISTEN: z
    .string()
    .regex(/^(?:\[[0-9a-fA-F:.]+\]|[\w.-]+):\d{1,5}$/, 'must be host:port, such as 127.0.0.1:9464')
    .optional(),
  METRICS_TOKEN: z.string().optional(),
  METRICS_TOKEN_FILE: z.string().optional(),
});

const settings = generalSettings
  .extend(directorySettings.shape)
  .extend(snmpAgentSettings.shape)
  .extend(alertSettings.shape)
  .extend(expositionSettings.shape);

export function parseConfig(environment: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
    throw new ConfigError(`The settings can't be used: ${problems.join('; ')}.`);
  }
  const s = parsed.data;
  const home = resolve(s.BAILIWICK_HOME);
  return {
    port: s.PORT,
    host: s.HOST,
    home,
    /** `made`: by the first start; a file that somebody names must be there. */
    secretKey: s.BAILIWICK_SECRET_KEY_FILE
      ? { file: resolve(s.BAILIWICK_SECRET_KEY_FILE), made: false }
      : { file: join(home, 'secret-key'), made: true },
    publicUrl: s.BAILIWICK_URL ?? `http://${s.HOST}:${s.PORT}`,
    demoPassword: s.BAILIWICK_DEMO_PASSWORD,
    labUsers: s.LAB_USERS,
    databaseUrl: s.DATABASE_URL,
    metricsUrl: s.METRICS_URL,
    logLevel: s.LOG_LEVEL,
    /** Asked for SRV records; empty: the system's. */
    dnsServers: s.DNS_SERVERS,
    trustedProxies: s.TRUSTED_PROXIES,
    session: { idleMs: s.SESSION_IDLE_MINUTES * 60_000, lifetimeMs: s.SESSION_LIFETIME_HOURS * 3_600_000 },
    signIn: {
      triesPerAddress: s.SIGN_IN_TRIES_PER_ADDRESS,
      windowMs: s.SIGN_IN_TRIES_WINDOW_MINUTES * 60_000,
      triesPerAddressAndDay: s.SIGN_IN_TRIES_PER_ADDRESS_AND_DAY,
      triesPerUserAndDay: s.SIGN_IN_TRIES_PER_USER_AND_DAY,
      triesOfAllFromAddress: s.SIGN_IN_TRIES_OF_ALL_FROM_ADDRESS,
    },
    snmp: { allowNoAuth: s.SNMP_ALLOW_NO_AUTH },
    /** Where traps of devices are taken in; empty: nowhere. */
    snmpTraps: s.SNMP_TRAPS,
    /** `agentX`: where snmpd listens for subagents; without it there is no agent. */
    snmpAgent: { agentX: s.SNMP_AGENTX, baseOid: s.SNMP_BASE_OID, everyMs: s.SNMP_AGENT_SECONDS * 1000 },
    directory: {
      url: s.LDAP_URL,
      /** Servers that replicate to each other; LDAP_URL alone where none are named. */
      providers: s.LDAP_PROVIDERS.length > 0 ? s.LDAP_PROVIDERS : [s.LDAP_URL],
      startTls: s.LDAP_START_TLS,
      caFile: s.LDAP_CA_FILE,
      bindDn: s.LDAP_BIND_DN,
      bindPassword: secret('LDAP_BIND_PASSWORD', s.LDAP_BIND_PASSWORD, s.LDAP_BIND_PASSWORD_FILE),
      connectTimeoutMs: s.LDAP_CONNECT_TIMEOUT_MS,
      timeoutMs: s.LDAP_TIMEOUT_MS,
      connections: s.LDAP_CONNECTIONS,
      ...treeOf(s),
    },
    alerts: alertsOf(s),
    /** Where GET /metrics is answered; null: nowhere. */
    exposition: expositionOf(s),
  };
}

/** Where alerts go out; null where nothing is set. */
function alertsOf(s: z.infer<typeof alertSettings>) {
  const webhookSecret = secret('ALERT_WEBHOOK_SECRET', s.ALERT_WEBHOOK_SECRET, s.ALERT_WEBHOOK_SECRET_FILE);
  const [from] = s.ALERT_MAIL_FROM;
  const to = s.ALERT_MAIL_TO;
  if (s.SMTP_URL && (!from || to.length === 0))
    throw new ConfigError("The settings can't be used: SMTP_URL needs ALERT_MAIL_FROM and ALERT_MAIL_TO.");
  const { ALERT_WEBHOOK_URL: webhook, ALERT_WEBHOOK_PRIVATE: allowPrivate } = s;
  if (webhook && webhookSecret.length < 16)
    throw new ConfigError("The settings can't be used: ALERT_WEBHOOK_URL needs ALERT_WEBHOOK_SECRET of 16 characters.");
  if (webhook && !allowPrivate && !isUrl(webhook, ['https:']))
    throw new ConfigError("The settings can't be used: ALERT_WEBHOOK_URL must start with https://.");
  const [server] = s.ALERT_XMPP_FROM;
  if ((server === undefined) !== (s.ALERT_XMPP_TO.length === 0))
    throw new ConfigError("The settings can't be used: ALERT_XMPP_FROM and ALERT_XMPP_TO need each other.");
  return {
    /** In place of the one in `url`; empty: that one. */
    mail:
      s.SMTP_URL && from
        ? { url: s.SMTP_URL, password: secret('SMTP_PASSWORD', undefined, s.SMTP_PASSWORD_FILE), from, to }
        : null,
    webhook: webhook ? { url: webhook, secret: webhookSecret, allowPrivate } : null,
    /** `server`: the domain of the managed server whose account sends. `foreign`: domains of other servers that may be told. */
    xmpp: server ? { server, to: s.ALERT_XMPP_TO, foreign: s.ALERT_XMPP_FOREIGN } : null,
    caFile: s.ALERT_CA_FILE,
  };
}

/** `token` empty: none, which only loopback may do without. */
function expositionOf(s: z.infer<typeof expositionSettings>) {
  const token = secret('METRICS_TOKEN', s.METRICS_TOKEN, s.METRICS_TOKEN_FILE);
  if (!s.METRICS_LISTEN) return null;
  const [, host = '', port] = /^\[?(.*?)\]?:(\d+)$/.exec(s.METRICS_LISTEN) ?? [];
  const unfit = (why: string) => new ConfigError(`The settings can't be used: ${why}.`);
  if (Number(port) > 65_535) throw unfit('METRICS_LISTEN must be host:port, such as 127.0.0.1:9464');
  if (token && !/^[\x21-\x7e]{16,}$/.test(token))
    throw unfit('METRICS_TOKEN must have at least 16 characters, none of them a space');
  if (!token && !/^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/.test(host))
    throw unfit('METRICS_LISTEN on another address than loopback needs METRICS_TOKEN');
  return { host, port: Number(port), token };
}

/** Where things are in the tree and what they are called there: an existing tree fits by settings alone. */
export type Tree = ReturnType<typeof treeOf>;

function treeOf(s: z.infer<typeof directorySettings>) {
  const role = (name: string) => s.LDAP_ROLES_BASE.child('cn', name);
  return {
    base: s.LDAP_BASE,
    realmsBase: s.LDAP_REALMS_BASE,
    rolesBase: s.LDAP_ROLES_BASE,
    groupsBase: s.LDAP_GROUPS_BASE,
    policyDn: s.LDAP_POLICY_DN,
    /** null where the directory keeps no accesslog: changes are then found by modifyTimestamp. */
    accesslogBase: s.LDAP_ACCESSLOG_BASE,
    peopleRdn: s.LDAP_PEOPLE_RDN,
    realmGroupsRdn: s.LDAP_REALM_GROUPS_RDN,
    personClass: s.LDAP_PERSON_CLASS,
    personRdn: s.LDAP_PERSON_RDN,
    jidAttribute: s.LDAP_JID_ATTRIBUTE,
    groupClass: s.LDAP_GROUP_CLASS,
    groupMember: s.LDAP_GROUP_MEMBER,
    dynamicGroupClass: s.LDAP_DYNAMIC_GROUP_CLASS,
    roleClass: s.LDAP_ROLE_CLASS,
    roleOccupant: s.LDAP_ROLE_OCCUPANT,
    realmClass: s.LDAP_REALM_CLASS,
    realmRdn: s.LDAP_REALM_RDN,
    domainAttribute: s.LDAP_DOMAIN_ATTRIBUTE,
    tierRoles: {
      systemAdministrator: role(s.LDAP_SYSTEM_ADMINISTRATOR_ROLE),
      operator: role(s.LDAP_OPERATOR_ROLE),
      auditor: role(s.LDAP_AUDITOR_ROLE),
    },
  };
}

/** An IP address and a port. */
function placeOf(text: string): { host: string; port: number } | null {
  const [, v6, v4, port] = /^(?:\[([0-9a-f:.]+)\]|([\d.]+)):(\d{1,5})$/i.exec(text) ?? [];
  const known = v6 ? isIPv6(v6) : isIPv4(v4 ?? '');
  const number = Number(port);
  return known && number >= 1 && number <= 65_535 ? { host: v6 ?? v4 ?? '', port: number } : null;
}

function isNameServer(value: string): boolean {
  const [, bracketed, plain, port = '53'] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(value) ?? [];
  if (bracketed !== undefined) return isIP(bracketed) === 6 && Number(port) <= 65_535;
  return isIP(value) === 6 || (isIP(plain ?? '') === 4 && Number(port) <= 65_535);
}

function isUrl(value: string, protocols: string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

function secret(name: string, value: string | undefined, file: string | undefined): string {
  if (value !== undefined) return value;
  if (file === undefined) return '';
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new ConfigError(`The settings can't be used: ${name}_FILE names a file that can't be read: ${file}.`);
  }
}

let parsedOnce: Config | undefined;

export function config(): Config {
  parsedOnce ??= parseConfig(process.env);
  return parsedOnce;
}
