/** What `xmpp` in lab.json says: the running servers and how to reach them. Times and states are asked from the servers themselves. */
export type XmppFacts = {
  /** PEM file of the authority that vouches for every server. */
  caFile: string;
  /** A name server with the SRV records of all domains, for clients and for servers, and nothing else. */
  dns: { host: string; port: number };
  servers: XmppServerFacts[];
};

export type XmppServerFacts = {
  name: 'north' | 'south';
  kind: 'ejabberd' | 'prosody';
  domains: string[];
  rooms: string;
  /** Where to connect; the first node of a cluster. */
  host: string;
  ports: XmppPorts;
  tls: 'direct and starttls';
  admin: { jid: string; password: string };
  nodes: XmppNodeFacts[];
  /** Base URL of mod_http_api: only the administrator, by basic authentication. */
  httpApi: string | null;
  /** URL of the OpenMetrics page. */
  metrics: string | null;
  /** Unix socket of Prosody's admin shell: as good as the account that the server runs as. null where the path is too long for one. */
  adminSocket: string | null;
};

export type XmppPorts = { starttls: number; direct: number; s2s: number; http: number };

export type XmppNodeFacts = {
  /** Erlang's name of the node, or Prosody's host. */
  name: string;
  host: string;
  ports: XmppPorts;
  logFile: string;
  httpApi: string | null;
  /** Holds the process id while it runs. */
  pidFile: string;
};

/** Directory accounts of the XMPP side; they stand in ou=services, where no delegated administrator reaches them. */
export type XmppAccounts = {
  /** What the servers search with. */
  directory: { dn: string; password: string };
  /** The portal's own accounts on each server: administrators there. */
  admins: Record<'north' | 'south', { dn: string; jid: string; password: string }>;
  /** Generated people whose password is known, so that they can be online. */
  people: { jids: string[]; password: string };
};
