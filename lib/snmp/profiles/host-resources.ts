import { gauge, type Profile, percentOf, type Row, worded } from '../profile.ts';

const hrStorageEntry = '1.3.6.1.2.1.25.2.3.1';
const other = '1.3.6.1.2.1.25.2.1.1';
const kinds: Record<string, string> = {
  '1.3.6.1.2.1.25.2.1.2': 'memory',
  '1.3.6.1.2.1.25.2.1.3': 'swap',
  '1.3.6.1.2.1.25.2.1.4': 'disk',
  '1.3.6.1.2.1.25.2.1.5': 'removable disk',
  '1.3.6.1.2.1.25.2.1.7': 'compact disc',
  '1.3.6.1.2.1.25.2.1.8': 'memory disk',
  '1.3.6.1.2.1.25.2.1.9': 'flash memory',
  '1.3.6.1.2.1.25.2.1.10': 'network disk',
};

export const hostResources: Profile = {
  name: 'host-resources',
  title: 'Host',
  mib: 'HOST-RESOURCES-MIB (RFC 2790)',
  probe: '1.3.6.1.2.1.25',
  scalars: {
    hrSystemUptime: '1.3.6.1.2.1.25.1.1.0',
    hrSystemNumUsers: '1.3.6.1.2.1.25.1.5.0',
    hrSystemProcesses: '1.3.6.1.2.1.25.1.6.0',
    hrMemorySize: '1.3.6.1.2.1.25.2.2.0',
  },
  shows: [
    { label: 'Processes', format: 'count', value: (row) => row.number('hrSystemProcesses') },
    { label: 'Users', format: 'count', value: (row) => row.number('hrSystemNumUsers') },
    { label: 'Memory', format: 'octets', value: (row) => times(row.number('hrMemorySize'), 1024) },
  ],
  measure: (row) => [
    gauge('host.processes', 'processes', row.number('hrSystemProcesses')),
    gauge('host.users', 'users', row.number('hrSystemNumUsers')),
  ],
  tables: [
    {
      title: 'Storage',
      columns: {
        hrStorageType: `${hrStorageEntry}.2`,
        hrStorageDescr: `${hrStorageEntry}.3`,
        hrStorageAllocationUnits: `${hrStorageEntry}.4`,
        hrStorageSize: `${hrStorageEntry}.5`,
        hrStorageUsed: `${hrStorageEntry}.6`,
      },
      shows: [
        { label: 'Storage', format: 'text', value: nameOf },
        { label: 'Kind', format: 'text', value: (row) => kinds[row.text('hrStorageType') ?? ''] ?? null },
        { label: 'Size', format: 'octets', value: (row) => octets(row, 'hrStorageSize') },
        { label: 'Used', format: 'octets', value: (row) => octets(row, 'hrStorageUsed') },
        { label: 'Full', format: '%', value: usage },
      ],
      measure: (row) => [
        gauge('storage.used', 'octets', octets(row, 'hrStorageUsed'), { storage: nameOf(row) }),
        gauge('storage.usage', '%', usage(row), { storage: nameOf(row) }),
      ],
      // What has no size can't fill up; what is of no kind is a part of the memory (as net-snmp has it), and always full.
      leavesOut: (row) => !row.number('hrStorageSize') || row.text('hrStorageType') === other,
    },
    {
      title: 'Processors',
      columns: { hrProcessorLoad: '1.3.6.1.2.1.25.3.3.1.2' },
      shows: [
        { label: 'Processor', format: 'text', value: (row) => row.index },
        { label: 'Busy in the last minute', format: '%', value: (row) => row.number('hrProcessorLoad') },
      ],
      measure: (row) => [gauge('host.cpu', '%', row.number('hrProcessorLoad'), { processor: row.index })],
    },
    {
      title: 'Printing devices',
      columns: { hrPrinterStatus: '1.3.6.1.2.1.25.3.5.1.1' },
      shows: [
        { label: 'Device', format: 'text', value: (row) => row.index },
        {
          label: 'State',
          format: 'state',
          value: (row) =>
            worded(row.number('hrPrinterStatus'), { 1: 'other', 2: 'unknown', 3: 'idle', 4: 'printing', 5: 'warm-up' }),
        },
      ],
      measure: () => [],
    },
  ],
};

function nameOf(row: Row): string {
  return row.text('hrStorageDescr') || row.index;
}

function times(value: number | null, factor: number | null): number | null {
  return value === null || factor === null ? null : value * factor;
}

/** Integer32 of units; agents with more than 2^31 of them answer a negative number (as net-snmp does), which says nothing. */
function octets(row: Row, column: string): number | null {
  const units = row.number(column);
  return units === null || units < 0 ? null : times(units, row.number('hrStorageAllocationUnits'));
}

function usage(row: Row): number | null {
  return percentOf(row.number('hrStorageUsed'), row.number('hrStorageSize'));
}
