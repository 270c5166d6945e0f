import type { XmppPorts } from '../facts.ts';

export type EjabberdSettings = {
  host: string;
  ports: XmppPorts;
  domains: readonly string[];
  roomsHost: string;
  adminJid: string;
  pemFile: string;
  caFile: string;
  directory: { host: string; port: number; baseDn: string; dn: string; password: string };
  /** What the node is to call its version, for tests of clusters that must not mix them. */
  version?: string;
};

/** ejabberd.yml of one node. JSON is YAML, so that no value is ever pasted into text. */
export function ejabberdConfig(settings: EjabberdSettings): string {
  return `${JSON.stringify({ ...general(settings), ...access(settings), modules, ...rooms(settings) }, null, 2)}\n`;
}

function general({ host, ports, domains, pemFile, caFile, directory, version }: EjabberdSettings) {
  const tls = { module: 'ejabberd_c2s', ip: host, access: 'c2s', shaper: 'none' };
  return {
    loglevel: 'info',
    ...(version && { version }),
    log_rotate_count: 1,
    hosts: domains,
    certfiles: [pemFile],
    ca_file: caFile,
    // Peers show a certificate of the private CA (SASL EXTERNAL); without mod_s2s_dialback there is no weaker way.
    s2s_use_starttls: 'required',
    s2s_dns_timeout: '1 s',
    s2s_dns_retries: 1,
    s2s_timeout: '10 s',
    s2s_protocol_options: ['no_sslv3', 'no_tlsv1', 'no_tlsv1_1'],
    c2s_protocol_options: ['no_sslv3', 'no_tlsv1', 'no_tlsv1_1'],
    auth_method: ['ldap'],
    // A person who was disabled a moment ago must not come in by what is remembered here.
    auth_use_cache: false,
    ldap_servers: [directory.host],
    ldap_port: directory.port,
    ldap_encrypt: 'tls',
    ldap_tls_verify: 'hard',
    ldap_tls_cacertfile: caFile,
    ldap_rootdn: directory.dn,
    ldap_password: directory.password,
    ldap_base: directory.baseDn,
    ldap_uids: { mail: '%u@%d' },
    ldap_filter: '(objectClass=inetOrgPerson)',
    disable_sasl_mechanisms: ['digest-md5', 'X-OAUTH2'],
    listen: [
      { ...tls, port: ports.starttls, starttls: true, starttls_required: true },
      { ...tls, port: ports.direct, tls: true },
      { module: 'ejabberd_s2s_in', ip: host, port: ports.s2s },
      { module: 'ejabberd_http', ip: host, port: ports.http, request_handlers: { '/api': 'mod_http_api' } },
    ],
  };
}

function access({ adminJid }: EjabberdSettings) {
  return {
    acl: { admin: { user: [adminJid] }, loopback: { ip: ['127.0.0.0/8'] } },
    access_rules: {
      c2s: { allow: 'all' },
      configure: { allow: 'admin' },
      announce: { allow: 'admin' },
      rooms: { allow: 'all' },
    },
    shaper: { normal: 100_000_000 },
    shaper_rules: { max_user_sessions: 20, max_user_offline_messages: 100, c2s_shaper: 'none', s2s_shaper: 'normal' },
    api_permissions: {
      console: { from: ['ejabberd_ctl'], who: 'all', what: '*' },
      portal: {
        from: ['mod_http_api'],
        who: { access: { allow: [{ acl: 'admin' }, { acl: 'loopback' }] } },
        what: apiCommands,
      },
    },
  };
}

/** Never "*": that would serve the Erlang cookie over HTTP (get_cookie). */
const apiCommands = [
  ...['status', 'stats', 'stats_host', 'list_cluster', 'registered_vhosts', 'registered_users'],
  ...['connected_users_info', 'connected_users_number', 'connected_users_vhost', 'user_sessions_info', 'num_resources'],
  ...['get_presence', 'get_last', 'set_last', 'kick_session', 'kick_user', 'check_account', 'get_offline_count'],
  ...['incoming_s2s_number', 'outgoing_s2s_number'],
  ...['get_roster', 'add_rosteritem', 'delete_rosteritem'],
  ...['get_vcard', 'get_vcard2', 'get_vcard2_multi', 'set_vcard', 'set_vcard2', 'private_get', 'private_set'],
  ...['muc_online_rooms', 'get_room_options', 'change_room_option', 'get_room_affiliations', 'set_room_affiliation'],
  ...['get_room_occupants', 'get_room_occupants_number', 'get_user_rooms', 'get_room_affiliation', 'get_room_history'],
];

const modules = {
  mod_adhoc: {},
  mod_admin_extra: {},
  mod_announce: { access: 'announce' },
  mod_bailiwick: {},
  mod_blocking: {},
  mod_caps: {},
  mod_carboncopy: {},
  mod_configure: {},
  mod_disco: {},
  mod_http_api: {},
  mod_last: {},
  mod_mam: { default: 'always', assume_mam_usage: true },
  mod_offline: {},
  mod_ping: {},
  mod_privacy: {},
  mod_private: {},
  mod_roster: { versioning: true },
  mod_stats: {},
  mod_stream_mgmt: {},
  mod_time: {},
  mod_vcard: {},
  mod_version: {},
};

/**
 * One service for rooms, beside the first domain: started for every domain, each room would be listed as often. Personal nodes
 * (PEP) are there as well, and not on the other domains: many a server hasn't got them.
 */
function rooms({ domains, roomsHost }: EjabberdSettings) {
  const mod_muc = {
    hosts: [roomsHost],
    access: 'rooms',
    access_create: 'rooms',
    access_admin: 'configure',
    default_room_options: { mam: true, persistent: true },
  };
  const mod_pubsub = { plugins: ['flat', 'pep'], access_createnode: 'c2s' };
  return { append_host_config: { [domains[0] as string]: { modules: { mod_muc, mod_muc_admin: {}, mod_pubsub } } } };
}
