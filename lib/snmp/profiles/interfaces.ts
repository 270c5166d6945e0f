import { counterOf, gauge, type Profile, type Row, worded } from '../profile.ts';
import type { Measured } from '../reading.ts';

const [ifEntry, ifXEntry] = ['1.3.6.1.2.1.2.2.1', '1.3.6.1.2.1.31.1.1.1'];
const states = {
  1: 'up',
  2: 'down',
  3: 'testing',
  4: 'unknown',
  5: 'dormant',
  6: 'not present',
  7: 'lower layer down',
};

export const interfaces: Profile = {
  name: 'interfaces',
  title: 'Interfaces',
  mib: 'IF-MIB (RFC 2863)',
  probe: '1.3.6.1.2.1.2.2.1.1',
  tables: [
    {
      title: 'Interfaces',
      columns: {
        ifDescr: `${ifEntry}.2`,
        ifSpeed: `${ifEntry}.5`,
        ifAdminStatus: `${ifEntry}.7`,
        ifOperStatus: `${ifEntry}.8`,
        ifInOctets: `${ifEntry}.10`,
        ifInDiscards: `${ifEntry}.13`,
        ifInErrors: `${ifEntry}.14`,
        ifOutOctets: `${ifEntry}.16`,
        ifOutDiscards: `${ifEntry}.19`,
        ifOutErrors: `${ifEntry}.20`,
        ifName: `${ifXEntry}.1`,
        ifHCInOctets: `${ifXEntry}.6`,
        ifHCOutOctets: `${ifXEntry}.10`,
        ifHighSpeed: `${ifXEntry}.15`,
        ifAlias: `${ifXEntry}.18`,
      },
      shows: [
        { label: 'Name', format: 'text', value: nameOf },
        {
          label: 'State',
          format: 'state',
          value: (row) => (isOff(row) ? 'switched off' : worded(row.number('ifOperStatus'), states)),
        },
        { label: 'Speed', format: 'bits/s', value: speedOf },
        { label: 'Alias', format: 'text', value: (row) => row.text('ifAlias') },
      ],
      measure(row) {
        const name = nameOf(row);
        // What somebody switched off is not down.
        const state = isOff(row) ? null : row.number('ifOperStatus');
        return [
          gauge('if.up', '', state === null ? null : Number(state === 1), { interface: name }),
          ...counted(row, 'if.octets', 'octets/s', 'in', ['ifHCInOctets', 'ifInOctets']),
          ...counted(row, 'if.octets', 'octets/s', 'out', ['ifHCOutOctets', 'ifOutOctets']),
          ...counted(row, 'if.errors', 'packets/s', 'in', ['ifInErrors']),
          ...counted(row, 'if.errors', 'packets/s', 'out', ['ifOutErrors']),
          ...counted(row, 'if.discards', 'packets/s', 'in', ['ifInDiscards']),
          ...counted(row, 'if.discards', 'packets/s', 'out', ['ifOutDiscards']),
        ];
      },
    },
  ],
};

function isOff(row: Row): boolean {
  return row.number('ifAdminStatus') === 2;
}

function nameOf(row: Row): string {
  return row.text('ifName') || row.text('ifDescr') || row.index;
}

/** ifHighSpeed is in Mbit/s, and 0 on what is slower than one; both are 0 on what has no speed of its own. */
function speedOf(row: Row): number | null {
  const high = row.number('ifHighSpeed');
  return high ? high * 1_000_000 : row.number('ifSpeed') || null;
}

function counted(row: Row, name: string, unit: string, direction: 'in' | 'out', from: string[]): Measured[] {
  const counter = counterOf(row, ...from);
  return counter ? [{ name, unit, kind: 'counter', ...counter, labels: { interface: nameOf(row), direction } }] : [];
}
