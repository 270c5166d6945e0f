import type { Result } from '../domain/failure.ts';
import type { DeviceReading } from './reading.ts';

/** As people name them. The library has no AES-192. AES-256-C: keys made longer as Cisco does (Reeder's draft). */
export const authProtocols = ['SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'] as const;
export type AuthProtocol = (typeof authProtocols)[number];
export const privProtocols = ['AES-128', 'AES-256', 'AES-256-C'] as const;
export type PrivProtocol = (typeof privProtocols)[number];

export type Security =
  | { level: 'authPriv'; auth: AuthProtocol; authPassword: string; priv: PrivProtocol; privPassword: string }
  | { level: 'noAuthNoPriv' };

export type Credentials =
  | { version: '2c'; community: string }
  | { version: '3'; user: string; context: string; security: Security };

/** `host`: a name or an address. What a name resolves to is looked up once a session. */
export type SnmpAddress = { host: string; port: number; credentials: Credentials };

/** One value as the protocol has it (RFC 3416, 3). `absent` is the exception in place of a value, one a varbind. */
export type SnmpValue =
  | { type: 'integer' | 'counter32' | 'gauge32' | 'timeticks'; value: number }
  | { type: 'counter64'; value: bigint }
  | { type: 'octets' | 'opaque'; value: Uint8Array }
  | { type: 'oid' | 'ip'; value: string }
  | { type: 'absent'; value: 'noSuchObject' | 'noSuchInstance' | 'endOfMibView' | 'unreadable' };

export type Varbind = { oid: string; value: SnmpValue };

/** Cells by index ("3", "3.17"), then by column. A cell that the device doesn't have is absent. */
export type Table = Map<string, Map<string, SnmpValue>>;

export type Traffic = {
  sent: number;
  received: number;
  /** Datagrams that the guard kept from the session: malformed, foreign, or not authentic. */
  dropped: number;
};

/**
 * One device. Questions are asked one at a time. Failures: `unavailable` (no answer, or one that says no), `refused` (the device
 * doesn't know the user, or the password is another one), `too-many` (more rows than the bound).
 */
export interface SnmpSession {
  /** In the order of `oids`, at most 60 a packet. */
  get(oids: readonly string[]): Promise<Result<Varbind[]>>;
  /** Everything below `root`, in order; at most `most`. */
  walk(root: string, most?: number): Promise<Result<Varbind[]>>;
  /** Columns of one table, read side by side; at most `mostRows`. */
  table(columns: readonly string[], mostRows?: number): Promise<Result<Table>>;
  /** What follows `after` below `root`, in order: some of it, and where to go on; null at the end. */
  walkSome(root: string, after: string, most: number): Promise<Result<{ varbinds: Varbind[]; after: string | null }>>;
  /** Whole rows of a table whose index follows `after` ('' for the first): some of them, in order, and the index to go on behind. */
  tableSome(
    columns: readonly string[],
    after: string,
    most: number,
  ): Promise<Result<{ rows: Table; after: string | null }>>;
  traffic(): Traffic;
  close(): void;
}

export type SnmpOptions = {
  /** For one datagram; each retry waits half as long again. */
  timeoutMs?: number;
  retries?: number;
};

/** Who a device says it is (SNMPv2-MIB). */
export type Identity = { name: string | null; description: string | null; objectId: string | null };

/** What the portal and its collector do with devices; lib/snmp/connect.ts. */
export interface SnmpManager extends SnmpConnector {
  identify(session: SnmpSession): Promise<Result<Identity>>;
  /** Names of the profiles of which the device serves something that this user or community may read. */
  discover(session: SnmpSession): Promise<Result<string[]>>;
  /** All that the named profiles ask for, and the watched objects. Fails only when the device doesn't answer at all. */
  read(session: SnmpSession, profiles: readonly string[], watched?: readonly Watched[]): Promise<Result<DeviceReading>>;
}

/** An object that somebody chose: a scalar or one instance (`oid` and `name` with its index), or a column of all rows. */
export type Watched = { oid: string; name: string; isColumn: boolean; kind: 'gauge' | 'counter'; unit: string };

export interface SnmpConnector {
  /** Resolves the host; nothing is sent yet. Failure `unavailable` where the name has no address. */
  open(address: SnmpAddress, options?: SnmpOptions): Promise<Result<SnmpSession>>;
}
