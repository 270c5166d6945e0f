import { counterOf, gauge, type Profile, type Row, worded } from '../profile.ts';
import type { Measured } from '../reading.ts';

const applEntry = '1.3.6.1.2.1.27.1.1';
const states = { 1: 'up', 2: 'down', 3: 'halted', 4: 'congested', 5: 'restarting', 6: 'quiescing' };

export const networkServices: Profile = {
  name: 'network-services',
  title: 'Services',
  mib: 'NETWORK-SERVICES-MIB (RFC 2788)',
  probe: '1.3.6.1.2.1.27',
  tables: [
    {
      title: 'Applications',
      columns: {
        applName: `${applEntry}.2`,
        applVersion: `${applEntry}.4`,
        applOperStatus: `${applEntry}.6`,
        applInboundAssociations: `${applEntry}.8`,
        applOutboundAssociations: `${applEntry}.9`,
        applAccumulatedInboundAssociations: `${applEntry}.10`,
        applAccumulatedOutboundAssociations: `${applEntry}.11`,
        applRejectedInboundAssociations: `${applEntry}.14`,
        applFailedOutboundAssociations: `${applEntry}.15`,
        applDescription: `${applEntry}.16`,
      },
      shows: [
        { label: 'Application', format: 'text', value: nameOf },
        { label: 'State', format: 'state', value: (row) => worded(row.number('applOperStatus'), states) },
        { label: 'Version', format: 'text', value: (row) => row.text('applVersion') },
        { label: 'Connections in', format: 'count', value: (row) => row.number('applInboundAssociations') },
        { label: 'Connections out', format: 'count', value: (row) => row.number('applOutboundAssociations') },
      ],
      measure(row) {
        const application = nameOf(row);
        const state = row.number('applOperStatus');
        return [
          gauge('appl.up', '', state === null ? null : Number(state === 1), { application }),
          gauge('appl.associations', 'associations', row.number('applInboundAssociations'), {
            application,
            direction: 'in',
          }),
          gauge('appl.associations', 'associations', row.number('applOutboundAssociations'), {
            application,
            direction: 'out',
          }),
          ...counted(row, 'appl.opened', 'in', 'applAccumulatedInboundAssociations'),
          ...counted(row, 'appl.opened', 'out', 'applAccumulatedOutboundAssociations'),
          ...counted(row, 'appl.failed', 'in', 'applRejectedInboundAssociations'),
          ...counted(row, 'appl.failed', 'out', 'applFailedOutboundAssociations'),
        ];
      },
    },
  ],
};

function nameOf(row: Row): string {
  return row.text('applName') || row.index;
}

function counted(row: Row, name: string, direction: 'in' | 'out', column: string): Measured[] {
  const counter = counterOf(row, column);
  const labels = { application: nameOf(row), direction };
  return counter ? [{ name, unit: 'associations/s', kind: 'counter', ...counter, labels }] : [];
}
