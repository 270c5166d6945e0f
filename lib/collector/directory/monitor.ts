import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import type { Readings } from '../series.ts';
import type { directorySeries } from './series.ts';

export type DirectoryReadings = Readings<typeof directorySeries>;

export const monitor = Dn.of('cn=Monitor');
export const databases = monitor.child('cn', 'Databases');
export const monitorAttributes = ['monitorCounter', 'monitorOpInitiated', 'monitorOpCompleted', 'monitoredInfo'];
export const databaseAttributes = [
  'namingContexts',
  'olmMDBPagesMax',
  'olmMDBPagesUsed',
  'olmMDBPagesFree',
  'olmMDBEntries',
];

/** How slapd names its operations below cn=Operations. */
const operations = ['Bind', 'Unbind', 'Search', 'Compare', 'Modify', 'Modrdn', 'Add', 'Delete', 'Abandon', 'Extended'];
const threadStates = ['Max', 'Open', 'Active', 'Pending', 'Backload'];

/** The entries below cn=Monitor as readings; what a slapd doesn't have is left out. */
export function readMonitor(entries: readonly Entry[], readings: DirectoryReadings): void {
  const byDn = new Map(entries.map((entry) => [entry.dn.key, entry]));
  const at = (...path: string[]) => byDn.get(path.reduceRight((dn, name) => dn.child('cn', name), monitor).key);
  const counter = (...path: string[]) => whole(at(...path), 'monitorCounter');
  const info = (...path: string[]) => numeric(at(...path), 'monitoredInfo');

  readings.add('directory.uptime', info('Uptime', 'Time'));
  readings.add('directory.connections', numeric(at('Current', 'Connections'), 'monitorCounter'));
  readings.add('directory.connections.opened', counter('Total', 'Connections'));
  for (const name of operations) {
    const entry = at(name, 'Operations');
    const operation = name.toLowerCase();
    readings.add('directory.operations', whole(entry, 'monitorOpInitiated'), { operation, phase: 'initiated' });
    readings.add('directory.operations', whole(entry, 'monitorOpCompleted'), { operation, phase: 'completed' });
  }
  readings.add('directory.bytes', counter('Bytes', 'Statistics'));
  readings.add('directory.entries', counter('Entries', 'Statistics'));
  readings.add('directory.referrals', counter('Referrals', 'Statistics'));
  readings.add('directory.messages', counter('PDU', 'Statistics'));
  for (const state of threadStates)
    readings.add('directory.threads', info(state, 'Threads'), { state: state.toLowerCase() });
  for (const way of ['Read', 'Write'])
    readings.add('directory.waiters', numeric(at(way, 'Waiters'), 'monitorCounter'), { for: way.toLowerCase() });
}

/** The entries of LMDB databases, and how many connections there may be. */
export function readDatabases(entries: readonly Entry[], readings: DirectoryReadings): void {
  for (const entry of entries) {
    if (entry.dn.name === 'Max File Descriptors')
      readings.add('directory.connections.most', numeric(entry, 'monitorCounter'));
    const database = entry.first('namingContexts');
    if (database === '') continue;
    readings.add('directory.pages.used', numeric(entry, 'olmMDBPagesUsed'), { database });
    readings.add('directory.pages.most', numeric(entry, 'olmMDBPagesMax'), { database });
    readings.add('directory.pages.free', numeric(entry, 'olmMDBPagesFree'), { database });
    readings.add('directory.kept', numeric(entry, 'olmMDBEntries'), { database });
  }
}

function whole(entry: Entry | undefined, attribute: string): bigint | null {
  const text = entry?.first(attribute) ?? '';
  return /^\d{1,20}$/.test(text) ? BigInt(text) : null;
}

function numeric(entry: Entry | undefined, attribute: string): number | null {
  const value = whole(entry, attribute);
  return value === null ? null : Number(value);
}
