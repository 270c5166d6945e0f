import type { Dn } from '../../domain/dn.ts';
import type { Made } from './signed-in.ts';

/** What the matrix aims at in one realm; all of it may be lost. */
export type Target = {
  person: Made;
  group: { id: string; dn: Dn; name: string };
  dynamicGroup: { id: string; dn: Dn };
  realm: { id: string; dn: Dn; domain: string };
  role: { id: string; name: string };
  /** Somebody else's session. */
  session: string;
};

const phone = { before: { telephoneNumber: [] }, after: { telephoneNumber: ['+44 20 7946 0999'] } };
const described = { before: { description: [] }, after: { description: ['by the matrix'] } };
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJ matrix';

const person = ({ person }: Target) => ({ id: person.id });
const group = ({ group }: Target) => ({ id: group.id });
const role = ({ role }: Target) => ({ id: role.id });
const realm = ({ realm }: Target) => ({ id: realm.id });
const settings = ({ realm }: Target, description: string) => ({
  domains: [realm.domain],
  maximumUsers: null,
  description,
});
const noServer = '5b6f4f3e-0000-4000-8000-000000000000';
const xmppServer = {
  name: 'Made by the matrix',
  domain: 'matrix.example',
  host: '127.0.0.1',
  port: 1,
  tls: 'starttls',
  ca: '',
  jid: 'admin@matrix.example',
  mechanisms: ['SCRAM-SHA-256'],
};
const device = {
  name: 'Made by the matrix',
  host: '127.0.0.1',
  port: 1,
  snmp: '2c',
  userName: '',
  level: 'authPriv',
  auth: 'SHA-256',
  priv: 'AES-128',
  profiles: ['system'],
  pollSeconds: 60,
};
const sshMember = {
  ...{ id: 1, name: 'one', host: '127.0.0.1', port: 1, user: 'admin', auth: 'password', listedAs: '' },
  hostKey: `ssh-ed25519 SHA256:${'A'.repeat(43)}`,
};
const sshCluster = {
  name: 'Made by the matrix',
  command: 'xmpp cluster status',
  pollSeconds: 60,
  members: [sshMember],
};
const alertRule = {
  ...{
    name: 'Made by the matrix',
    enabled: false,
    severity: 'warn',
    target: 'portal',
    forSeconds: 0,
    grouping: 'rule',
  },
  condition: { is: 'absence', series: 'matrix', seconds: 60 },
};
const offered = ({ realm }: Target) => ({
  server: noServer,
  jid: 'matrix.example',
  node: 'ping',
  name: 'Offered by the matrix',
  description: '',
  realm: realm.dn.toString(),
  audience: ['manageUsers'],
  fields: [],
});
const filter = ({ realm }: Target) => ({ base: realm.dn.toString(), filter: '(uid=*)' });

const announcement = ({ realm }: Target) => ({
  to: { is: 'realm', realm: realm.id, who: 'everybody' },
  subject: 'From the matrix',
  body: 'Made by the matrix',
});

/** For each use case by name: input that is well formed and aims at the target. A use case that isn't here fails the matrix. */
export const matrixInputs: Record<string, (target: Target) => unknown> = {
  entryHistory: person,
  exportAudit: () => ({}),
  listAuditLog: () => ({}),

  createGroup: ({ realm }) => ({ realm: realm.dn.toString(), name: 'Made by the matrix' }),
  viewGroup: group,
  listGroups: ({ realm }) => ({ realm: realm.dn.key }),
  listMembers: group,
  addMembers: (target) => ({ ...group(target), members: [target.person.id] }),
  removeMembers: (target) => ({ ...group(target), members: [target.person.dn.toString()] }),
  editGroup: (target) => ({ ...group(target), ...described }),
  previewGroupEdit: (target) => ({ ...group(target), ...described }),
  renameGroup: (target) => ({ ...group(target), name: 'Renamed by the matrix' }),
  deleteGroup: (target) => ({ ...group(target), confirm: target.group.name }),
  previewFilter: (target) => ({ realm: target.realm.dn.toString(), ...filter(target) }),
  changeFilter: (target) => ({ id: target.dynamicGroup.id, before: '', ...filter(target) }),
  restoreFilter: (target) => ({
    id: target.dynamicGroup.id,
    before: '',
    after: `ldap:///${target.realm.dn}??sub?(uid=*)`,
  }),

  changeMyPassword: ({ person }) => ({ old: person.password, new: 'changed by the matrix' }),
  editMe: () => phone,
  previewMyEdit: () => phone,
  changeMyCredentials: () => ({ change: { is: 'add key', line: key } }),
  changeMyPhoto: () => ({ base64: null }),
  readMyPhoto: () => ({}),
  myHistory: () => ({}),
  listMySessions: () => ({}),
  endMySession: ({ session }) => ({ id: session }),
  endMySessions: () => ({ which: 'others' }),
  listMyXmppSessions: () => ({}),
  endMyXmppSession: () => ({ resource: 'phone' }),
  signOut: () => ({}),
  viewMe: () => ({}),
  keepColumns: () => ({ table: 'users', columns: ['mail'] }),
  searchEverything: ({ person }) => ({ text: person.uid }),

  listServers: () => ({}),
  viewServer: () => ({ id: noServer }),
  serverFacts: () => ({ id: noServer }),
  serverAbilities: () => ({ id: noServer }),
  serverGlance: () => ({ id: noServer }),

  listMibs: () => ({}),
  viewMib: () => ({ id: 'IF-MIB' }),
  mibTree: () => ({ id: 'IF-MIB' }),
  readMibText: () => ({ id: noServer }),
  uploadMibs: () => ({ file: 'matrix', text: 'MATRIX-MIB DEFINITIONS ::= BEGIN END' }),
  removeMib: () => ({ id: noServer }),
  restoreMib: () => ({ id: noServer }),
  findMibNames: () => ({ q: 'ifDescr' }),
  browseDevice: () => ({ id: noServer, what: 'system' }),
  watchObject: () => ({ id: noServer, oid: '1.3.6.1.2.1.2.2.1.10' }),
  unwatchObject: () => ({ id: noServer, object: noServer }),
  listWatched: () => ({ id: noServer }),
  exportBrowsed: () => ({ id: noServer, what: 'system' }),
  listMetricTargets: () => ({}),
  readMetricSeries: () => ({ target: 'portal' }),
  readMetricRange: () => ({ target: 'portal', name: 'matrix', range: { last: 3600 } }),
  readMetricRanges: () => ({ questions: [{ target: 'portal', name: 'matrix', range: { last: 3600 } }] }),
  listBoards: () => ({}),
  readBoardPage: () => ({ id: noServer }),
  exportBoard: () => ({ id: noServer }),
  readBoardStates: () => ({ kinds: ['server', 'device', 'cluster', 'own'] }),
  addBoard: () => ({ name: 'Made by the matrix' }),
  duplicateBoard: () => ({ id: noServer }),
  importBoard: () => ({ file: '{"format":"bailiwick-board-1","name":"Matrix","columns":1,"panels":[]}' }),
  editBoard: () => ({ id: noServer, version: 1, board: { name: 'Matrix', columns: 1, panels: [] } }),
  addPanel: () => ({ id: noServer, panel: { is: 'note', id: 'p1', title: '', width: 1, text: 'Matrix' } }),
  shareBoard: () => ({ id: noServer, shared: true }),
  removeBoard: () => ({ id: noServer }),
  restoreBoard: () => ({ id: noServer }),
  readOverview: () => ({}),
  watchTopics: () => ({ topics: ['events', 'metrics/portal'] }),
  listEvents: () => ({}),
  serverHosts: () => ({ id: noServer }),
  serverCluster: () => ({ id: noServer }),
  listClusters: () => ({}),
  checkClusters: () => ({}),
  serverFederation: () => ({ id: noServer }),
  exportFederation: () => ({ id: noServer }),
  serverRoutes: () => ({ id: noServer }),
  exportRoutes: () => ({ id: noServer }),
  restartNode: () => ({ id: noServer, node: 'one@matrix', confirm: 'one@matrix' }),
  shutdownNode: () => ({ id: noServer, node: 'one@matrix', confirm: 'one@matrix' }),
  previewNodeJob: () => ({ id: noServer, verb: 'join', node: 'one@matrix' }),
  startNodeJob: () => ({ id: noServer, verb: 'join', node: 'one@matrix', confirm: 'one@matrix' }),
  continueNodeJob: () => ({ id: noServer }),
  takeBackNodeJob: () => ({ id: noServer }),
  viewNodeJob: () => ({ id: noServer }),
  listServerSessions: () => ({ id: noServer }),
  endServerSessions: () => ({ id: noServer, jids: ['somebody@matrix.example'] }),
  viewAccount: () => ({ id: noServer, jid: 'somebody@matrix.example' }),
  setAccountPassword: () => ({ id: noServer, jid: 'somebody@matrix.example', password: 'made by the matrix' }),
  addServer: () => ({ settings: xmppServer, secret: 'made by the matrix' }),
  editServer: () => ({ id: noServer, version: 1, settings: xmppServer, secret: null }),
  removeServer: () => ({ id: noServer, confirm: xmppServer.name }),
  testServer: () => ({ id: null, settings: xmppServer, secret: 'made by the matrix' }),
  testProgress: () => ({ id: noServer }),

  listDevices: () => ({}),
  viewDevice: () => ({ id: noServer }),
  addDevice: () => ({ settings: device, secrets: { community: 'made by the matrix' } }),
  editDevice: () => ({ id: noServer, version: 1, settings: device, secrets: null }),
  removeDevice: () => ({ id: noServer, confirm: device.name }),
  testDevice: () => ({ id: null, settings: device, secrets: { community: 'made by the matrix' } }),
  discoverDevice: () => ({ id: noServer }),
  viewTraps: () => ({}),

  viewSshCluster: () => ({ id: noServer }),
  addSshCluster: () => ({ settings: sshCluster, secrets: { 1: { password: 'made by the matrix' } } }),
  editSshCluster: () => ({ id: noServer, version: 1, settings: sshCluster, secrets: {} }),
  removeSshCluster: () => ({ id: noServer }),
  restoreSshCluster: () => ({ id: noServer }),
  testSshMember: () => ({
    id: null,
    command: sshCluster.command,
    member: sshMember,
    secret: { password: 'made by the matrix' },
  }),

  listCommands: () => ({ server: noServer }),
  beginCommand: () => ({ server: noServer, jid: 'matrix.example', node: 'ping' }),
  continueCommand: () => ({ token: noServer, action: 'complete', answer: {} }),
  exportResult: () => ({ token: noServer }),
  findJids: ({ person }) => ({ ids: [person.id] }),
  listOffers: () => ({}),
  inspectCommand: () => ({ server: noServer, jid: 'matrix.example', node: 'ping' }),
  makeOffer: (target) => offered(target),
  editOffer: (target) => ({ id: noServer, version: 1, settings: offered(target) }),
  withdrawOffer: () => ({ id: noServer }),
  listOffered: ({ realm }) => ({ realm: realm.dn.toString() }),
  beginOffered: () => ({ offer: noServer }),
  continueOffered: () => ({ token: noServer, action: 'complete', answer: {} }),
  exportOffered: () => ({ token: noServer }),
  findOfferedJids: ({ person }) => ({ token: noServer, ids: [person.id] }),

  announcementPlaces: () => ({}),
  previewAnnouncement: (target) => announcement(target),
  sendAnnouncement: (target) => ({ ...announcement(target), token: noServer }),
  listAnnouncements: () => ({}),
  stopAnnouncement: () => ({ id: noServer }),
  changeMotd: () => ({ id: noServer, host: 'matrix.example', change: { is: 'delete' } }),

  listAlerts: () => ({}),
  listAlertHistory: () => ({}),
  acknowledgeAlert: () => ({ id: noServer }),
  unacknowledgeAlert: () => ({ id: noServer }),
  listSilences: () => ({}),
  silenceAlerts: () => ({ ruleId: noServer, target: null, minutes: 1, reason: '' }),
  endAlertSilence: () => ({ id: noServer }),
  listAlertDependencies: () => ({}),
  addAlertDependency: () => ({ target: 'portal', on: 'directory' }),
  removeAlertDependency: () => ({ target: 'portal', on: 'directory' }),
  listAlertChannels: () => ({}),
  sendTestMessage: () => ({ channel: 'mail' }),
  listAlertRules: () => ({}),
  viewAlertRule: () => ({ id: noServer }),
  addAlertRule: () => ({ rule: alertRule }),
  editAlertRule: () => ({ id: noServer, version: 1, rule: alertRule }),
  removeAlertRule: () => ({ id: noServer, confirm: alertRule.name }),

  checkDomain: ({ realm }) => ({ parent: realm.dn.toString(), domain: 'matrix.example' }),
  checkGrantHolder: ({ person }) => ({ dn: person.dn.toString() }),
  createRealm: ({ realm }) => ({ parent: realm.dn.toString(), name: 'matrix', domains: ['matrix.example'] }),
  viewRealm: realm,
  listRealms: ({ realm }) => ({ realm: realm.dn.key }),
  realmChoices: () => ({}),
  deleteProgress: realm,
  previewDelete: realm,
  deleteRealm: (target) => ({ ...realm(target), confirm: target.realm.dn.name }),
  editRealm: (target) => ({ ...realm(target), before: settings(target, ''), after: settings(target, 'by the matrix') }),
  previewEditRealm: (target) => ({
    ...realm(target),
    before: settings(target, ''),
    after: settings(target, 'by the matrix'),
  }),
  grantRealm: (target) => ({ ...realm(target), before: {}, after: { manageUsers: [target.person.dn.toString()] } }),
  previewGrantRealm: (target) => ({
    ...realm(target),
    before: {},
    after: { manageUsers: [target.person.dn.toString()] },
  }),

  listRoles: () => ({}),
  viewRole: role,
  createRole: () => ({ name: 'Made by the matrix' }),
  editRole: (target) => ({ ...role(target), ...described }),
  previewRoleEdit: (target) => ({ ...role(target), ...described }),
  deleteRole: (target) => ({ ...role(target), confirm: target.role.name }),
  addOccupants: (target) => ({ ...role(target), occupants: [target.person.id] }),
  removeOccupants: (target) => ({ ...role(target), occupants: [target.person.dn.toString()] }),

  checkName: ({ realm }) => ({ realm: realm.dn.toString(), uid: 'matrix' }),
  createUser: ({ realm }) => ({
    realm: realm.dn.toString(),
    uid: 'matrix',
    sn: 'Matrix',
    mail: `matrix@${realm.domain}`,
  }),
  listUsers: ({ realm }) => ({ realm: realm.dn.key }),
  matchingUsers: ({ realm }) => ({ realm: realm.dn.key }),
  viewUser: person,
  listPresence: ({ person }) => ({ ids: [person.id] }),
  viewXmpp: person,
  endXmppSessions: (target) => ({ ...person(target), resource: null }),
  viewServerData: person,
  readPhoto: person,
  changePhoto: (target) => ({ ...person(target), base64: null }),
  changeCredentials: (target) => ({ ...person(target), change: { is: 'add key', line: key } }),
  editUser: (target) => ({ ...person(target), ...phone }),
  previewEdit: (target) => ({ ...person(target), ...phone }),
  renameUser: (target) => ({ ...person(target), uid: 'matrix-renamed' }),
  previewRename: (target) => ({
    ...person(target),
    uid: 'matrix-renamed',
    jid: `matrix-renamed@${target.realm.domain}`,
  }),
  startRename: (target) => ({ ...person(target), uid: 'matrix-renamed', jid: `matrix-renamed@${target.realm.domain}` }),
  continueRename: person,
  takeBackRename: person,
  viewRename: person,
  renameForm: person,
  moveUser: (target) => ({
    ...person(target),
    realm: target.realm.dn.toString(),
    mail: `matrix@${target.realm.domain}`,
  }),
  lockUser: person,
  unlockUser: person,
  disableUser: person,
  enableUser: person,
  resetPassword: person,
  deleteUser: (target) => ({ ...person(target), confirm: target.person.uid }),
};

/** What nobody should get anything by sending. */
export const malformed: readonly unknown[] = [
  undefined,
  null,
  0,
  'id',
  [],
  {},
  { id: '*' },
  { id: "' OR 1=1 --" },
  { id: ['x'] },
  { id: { $ne: null } },
  { id: '00000000-0000-0000-0000-000000000000' },
  { realm: '' },
  { realm: 'not a dn' },
  { dn: 'cn=config' },
  { __proto__: { id: 'x' } },
];
