import { config } from '../../config/config.ts';
import { counterOf, gauge, type Profile, type Row, type TableProfile } from '../profile.ts';
import type { Measured } from '../reading.ts';

/** Same index as bwXmppServerTable: it gives the rows their names. */
const applName = '1.3.6.1.2.1.27.1.1.2';
const scopes = ['', 'c2s', 's2s', 'component'];
const directions = ['', 'in', 'out'];
const stanzas = ['', 'message', 'presence', 'iq'];
const kinds = ['', 'c2s', 's2s in', 's2s out', 'component', 'ldap'];

/** What our own agent tells (deploy/snmp), read as any manager would. Its root is a setting, which is read when it is asked for. */
export const bailiwick: Profile = {
  name: 'bailiwick',
  title: 'XMPP servers',
  mib: 'BAILIWICK-XMPP-MIB, BAILIWICK-SERVICES-MIB (deploy/snmp)',
  get probe() {
    return config().snmpAgent.baseOid;
  },
  get tables() {
    const root = config().snmpAgent.baseOid;
    return [servers(`${root}.1.1.1.1`), stanzaCounts(`${root}.1.1.2.1`), sessionCounts(`${root}.2.1.1.1`)];
  },
};

function servers(entry: string): TableProfile {
  const count = (name: string) => (row: Row) => row.number(name);
  return {
    title: 'XMPP servers',
    columns: {
      applName,
      bwXmppUsersRegistered: `${entry}.1`,
      bwXmppUsersOnline: `${entry}.2`,
      bwXmppSessions: `${entry}.3`,
      bwXmppRooms: `${entry}.4`,
      bwXmppS2sIn: `${entry}.5`,
      bwXmppS2sOut: `${entry}.6`,
      bwXmppNodesRunning: `${entry}.8`,
      bwXmppNodesStopped: `${entry}.9`,
    },
    shows: [
      { label: 'Server', format: 'text', value: nameOf },
      { label: 'Users', format: 'count', value: count('bwXmppUsersRegistered') },
      { label: 'Online', format: 'count', value: count('bwXmppUsersOnline') },
      { label: 'Sessions', format: 'count', value: count('bwXmppSessions') },
      { label: 'Rooms', format: 'count', value: count('bwXmppRooms') },
      { label: 'Servers in', format: 'count', value: count('bwXmppS2sIn') },
      { label: 'Servers out', format: 'count', value: count('bwXmppS2sOut') },
      { label: 'Nodes', format: 'count', value: count('bwXmppNodesRunning') },
      { label: 'Stopped nodes', format: 'count', value: count('bwXmppNodesStopped') },
    ],
    measure(row) {
      const application = nameOf(row);
      const one = (name: string, unit: string, column: string, labels: Record<string, string> = {}) =>
        gauge(name, unit, row.number(column), { application, ...labels });
      return [
        one('bailiwick.users.registered', 'users', 'bwXmppUsersRegistered'),
        one('bailiwick.users.online', 'users', 'bwXmppUsersOnline'),
        one('bailiwick.rooms', 'rooms', 'bwXmppRooms'),
        one('bailiwick.nodes', 'nodes', 'bwXmppNodesRunning', { state: 'running' }),
        one('bailiwick.nodes', 'nodes', 'bwXmppNodesStopped', { state: 'stopped' }),
      ];
    },
    // An LDAP directory has a name and nothing else here, and so has a server that is down.
    leavesOut: (row) =>
      ['bwXmppSessions', 'bwXmppS2sIn', 'bwXmppNodesRunning'].every((name) => row.number(name) === null),
  };
}

function stanzaCounts(entry: string): TableProfile {
  const place = ({ index }: Row) => {
    const [application = '', scope = 0, direction = 0, kind = 0] = index.split('.');
    return {
      application,
      scope: scopes[Number(scope)] ?? String(scope),
      direction: directions[Number(direction)] ?? String(direction),
      kind: stanzas[Number(kind)] ?? String(kind),
    };
  };
  return {
    title: 'Stanzas',
    columns: { bwXmppStanzas: `${entry}.4` },
    shows: [
      { label: 'applIndex', format: 'text', value: (row) => place(row).application },
      { label: 'Sessions', format: 'text', value: (row) => place(row).scope },
      { label: 'Direction', format: 'text', value: (row) => place(row).direction },
      { label: 'Kind', format: 'text', value: (row) => place(row).kind },
      { label: 'Stanzas', format: 'count', value: (row) => row.number('bwXmppStanzas') },
    ],
    measure: (row): Measured[] => {
      const counter = counterOf(row, 'bwXmppStanzas');
      return counter
        ? [{ name: 'bailiwick.stanzas', unit: 'stanzas/s', kind: 'counter', ...counter, labels: place(row) }]
        : [];
    },
  };
}

function sessionCounts(entry: string): TableProfile {
  const place = ({ index }: Row) => {
    const [application = '', kind = 0] = index.split('.');
    return { application, kind: kinds[Number(kind)] ?? String(kind) };
  };
  return {
    title: 'Sessions',
    columns: { bwSessions: `${entry}.2`, bwSessionOctetsIn: `${entry}.3`, bwSessionOctetsOut: `${entry}.4` },
    shows: [
      { label: 'applIndex', format: 'text', value: (row) => place(row).application },
      { label: 'Kind', format: 'text', value: (row) => place(row).kind },
      { label: 'Sessions', format: 'count', value: (row) => row.number('bwSessions') },
      { label: 'Octets in', format: 'octets', value: (row) => row.number('bwSessionOctetsIn') },
      { label: 'Octets out', format: 'octets', value: (row) => row.number('bwSessionOctetsOut') },
    ],
    measure: (row): Measured[] => {
      const carried = (direction: string, column: string): Measured[] => {
        const counter = counterOf(row, column);
        const labels = { ...place(row), direction };
        return counter ? [{ name: 'bailiwick.octets', unit: 'octets/s', kind: 'counter', ...counter, labels }] : [];
      };
      return [
        gauge('bailiwick.sessions', 'sessions', row.number('bwSessions'), place(row)),
        ...carried('in', 'bwSessionOctetsIn'),
        ...carried('out', 'bwSessionOctetsOut'),
      ];
    },
  };
}

function nameOf(row: Row): string {
  return row.text('applName') || row.index;
}
