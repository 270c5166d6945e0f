/**
 * How series read on a page: the title of their chart, which of them it shows (`where`), and by which labels those of one name
 * are told apart (`by`); what differs in other labels alone is added up. Charts stand in the order of this table; a name that
 * isn't here (a device's, a later source's) comes behind them, reads as it is written, and shows every series.
 */
type Words = { title: string; by?: readonly string[]; where?: Readonly<Record<string, string>> };

const words: Readonly<Record<string, Words>> = {
  'xmpp.users.online': { title: 'Users online' },
  'xmpp.sessions.all': { title: 'Sessions' },
  'xmpp.sessions': { title: 'Sessions by member' },
  'xmpp.stanzas': { title: 'Stanzas', by: ['direction', 'kind'] },
  'xmpp.octets': { title: 'Bandwidth', by: ['kind', 'direction'] },
  'xmpp.s2s.sessions': { title: 'Sessions with other servers' },
  'xmpp.ping': { title: 'Answer time' },
  'xmpp.tls.share': { title: 'TLS versions of clients' },
  'xmpp.mechanism.share': { title: 'How clients sign in' },
  'xmpp.s2s.tls.share': { title: 'TLS versions of other servers' },
  'xmpp.users.registered': { title: 'Users registered' },
  'xmpp.users.listed': { title: 'Users in the directory' },
  'xmpp.cluster.members': { title: 'Members of the cluster' },
  'xmpp.certificate.days': { title: 'Days until certificates expire' },
  'xmpp.reachable': { title: 'Reachable' },
  'xmpp.uptime': { title: 'Uptime' },

  'cluster.answers': { title: 'Members that answer' },

  'device.up': { title: 'Answers' },
  'if.octets': { title: 'Octets by interface' },
  'if.errors': { title: 'Errors by interface' },
  'if.discards': { title: 'Discarded packets by interface' },
  'if.up': { title: 'Interfaces that are up' },
  'host.cpu': { title: 'Processors' },
  'host.load': { title: 'Load' },
  'storage.usage': { title: 'How full storage is' },
  'storage.used': { title: 'Storage in use' },
  'disk.usage': { title: 'How full disks are' },
  'disk.files': { title: 'Files in use on disks' },
  'memory.octets': { title: 'Memory' },
  'host.processes': { title: 'Processes' },
  'host.users': { title: 'Users on the machine' },
  'system.uptime': { title: 'Uptime' },
  'printer.supply': { title: 'Supplies left' },
  'printer.paper': { title: 'Paper' },
  'printer.printed': { title: 'Printed' },
  'appl.associations': { title: 'Connections of services' },
  'appl.opened': { title: 'New connections of services' },
  'appl.failed': { title: 'Failed connections of services' },
  'appl.up': { title: 'Services that are up' },

  'bailiwick.users.online': { title: 'Users online, by SNMP' },
  'bailiwick.users.registered': { title: 'Users registered, by SNMP' },
  'bailiwick.sessions': { title: 'Sessions, by SNMP', by: ['application', 'kind'] },
  'bailiwick.stanzas': { title: 'Stanzas, by SNMP', by: ['application', 'direction', 'kind'] },
  'bailiwick.octets': { title: 'Bandwidth, by SNMP', by: ['application', 'kind', 'direction'] },
  'bailiwick.rooms': { title: 'Rooms, by SNMP' },
  'bailiwick.nodes': { title: 'Nodes of clusters, by SNMP' },

  'directory.operations': { title: 'Operations', by: ['operation'], where: { phase: 'completed' } },
  'directory.connections': { title: 'Connections' },
  'directory.connections.opened': { title: 'New connections' },
  'directory.answer': { title: 'Answer time' },
  'directory.entries': { title: 'Entries sent' },
  'directory.bytes': { title: 'Bytes sent' },
  'directory.threads': { title: 'Threads' },
  'directory.waiters': { title: 'Connections that wait' },
  'directory.pages.used': { title: 'Database pages in use' },
  'directory.pages.free': { title: 'Of these, free for new data' },
  'directory.pages.most': { title: 'Database pages at most' },
  'directory.kept': { title: 'Entries held' },
  'directory.catalog.age': { title: 'Age of the catalog' },
  'directory.catalog.lag': { title: 'Lag of the catalog' },
  'directory.reachable': { title: 'Reachable' },
  'directory.uptime': { title: 'Uptime' },

  'portal.sessions': { title: 'People signed in' },
  'portal.database.answer': { title: 'Answer time of the database' },
  'portal.requests': { title: 'Requests', by: ['kind'] },
  'portal.requests.p95': { title: '95% are answered within' },
  'portal.requests.failed': { title: 'Requests that failed' },
  'portal.actions': { title: 'Changes asked for, by outcome' },
  'portal.live': { title: 'Pages told of news' },
  'portal.memory': { title: 'Memory of the web process' },
  'portal.cpu': { title: 'Processor time of the web process' },
  'portal.loop': { title: 'Longest hold-up of the web process' },
  'portal.jobs': { title: 'Long work under way' },
  'portal.database.size': { title: 'Size of the database' },

  'collector.polls': { title: 'Polls' },
  'collector.errors': { title: 'Polls that failed' },
  'collector.late': { title: 'Latest start of a poll' },
  'collector.slowest': { title: 'Longest poll' },
  'collector.written': { title: 'Samples written' },
  'collector.waiting': { title: 'Samples that wait' },
  'collector.cpu': { title: 'Processor time' },
  'collector.memory': { title: 'Memory' },
  'traps.received': { title: 'Traps that came' },
  'traps.kept': { title: 'Traps that became events' },
  'traps.refused': { title: 'Traps that were not taken' },
  'collector.loop': { title: 'Longest hold-up' },
  'collector.jobs': { title: 'Jobs' },
  'collector.left-out': { title: 'Samples left out' },
  'collector.lost': { title: 'Samples lost' },
};

const order = new Map(Object.keys(words).map((name, place) => [name, place]));

export function seriesTitle(name: string): string {
  // What is watched of a device is called as its MIB calls it.
  if (name.startsWith('own.')) return name.slice(4);
  return words[name]?.title ?? sentenceOf(name);
}

/** Smaller: earlier on a page. */
export function seriesPlace(name: string): number {
  return order.get(name) ?? order.size;
}

/** Whether a chart shows a series unless every one is asked for. `chosen`: labels that somebody asked for by value. */
export function isShown(
  name: string,
  labels: Readonly<Record<string, string>>,
  chosen: Readonly<Record<string, string>> = {},
): boolean {
  const where = Object.entries(words[name]?.where ?? {});
  return where.every(([label, value]) => Object.hasOwn(chosen, label) || labels[label] === value);
}

/** The labels that lines of a chart are told apart by; all of them where the table says nothing. */
export function toldApart(name: string, labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const by = words[name]?.by;
  return by ? Object.fromEntries(by.flatMap((label) => (labels[label] ? [[label, labels[label]]] : []))) : labels;
}

export const isSummary = (name: string) => Boolean(words[name]?.by ?? words[name]?.where);

/** What tells a series from the others of its chart: the values of its labels, as in `in · message`. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.values(labels).filter(Boolean).join(' · ');
}

/** `if.octets` reads "If octets". */
function sentenceOf(name: string): string {
  const words = name.split(/[._\s-]+/).filter(Boolean);
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
