import { gauge, type Profile } from '../profile.ts';

export const system: Profile = {
  name: 'system',
  title: 'System',
  mib: 'SNMPv2-MIB (RFC 3418)',
  probe: '1.3.6.1.2.1.1',
  scalars: {
    sysDescr: '1.3.6.1.2.1.1.1.0',
    sysObjectID: '1.3.6.1.2.1.1.2.0',
    sysUpTime: '1.3.6.1.2.1.1.3.0',
    sysContact: '1.3.6.1.2.1.1.4.0',
    sysName: '1.3.6.1.2.1.1.5.0',
    sysLocation: '1.3.6.1.2.1.1.6.0',
  },
  shows: [
    { label: 'Name', format: 'text', value: (row) => row.text('sysName') },
    { label: 'Description', format: 'text', value: (row) => row.text('sysDescr') },
    { label: 'Location', format: 'text', value: (row) => row.text('sysLocation') },
    { label: 'Contact', format: 'text', value: (row) => row.text('sysContact') },
    { label: 'Kind (sysObjectID)', format: 'text', value: (row) => row.text('sysObjectID') },
    { label: 'Running for', format: 'seconds', value: (row) => seconds(row.number('sysUpTime')) },
  ],
  measure: (row) => [gauge('system.uptime', 's', seconds(row.number('sysUpTime')))],
};

/** TimeTicks are hundredths of a second (RFC 2578, 7.1.8). */
function seconds(ticks: number | null): number | null {
  return ticks === null ? null : Math.floor(ticks / 100);
}
