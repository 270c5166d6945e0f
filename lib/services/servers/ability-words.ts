import type { AbilityName } from '../../xmpp/servers/port.ts';

/** What a server's page calls each ability. */
export const abilityWords = {
  hosts: 'List its domains',
  onlineCount: 'Count who is online',
  registeredCount: 'Count its accounts',
  onlineUsers: 'List who is online',
  activeUsers: 'List who is active',
  sessionsOf: 'Show the sessions of a person',
  lastActivity: 'Tell when somebody was last seen',
  endSessions: 'End sessions',
  statistics: 'Statistics of a person',
  userConfig: 'Show what it holds for a person',
  roster: 'Show the roster of a person',
  changePassword: 'Set a password',
  announceOnline: 'Announce to who is online',
  announceAll: 'Announce to everybody',
  announceTo: 'Announce to chosen people',
  motd: 'Message of the day',
  s2sSessions: 'List sessions with other servers',
  s2sStatistics: 'Statistics of sessions with other servers',
  cluster: 'Show the members of its cluster',
  routes: 'Show its routing table',
  restart: 'Restart a node',
  shutdown: 'Shut down a node',
  moveData: 'Move the data of a person to another name',
  counters: 'Count stanzas',
} as const satisfies Record<AbilityName, string>;
