import type { AbilityName, XmppServer } from './port.ts';
import type { Tools } from './tools.ts';

/** What can be asked of a server. */
export type Method = Exclude<keyof XmppServer, 'connection' | 'domain' | 'abilities' | 'make'>;

/** One way to do it. */
export type Road<M extends Method = Method> = {
  /** "get-user-lastlogin (XEP-0133)" */
  by: string;
  /** Commands and disco nodes that must be offered: at least one for each entry, by its name or what its name looks like. */
  needs: readonly Need[];
  /** What it tells beyond what every road of this method does. */
  tells?: readonly AbilityName[];
  go: (tools: Tools, ...args: Parameters<XmppServer[M]>) => ReturnType<XmppServer[M]>;
};

/** How a command is named and what it needs, for each table of roads. */
export type By = (name: string) => { by: string; needs: readonly Need[] };

export type Need = { command: string | RegExp } | { node: string };

/** For each thing that can be asked, ways in order of preference. */
export type Roads = { readonly [M in Method]?: readonly Road<M>[] };

/** What each ability stands for: all of `methods`; `told`: by a road that tells it. */
export const abilityTable: Readonly<Record<AbilityName, { methods: readonly Method[]; told?: true }>> = {
  hosts: { methods: ['hosts'] },
  onlineCount: { methods: ['onlineCount'] },
  registeredCount: { methods: ['registeredCount'] },
  onlineUsers: { methods: ['onlineSessions'] },
  // Those whose session shows available, chat or dnd (RFC 6121, 4.7.2.1).
  activeUsers: { methods: ['onlineSessions'], told: true },
  sessionsOf: { methods: ['sessionsOf'] },
  lastActivity: { methods: ['lastActivity'] },
  endSessions: { methods: ['endSessions'] },
  statistics: { methods: ['statistics'] },
  userConfig: { methods: ['userConfig'] },
  roster: { methods: ['roster'] },
  changePassword: { methods: ['changePassword'] },
  announceOnline: { methods: ['announceOnline'] },
  announceAll: { methods: ['announceAll'] },
  announceTo: { methods: ['announceTo'] },
  motd: { methods: ['motd'] },
  s2sSessions: { methods: ['s2sSessions'] },
  s2sStatistics: { methods: ['s2sSessions'], told: true },
  cluster: { methods: ['cluster'] },
  routes: { methods: ['routes'] },
  restart: { methods: ['restart'] },
  shutdown: { methods: ['shutdown'] },
  changeCluster: { methods: ['nodeFacts', 'joinNode', 'drainNode', 'leaveNode', 'forgetNode'] },
  moveData: { methods: ['stores', 'copyStore', 'deleteStore', 'replaceContact', 'replaceAffiliate'] },
  counters: { methods: ['counters'] },
};

export const methods = [...new Set(Object.values(abilityTable).flatMap((one) => one.methods))];
