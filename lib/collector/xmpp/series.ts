import { mostPerSecond, type SeriesTable } from '../series.ts';

const now = { kind: 'gauge', step: 10 } as const;
const slowly = { kind: 'gauge', step: 60 } as const;

/** Of target `server:<id>`. What a server can't tell has no series. */
export const xmppSeries = {
  'xmpp.reachable': { ...now, unit: '', max: 1, what: '1 when it answers a ping, 0 when not.' },
  'xmpp.ping': { ...now, unit: 'ms', what: 'Round trip of a ping (XEP-0199).' },
  'xmpp.sessions': {
    ...now,
    unit: 'sessions',
    labels: 'node',
    what: 'Of clients, on each running member; the portal’s own are among them.',
  },
  'xmpp.sessions.all': {
    ...now,
    unit: 'sessions',
    what: 'Of clients, on the whole server; the portal’s own are among them.',
  },
  'xmpp.users.online': {
    ...now,
    unit: 'users',
    labels: 'host',
    what: 'As the server counts them for a domain. Only where it serves at most 20.',
  },
  'xmpp.stanzas': {
    kind: 'counter',
    unit: 'stanzas/s',
    step: 10,
    max: mostPerSecond,
    labels: 'node; scope: c2s, s2s, component; direction: in, out; kind: message, presence, iq',
    what: 'Handled by the node that the collector is connected to.',
  },
  'xmpp.octets': {
    kind: 'counter',
    unit: 'octets/s',
    step: 10,
    max: 1e12,
    labels: 'node; kind: c2s, s2s-in, s2s-out; direction: in, out',
    what: 'Carried by sessions of the node that the collector is connected to: by ejabberd as on the wire, by Prosody inside TLS, without BOSH.',
  },
  'xmpp.cluster.members': { ...now, unit: 'members', labels: 'state: running, stopped', what: 'Of the cluster.' },
  'xmpp.uptime': {
    ...slowly,
    unit: 's',
    labels: 'node, where it is known',
    what: 'Since the server, or the member, started.',
  },
  'xmpp.users.registered': { ...slowly, unit: 'users', labels: 'host', what: 'Accounts, as the server counts them.' },
  'xmpp.users.listed': {
    kind: 'gauge',
    unit: 'users',
    step: 300,
    labels: 'host',
    what: 'People in the directory with an address there; only for domains whose accounts the server can’t count.',
  },
  'xmpp.s2s.sessions': {
    ...slowly,
    unit: 'sessions',
    labels: 'direction: in, out',
    what: 'Open ones with other servers.',
  },
  'xmpp.tls.share': {
    ...slowly,
    unit: '%',
    max: 100,
    labels: 'version: TLSv1.3, …; unknown where the server doesn’t say',
    what: 'Of client sessions. Only while there are at most 5,000.',
  },
  'xmpp.mechanism.share': {
    ...slowly,
    unit: '%',
    max: 100,
    labels: 'mechanism: SCRAM-SHA-256, …; unknown',
    what: 'How sessions were authenticated. Only while there are at most 5,000.',
  },
  'xmpp.s2s.tls.share': {
    ...slowly,
    unit: '%',
    max: 100,
    labels: 'version',
    what: 'Of open sessions with other servers.',
  },
  'xmpp.certificate.days': {
    ...slowly,
    unit: 'days',
    min: null,
    what: 'Until the server’s own certificate expires; negative when it has.',
  },
  'xmpp.s2s.certificate.days': {
    ...slowly,
    unit: 'days',
    min: null,
    what: 'Until the first of the certificates of peers with open sessions expires.',
  },
} as const satisfies SeriesTable;
