import { bareOf } from '../domain/session-jid.ts';
import type { ClusterMember, Counting, Host, S2sSession, Traffic, XmppSession } from '../xmpp/servers/port.ts';
import type { Application, StanzaKind, XmppFigures } from './application.ts';
import type { Numbering } from './numbering.ts';
import type { Rates } from './rates.ts';
import { byEncryption, byMechanism } from './session-counts.ts';

export type Named = { index: number; name: string; domain: string; url: string };

/** What an XMPP server told, as far as it is fresh. */
export type Told = {
  s2s: S2sSession[] | null;
  cluster: ClusterMember[] | null;
  counters: Counting | null;
  /** How many sessions of clients. */
  sessions: number | null;
  /** All of them. */
  listed: XmppSession[] | null;
  hosts: Host[] | null;
  registered: number | null;
  rooms: number | null;
  version: string | null;
  /** When it started. */
  uptime: Date | null;
};

type Memory = { rates: Rates<StanzaKind>; numbering: Numbering };
type Unsaid = 'status' | 'statusSince' | 'lastInbound' | 'lastOutbound';

const s2sPort = 5269;

export function applicationOf(named: Named, told: Told, { rates, numbering }: Memory): Omit<Application, Unsaid> {
  const { index, name, domain, url } = named;
  const servers = open(told.s2s ?? []);
  const clients = told.listed ?? [];
  const own = told.cluster?.find(({ self }) => self);
  return {
    index,
    name,
    description: `XMPP server of ${domain}`,
    url,
    version: told.version ?? own?.version ?? null,
    startedAt: own?.since ?? told.uptime,
    ...associated(told),
    accumulatedInbound: null,
    associations: associations(servers, numbering),
    sessions: sessionRows(told),
    mechanisms: byMechanism(clients, servers),
    encryption: byEncryption(clients, servers),
    xmpp: figures(told, rates),
    ldap: [],
  };
}

/** Clients and other servers that connected to it; other servers that it connected to. */
export function associated({ s2s, sessions }: Pick<Told, 's2s' | 'sessions'>): {
  inbound: number | null;
  outbound: number | null;
} {
  const servers = byDirection(s2s);
  const inbound = servers.in === null || sessions === null ? null : servers.in + sessions;
  return { inbound, outbound: servers.out };
}

function associations(servers: readonly S2sSession[], numbering: Numbering): Application['associations'] {
  const keys = servers.map(
    ({ direction, local, remote, since, node, address, port }) =>
      `${direction} ${local} ${remote} ${since?.getTime()} ${node} ${address} ${port}`,
  );
  const numbers = numbering.of(keys);
  return servers.map(({ direction, remote, since }, at) => ({
    index: numbers[at] as number,
    remote,
    port: s2sPort,
    type: direction === 'in' ? 'peerInitiated' : 'peerResponded',
    since,
  }));
}

function sessionRows({ s2s, sessions, counters }: Told): Application['sessions'] {
  const servers = byDirection(s2s);
  const row = (kind: 'c2s' | 's2sIn' | 's2sOut', told: Traffic['kind'], count: number | null) => {
    const carried = (direction: Traffic['direction']) =>
      counters?.traffic.find((one) => one.kind === told && one.direction === direction)?.octets ?? null;
    const [octetsIn, octetsOut] = [carried('in'), carried('out')];
    return count === null && octetsIn === null && octetsOut === null ? [] : [{ kind, count, octetsIn, octetsOut }];
  };
  return [
    ...row('c2s', 'c2s', sessions),
    ...row('s2sIn', 's2s-in', servers.in),
    ...row('s2sOut', 's2s-out', servers.out),
  ];
}

function figures({ s2s, cluster, counters, listed, ...told }: Told, rates: Rates<StanzaKind>): XmppFigures {
  const servers = byDirection(s2s);
  const running = cluster?.filter(({ state }) => state === 'running').length;
  const kinds: StanzaKind[] = counters ? ['message', 'presence', 'iq'] : [];
  return {
    registered: told.registered,
    online: listed && new Set(listed.map(({ jid }) => bareOf(jid))).size,
    sessions: told.sessions,
    rooms: told.rooms,
    s2sIn: servers.in,
    s2sOut: servers.out,
    hosts: told.hosts?.length ?? null,
    running: running ?? null,
    stopped: cluster && running !== undefined ? cluster.length - running : null,
    countersSince: counters?.since ?? null,
    countersNode: counters?.node ?? null,
    stanzas: counters?.counters ?? [],
    rates: kinds.flatMap((kind) => {
      const rate = rates.get(kind);
      return rate === null ? [] : [{ kind, rate }];
    }),
  };
}

const open = (servers: readonly S2sSession[]) => servers.filter(({ state }) => state === 'open');

function byDirection(servers: readonly S2sSession[] | null): { in: number | null; out: number | null } {
  if (servers === null) return { in: null, out: null };
  const incoming = open(servers).filter(({ direction }) => direction === 'in').length;
  return { in: incoming, out: open(servers).length - incoming };
}
