import { join, resolve } from 'node:path';
import { z } from 'zod';
import { alertSettings, alertsOf } from './alerts.ts';
import { directoryOf, directorySettings } from './directory.ts';
import { expositionOf, expositionSettings } from './exposition.ts';
import { count, isUrl, nameServers, places, text, yesNo } from './kinds.ts';
import { ConfigError } from './secret.ts';

/**
 * The only reader of process.env. Parsed once; a wrong setting ends start-up with a sentence that names it.
 * README.md lists every setting.
 */
export type Config = ReturnType<typeof parseConfig>;

const generalSettings = z.object({
  PORT: count(3000, 1, 65535),
  HOST: text('127.0.0.1'),
  BAILIWICK_HOME: text('.bailiwick'),
  BAILIWICK_SECRET_KEY_FILE: z.string().optional(),
  BAILIWICK_URL: z
    .string()
    .refine((value) => isUrl(value, ['https:', 'http:']), 'must be a URL that starts with https:// or http://')
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
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
    directory: directoryOf(s),
    alerts: alertsOf(s),
    /** Where GET /metrics is answered; null: nowhere. */
    exposition: expositionOf(s),
  };
}

let parsedOnce: Config | undefined;

export function config(): Config {
  parsedOnce ??= parseConfig(process.env);
  return parsedOnce;
}
