import { gauge, type Profile, type Row } from '../profile.ts';

const memory = '1.3.6.1.4.1.2021.4';
const dskEntry = '1.3.6.1.4.1.2021.9.1';

export const ucd: Profile = {
  name: 'ucd',
  title: 'Load, memory and disks',
  mib: 'UCD-SNMP-MIB (net-snmp)',
  probe: '1.3.6.1.4.1.2021',
  scalars: {
    memTotalSwap: `${memory}.3.0`,
    memAvailSwap: `${memory}.4.0`,
    memTotalReal: `${memory}.5.0`,
    memAvailReal: `${memory}.6.0`,
    memBuffer: `${memory}.14.0`,
    memCached: `${memory}.15.0`,
  },
  shows: [
    { label: 'Memory', format: 'octets', value: (row) => kilo(row.number('memTotalReal')) },
    { label: 'Memory free', format: 'octets', value: (row) => kilo(row.number('memAvailReal')) },
    { label: 'Swap', format: 'octets', value: (row) => kilo(row.number('memTotalSwap')) },
    { label: 'Swap free', format: 'octets', value: (row) => kilo(row.number('memAvailSwap')) },
  ],
  measure: (row) =>
    (['memAvailReal', 'memBuffer', 'memCached', 'memAvailSwap'] as const).map((name) =>
      gauge('memory.octets', 'octets', kilo(row.number(name)), { of: parts[name] }),
    ),
  tables: [
    {
      title: 'Load',
      columns: { laNames: '1.3.6.1.4.1.2021.10.1.2', laLoadInt: '1.3.6.1.4.1.2021.10.1.5' },
      shows: [
        { label: 'Average', format: 'text', value: (row) => row.text('laNames') },
        { label: 'Load', format: 'count', value: load },
      ],
      measure: (row) => [gauge('host.load', '', load(row), { average: row.text('laNames') ?? row.index })],
    },
    {
      title: 'Disks',
      columns: {
        dskPath: `${dskEntry}.2`,
        dskDevice: `${dskEntry}.3`,
        dskPercent: `${dskEntry}.9`,
        dskPercentNode: `${dskEntry}.10`,
      },
      shows: [
        { label: 'Path', format: 'text', value: (row) => row.text('dskPath') },
        { label: 'Device', format: 'text', value: (row) => row.text('dskDevice') },
        { label: 'Full', format: '%', value: (row) => row.number('dskPercent') },
        { label: 'Files', format: '%', value: (row) => row.number('dskPercentNode') },
      ],
      measure: (row) => [
        gauge('disk.usage', '%', row.number('dskPercent'), { path: row.text('dskPath') ?? row.index }),
        gauge('disk.files', '%', row.number('dskPercentNode'), { path: row.text('dskPath') ?? row.index }),
      ],
    },
  ],
};

const parts = { memAvailReal: 'free', memBuffer: 'buffers', memCached: 'cache', memAvailSwap: 'free swap' };

function kilo(value: number | null): number | null {
  return value === null ? null : value * 1024;
}

/** In hundredths, for agents without floating point. */
function load(row: Row): number | null {
  const hundredths = row.number('laLoadInt');
  return hundredths === null ? null : hundredths / 100;
}
