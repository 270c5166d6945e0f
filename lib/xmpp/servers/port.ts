import type { Result } from '../../domain/failure.ts';
import type { XmppConnection } from '../port.ts';

/** What an administrator may ask of a server beyond its raw commands; whether it can, each server is asked. */
export const abilityNames = [
  'hosts',
  'onlineCount',
  'registeredCount',
  'onlineUsers',
  'activeUsers',
  'sessionsOf',
  'lastActivity',
  'endSessions',
  'statistics',
  'userConfig',
  'roster',
  'changePassword',
  'announceOnline',
  'announceAll',
  'announceTo',
  'motd',
  's2sSessions',
  's2sStatistics',
  'cluster',
  'routes',
  'restart',
  'shutdown',
  'changeCluster',
  'moveData',
  'counters',
] as const;
export type AbilityName = (typeof abilityNames)[number];

/** `by`: "get-user-lastlogin (XEP-0133)", "sessions (mod_bailiwick)". `todo`: what an administrator can do about it; may be empty. */
export type Ability = { can: true; by: string } | { can: false; why: string; todo: string };
export type Abilities = Readonly<Record<AbilityName, Ability>>;

export type Host = { host: string; kind: 'users' | 'rooms' | 'other'; name: string };

/** What isn't known is null. */
export type XmppSession = {
  /** Full JID; bare where a server without our module lists accounts and not their resources. */
  jid: string;
  node: string | null;
  address: string | null;
  port: number | null;
  since: Date | null;
  tls: string | null;
  cipher: string | null;
  mechanism: string | null;
  /** null before the first presence. */
  show: 'available' | 'chat' | 'away' | 'xa' | 'dnd' | null;
  status: string | null;
  priority: number | null;
  transport: string | null;
};

export type SessionPage = {
  sessions: XmppSession[];
  total: number | null;
  /** Full JID to go on behind; null: that was all. */
  next: string | null;
};

/** `at` null: never seen, or not known. */
export type LastActivity = { online: boolean; at: Date | null; status: string | null };

/** XEP-0133, 4.9, as the server tells it. */
export type AccountStatistics = {
  rosterSize: number | null;
  onlineResources: string[];
  addresses: string[];
  lastSignInAt: Date | null;
  /** Whatever else the server tells, as it is written there. */
  more: { label: string; values: string[] }[];
};

export type ConfigRow = { section: string; name: string; values: string[] };
export type RosterItem = { jid: string; name: string; subscription: string; ask: string; groups: string[] };

export type S2sSession = {
  direction: 'in' | 'out';
  local: string;
  remote: string;
  state: 'open' | 'connecting';
  since: Date | null;
  node: string | null;
  address: string | null;
  port: number | null;
  tls: string | null;
  cipher: string | null;
  authentication: 'certificate' | 'dialback' | 'none' | null;
  certificateSubject: string | null;
  certificateExpires: Date | null;
  bidi: boolean | null;
  /** 64 bits. */
  stanzasIn: bigint | null;
  stanzasOut: bigint | null;
};

export type ClusterMember = {
  node: string;
  state: 'running' | 'stopped';
  /** The one that answered. */
  self: boolean;
  version: string | null;
  since: Date | null;
  sessions: number | null;
  /** What this node itself counts as running; null when it was not asked. */
  sees: string[] | null;
  /** Something accepts connections where it is registered; for one that has stopped: its process runs. */
  open?: boolean;
};

/**
 * One node by its name, whether it belongs to the cluster or not (docs/admin-commands.md). `stopped`: a member that doesn't run as
 * one; with a version, it runs beside the cluster. Sentences say what stands in the way; none: nothing does.
 */
export type NodeFacts = {
  node: string;
  state: 'member' | 'stopped' | 'outside' | 'unreachable' | 'changing';
  /** While it changes: "copying". */
  step: string | null;
  /** What became of the last change. */
  failed: string | null;
  version: string | null;
  sessions: number | null;
  rooms: number | null;
  /** On its own machine. */
  folder: string | null;
  /** Folders in there with what it held before it joined, the oldest first. */
  kept: string[];
  listens: boolean | null;
  /** The one that was asked. */
  self: boolean;
  /** Its Erlang node can be reached; what runs on it is told by the rest. */
  answers: boolean;
  /** Members that run besides it. */
  others: string[];
  /** Members that know it. */
  knownBy: string[];
  /** Tables that it lacks as a member. */
  missing: string[];
  joinWhy: string[];
  leaveWhy: string[];
  forgetWhy: string[];
  differs: string[];
  /** What it alone holds: replaced when it joins, lost when it goes. */
  alone: { table: string; records: number | null }[];
};

export type Route = {
  domain: string;
  kind: 'users' | 'rooms' | 'service' | 'component' | 'peer' | 'default';
  target: string;
  node: string | null;
};

export type Counter = {
  scope: 'c2s' | 's2s' | 'component';
  direction: 'in' | 'out';
  kind: 'message' | 'presence' | 'iq';
  count: bigint;
};

/** What sessions of one kind carried, those that have ended as well. */
export type Traffic = {
  kind: 'c2s' | 's2s-in' | 's2s-out';
  direction: 'in' | 'out';
  octets: bigint;
};

/** Of one node, since it began to count. What it can't count has no row. */
export type Counting = { since: Date | null; node: string | null; counters: Counter[]; traffic: Traffic[] };

export const dataStores = [
  'roster',
  'vcard',
  'private',
  'pubsub',
  'offline',
  'archive',
  'blocking',
  'rooms',
  'last',
] as const;
export type DataStore = (typeof dataStores)[number];
export type HeldStore = { store: DataStore; items: number | null; movable: boolean; why: string };

/** A server often claims success: `seen` says whether the portal looked, and what it looked at. */
export type Claim<T = object> = T & ({ seen: true; by: string } | { seen: false; why: string });

/** One account after the other, each with what became of it. `why` null: done. */
export type PerAccount = { jid: string; changed: boolean; why: string | null }[];

/**
 * One managed server as a thing with abilities, whatever its make. An ability that `abilities` denies answers with failure kind
 * `unavailable` and the same reason. Lists are asked in a constant number of requests (500 accounts each), never one for each row.
 * JIDs come in parsed and normalized (lib/domain/jid.ts); nothing is concatenated.
 */
export interface XmppServer {
  readonly connection: XmppConnection;
  /** The managed domain: where commands are sent. */
  readonly domain: string;
  /** Kept for a minute once the server has answered. A server that is away denies everything, with why. */
  abilities(): Promise<Abilities>;
  /** Software's make, for words on a page only: "ejabberd", "Prosody", or what it calls itself. */
  make(): Promise<string>;

  hosts(): Promise<Result<Host[]>>;
  onlineCount(host: string): Promise<Result<number>>;
  registeredCount(host: string): Promise<Result<number>>;
  /** In the order of JIDs. Without `host`: everybody whom the server tells of, which without our module is its own domain. */
  onlineSessions(page: { host?: string; after?: string; limit: number }): Promise<Result<SessionPage>>;
  /** By bare JID; who has none has an empty list. */
  sessionsOf(jids: readonly string[]): Promise<Result<Map<string, XmppSession[]>>>;
  /** Where a server tells of one account at a time, more than ten are refused with kind `too-many`. */
  lastActivity(jids: readonly string[]): Promise<Result<Map<string, LastActivity>>>;
  /** Bare: all sessions of the account. Full: that one. `ended` null: the server doesn't say how many. */
  endSessions(jids: readonly string[], reason: string): Promise<Result<Claim<{ ended: number | null }>>>;
  statistics(jid: string): Promise<Result<AccountStatistics>>;
  userConfig(jid: string): Promise<Result<ConfigRow[]>>;
  roster(jid: string): Promise<Result<RosterItem[]>>;
  /** Only for accounts that the server keeps itself. */
  changePassword(jid: string, password: string): Promise<Result<Claim>>;

  announceOnline(host: string, message: Announcement): Promise<Result<Claim>>;
  announceAll(host: string, message: Announcement): Promise<Result<Claim>>;
  /** At most 500 at once. */
  announceTo(jids: readonly string[], message: Announcement): Promise<Result<Claim<{ sent: number; failed: number }>>>;
  /** `set` also tells who is online; `edit` doesn't. */
  motd(host: string, change: { is: 'set' | 'edit'; message: Announcement } | { is: 'delete' }): Promise<Result<Claim>>;

  s2sSessions(): Promise<Result<S2sSession[]>>;
  cluster(): Promise<Result<ClusterMember[]>>;
  nodeFacts(node: string): Promise<Result<NodeFacts>>;
  /** Begun, or done already: nodeFacts says how far it is. */
  joinNode(node: string): Promise<Result<void>>;
  /** Closes its sessions and takes no new connections; `undo`: it listens again. */
  drainNode(node: string, undo: boolean): Promise<Result<{ ended: number; left: number }>>;
  /** Begun, or done already. `restore`: one of the folders that are kept, whose tables it takes up again. */
  leaveNode(node: string, restore: string | null): Promise<Result<void>>;
  forgetNode(node: string): Promise<Result<void>>;
  routes(): Promise<Result<Route[]>>;
  counters(): Promise<Result<Counting>>;
  restart(node: string, notice: string): Promise<Result<Claim>>;
  shutdown(node: string, notice: string): Promise<Result<Claim>>;

  stores(jid: string): Promise<Result<HeldStore[]>>;
  copyStore(from: string, to: string, store: DataStore): Promise<Result<{ copied: number }>>;
  deleteStore(jid: string, store: DataStore): Promise<Result<{ deleted: number }>>;
  replaceContact(accounts: readonly string[], old: string, replacement: string): Promise<Result<PerAccount>>;
  replaceAffiliate(
    old: string,
    replacement: string,
  ): Promise<Result<{ room: string; affiliation: string; changed: boolean; why: string | null }[]>>;
}

export type Announcement = { subject: string; body: string };
