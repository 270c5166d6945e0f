import { mostPerSecond, type SeriesTable } from '../series.ts';

const rate = { kind: 'counter', step: 10, max: mostPerSecond } as const;
const now = { kind: 'gauge', step: 10 } as const;
const slowly = { kind: 'gauge', step: 60 } as const;

/** Of target `directory`; what slapd counts comes from cn=Monitor (slapd-monitor(5)). */
export const directorySeries = {
  'directory.reachable': { ...now, unit: '', max: 1, what: '1 when it answers, 0 when not.' },
  'directory.answer': { ...now, unit: 'ms', what: 'How long it took to answer with its own figures.' },
  'directory.uptime': { ...now, unit: 's', what: 'Since slapd started.' },
  'directory.connections': { ...now, unit: 'connections', what: 'Open now.' },
  'directory.connections.most': { ...slowly, unit: 'connections', what: 'As many as slapd may have open.' },
  'directory.connections.opened': { ...rate, unit: 'connections/s', what: 'Newly opened.' },
  'directory.operations': {
    ...rate,
    unit: 'operations/s',
    labels: 'operation: bind, search, modify, …; phase: initiated, completed',
    what: 'Operations by kind.',
  },
  'directory.bytes': { ...rate, unit: 'bytes/s', max: 1e12, what: 'Sent by slapd.' },
  'directory.entries': { ...rate, unit: 'entries/s', what: 'Entries sent.' },
  'directory.referrals': { ...rate, unit: 'referrals/s', what: 'Referrals sent.' },
  'directory.messages': { ...rate, unit: 'messages/s', what: 'LDAP messages (PDUs) sent.' },
  'directory.threads': {
    ...now,
    unit: 'threads',
    labels: 'state: max, open, active, pending, backload',
    what: 'Of slapd’s pool.',
  },
  'directory.waiters': {
    ...now,
    unit: 'connections',
    labels: 'for: read, write',
    what: 'Connections that wait to be read from, or for their client to read.',
  },
  'directory.pages.used': { ...slowly, unit: 'pages', labels: 'database: its suffix', what: 'Of an LMDB database.' },
  'directory.pages.most': { ...slowly, unit: 'pages', labels: 'database', what: 'When these are used, writing ends.' },
  'directory.pages.free': {
    ...slowly,
    unit: 'pages',
    labels: 'database',
    what: 'Of the used ones, free for new data.',
  },
  'directory.kept': { ...slowly, unit: 'entries', labels: 'database', what: 'Entries that an LMDB database holds.' },
  'directory.catalog.lag': {
    ...now,
    unit: 'ms',
    what: 'From a change in the directory to its row in the catalog, for the last change.',
  },
  'directory.catalog.age': { ...now, unit: 's', what: 'Since the collector last read what changed.' },
} as const satisfies SeriesTable;
