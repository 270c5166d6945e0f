import type { XmppPorts } from '../facts.ts';

export type ProsodySettings = {
  folder: string;
  host: string;
  ports: XmppPorts;
  domain: string;
  roomsHost: string;
  adminJid: string;
  /** Administrators of the one domain, and not of the server. */
  domainAdmins?: readonly string[];
  certificateFile: string;
  keyFile: string;
  caFile: string;
  /** Absolute path of the unix socket of the admin shell; null: none. */
  adminSocket: string | null;
  /** null: Prosody keeps the accounts itself. */
  directory: { ldapUrl: string; baseDn: string; dn: string; password: string } | null;
  /** Prosody's storage by the name of the store; its files unless given. */
  storage?: Readonly<Record<string, string>>;
  /** Domains of other servers and where these listen, "address:port". */
  routes: Readonly<Record<string, readonly string[]>>;
  /** Folder of our own modules. */
  pluginFolder: string;
};

/** prosody.cfg.lua. Every value is written by `lua`, so that none is ever pasted into text. */
export function prosodyConfig(settings: ProsodySettings): string {
  return [
    ...assignments(general(settings)),
    `VirtualHost ${lua(settings.domain)}`,
    ...assignments(signIn(settings)),
    ...assignments(settings.domainAdmins ? { admins: settings.domainAdmins } : {}),
    `Component ${lua(settings.roomsHost)} "muc"`,
    ...assignments({
      modules_enabled: ['muc_mam'],
      restrict_room_creation: false,
      muc_log_by_default: true,
      muc_room_default_persistent: true,
      // A new room is open at once, as on ejabberd, and not only after its owner has seen its form.
      muc_room_locking: false,
    }),
    '',
  ].join('\n');
}

const modules = [
  ...['roster', 'saslauth', 'tls', 'disco', 'private', 'vcard4', 'vcard_legacy', 'version', 'uptime', 'time', 'ping'],
  ...['pep', 'mam', 'smacks', 'carbons', 'blocklist', 'lastactivity', 'offline', 'announce'],
  ...['adhoc', 'admin_adhoc', 'http_openmetrics', 's2s_bidi', 's2s_auth_certs', 'static_routes', 'bailiwick'],
];

function general({ folder, host, ports, caFile, certificateFile, keyFile, adminSocket, ...rest }: ProsodySettings) {
  return {
    daemonize: false,
    // The lab runs as whoever started it, and so do all of its servers; in a container that is often root.
    run_as_root: process.getuid?.() === 0,
    pidfile: `${folder}/prosody.pid`,
    data_path: `${folder}/data`,
    plugin_paths: [rest.pluginFolder],
    log: { info: `${folder}/prosody.log` },
    interfaces: [host],
    http_interfaces: [host],
    c2s_ports: [ports.starttls],
    c2s_direct_tls_ports: [ports.direct],
    s2s_ports: [ports.s2s],
    s2s_direct_tls_ports: [],
    http_ports: [ports.http],
    https_ports: [],
    openmetrics_allow_cidr: '127.0.0.0/8',
    statistics: 'internal',
    statistics_interval: 'manual',
    admins: [rest.adminJid],
    modules_enabled: adminSocket ? [...modules, 'admin_shell'] : modules,
    // Without dialback the only way in for a server is a certificate.
    modules_disabled: ['dialback', 's2s_auth_dane_in'],
    ...(adminSocket ? { admin_socket: adminSocket } : {}),
    c2s_require_encryption: true,
    s2s_require_encryption: true,
    s2s_secure_auth: true,
    allow_registration: false,
    ssl: { cafile: caFile, certificate: certificateFile, key: keyFile },
    storage: rest.storage ?? 'internal',
    // A long answer is several TLS records; the last waits for the other side's delayed acknowledgement otherwise (40 ms).
    network_settings: { nagle: false },
    default_archive_policy: true,
    archive_expires_after: 'never',
    static_routes: rest.routes,
  };
}

function signIn({ directory }: ProsodySettings): Record<string, LuaValue> {
  if (!directory) return { authentication: 'internal_plain' };
  return {
    authentication: 'ldap',
    ldap_server: new URL(directory.ldapUrl).host,
    ldap_rootdn: directory.dn,
    ldap_password: directory.password,
    ldap_base: directory.baseDn,
    ldap_tls: true,
    ldap_scope: 'subtree',
    ldap_filter: '(&(objectClass=inetOrgPerson)(mail=$user@$host))',
    // The other mode reads passwords, and its own password change would store them as they are.
    ldap_mode: 'bind',
  };
}

function assignments(values: Readonly<Record<string, LuaValue>>): string[] {
  return Object.entries(values).map(([name, value]) => `${name} = ${lua(value)}`);
}

type LuaValue = string | number | boolean | readonly LuaValue[] | { readonly [name: string]: LuaValue };

/** A Lua literal. Strings in decimal escapes wherever a byte isn't a plain character. */
export function lua(value: LuaValue): string {
  if (typeof value === 'string') return `"${Array.from(Buffer.from(value), luaByte).join('')}"`;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `{ ${value.map(lua).join(', ')} }`;
  return `{ ${Object.entries(value)
    .map(([name, one]) => `[${lua(name)}] = ${lua(one as LuaValue)}`)
    .join(', ')} }`;
}

function luaByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[\x20-\x7e]/.test(character) && !/["\\]/.test(character) ? character : `\\${String(byte).padStart(3, '0')}`;
}
