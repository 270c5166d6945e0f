/** Numbers as in our MIB modules (deploy/snmp). */
export const sessionKinds = { c2s: 1, s2sIn: 2, s2sOut: 3, component: 4, ldap: 5 } as const;
export type SessionKind = keyof typeof sessionKinds;
export const stanzaKinds = { message: 1, presence: 2, iq: 3 } as const;
export type StanzaKind = keyof typeof stanzaKinds;
export const stanzaScopes = { c2s: 1, s2s: 2, component: 3 } as const;
export const directions = { in: 1, out: 2 } as const;

/** Places of the other end in assocApplicationType (RFC 2788). */
export const associationTypes = { clientInitiated: 1, peerInitiated: 3, peerResponded: 4 } as const;

export type Association = {
  /** The same as long as the association lives. */
  index: number;
  remote: string;
  /** TCP port of the protocol, for applTCPProtoID. */
  port: number;
  type: keyof typeof associationTypes;
  since: Date | null;
};

export type Stanzas = {
  scope: keyof typeof stanzaScopes;
  direction: keyof typeof directions;
  kind: StanzaKind;
  count: bigint;
};

export type XmppFigures = {
  registered: number | null;
  online: number | null;
  sessions: number | null;
  rooms: number | null;
  s2sIn: number | null;
  s2sOut: number | null;
  hosts: number | null;
  running: number | null;
  stopped: number | null;
  countersSince: Date | null;
  countersNode: string | null;
  stanzas: readonly Stanzas[];
  /** Each second, by kind. */
  rates: readonly { kind: StanzaKind; rate: number }[];
};

export type LdapOperation = {
  /** As in BAILIWICK-SERVICES-MIB. */
  number: number;
  initiated: bigint | null;
  completed: bigint | null;
  /** Each second. */
  rate: number | null;
};

/** One server as it was last seen. What isn't known is null, or has no row. */
export type Application = {
  index: number;
  name: string;
  description: string;
  url: string | null;
  version: string | null;
  status: 'up' | 'down' | null;
  statusSince: Date | null;
  startedAt: Date | null;
  inbound: number | null;
  outbound: number | null;
  accumulatedInbound: bigint | null;
  lastInbound: Date | null;
  lastOutbound: Date | null;
  associations: readonly Association[];
  sessions: readonly {
    kind: SessionKind;
    count: number | null;
    octetsIn: bigint | null;
    octetsOut: bigint | null;
  }[];
  mechanisms: readonly { kind: SessionKind; name: string; count: number }[];
  encryption: readonly { kind: SessionKind; version: string; cipher: string; count: number }[];
  xmpp: XmppFigures | null;
  ldap: readonly LdapOperation[];
};
