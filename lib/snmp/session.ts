import snmp from 'net-snmp';
import { ok, type Result } from '../domain/failure.ts';
import { GuardedSocket, type Place } from './guarded-socket.ts';
import { judge } from './judge.ts';
import type { AuthProtocol, Credentials, PrivProtocol, SnmpOptions, Traffic, Varbind } from './port.ts';
import { noAnswer, sentence } from './said.ts';
import { varbindOf } from './values.ts';

/** Single packets; walks are made of them (walk.ts). */
export type Packets = {
  get(oids: readonly string[]): Promise<Result<Varbind[]>>;
  /** For each of `oids` what follows it, up to `repetitions` times; fewer where the device says less. */
  getBulk(oids: readonly string[], repetitions: number): Promise<Result<Varbind[][]>>;
  traffic(): Traffic;
  close(): void;
};

const defaultTimeoutMs = 2000;
const defaultRetries = 1;
const backoff = 1.5;

/** net-snmp with the guarded socket in place of its own (docs/decisions/0025). */
export function openPackets(place: Place, credentials: Credentials, options: SnmpOptions = {}): Packets {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const retries = options.retries ?? defaultRetries;
  const socket = new GuardedSocket(place, judge(credentials));
  const common = {
    port: place.port,
    timeout: timeoutMs,
    retries,
    backoff,
    transport: 'udp4' as const,
    dgramModule: { createSocket: () => socket },
  };
  const session = newSession(place.address, credentials, common);
  // Without a listener, a malformed answer would end the process.
  session.on('error', () => {});
  let closed = false;
  const pending = new Set<() => void>();
  // Engine discovery, the question, and once more after a Report of the time window: three rounds.
  const patienceMs = 3 * timeoutMs * (backoff ** (retries + 1) / (backoff - 1)) + 1000;
  const ask = <T>(send: (done: (error: unknown, value?: unknown) => void) => void, read: (value: unknown) => T) =>
    new Promise<Result<T>>((resolve) => {
      if (closed) return resolve(noAnswer(socket.traffic.received > 0));
      const settle = (answer: Result<T>) => {
        clearTimeout(timer);
        pending.delete(gone);
        resolve(answer);
      };
      const gone = () => settle(noAnswer(socket.traffic.received > 0));
      // The library forgets a question whose answer it stumbles over.
      const timer = setTimeout(gone, patienceMs);
      pending.add(gone);
      send((error, value) =>
        settle(error || value === undefined ? sentence(error, socket.traffic.received > 0) : ok(read(value))),
      );
    });
  return {
    get: (oids) => ask((done) => session.get([...oids], done), listOf),
    getBulk: (oids, repetitions) => ask((done) => session.getBulk([...oids], 0, repetitions, done), listsOf),
    traffic: () => ({ ...socket.traffic }),
    close() {
      closed = true;
      session.close();
      for (const gone of [...pending]) gone();
    },
  };
}

type Common = {
  port: number;
  timeout: number;
  retries: number;
  backoff: number;
  transport: 'udp4';
  dgramModule: object;
};
/** The types leave out that it is an EventEmitter. */
type LibrarySession = snmp.Session & NodeJS.EventEmitter;

function newSession(address: string, credentials: Credentials, common: Common): LibrarySession {
  if (credentials.version === '2c')
    return snmp.createSession(address, credentials.community, { ...common, version: snmp.Version2c }) as LibrarySession;
  const { user: name, context, security } = credentials;
  const user =
    security.level === 'authPriv'
      ? {
          name,
          level: snmp.SecurityLevel.authPriv,
          authProtocol: authNames[security.auth],
          authKey: security.authPassword,
          privProtocol: privNames[security.priv],
          privKey: security.privPassword,
        }
      : { name, level: snmp.SecurityLevel.noAuthNoPriv };
  return snmp.createV3Session(address, user, { ...common, context, version: snmp.Version3 }) as LibrarySession;
}

export const authNames = {
  'SHA-1': snmp.AuthProtocols.sha,
  'SHA-224': snmp.AuthProtocols.sha224,
  'SHA-256': snmp.AuthProtocols.sha256,
  'SHA-384': snmp.AuthProtocols.sha384,
  'SHA-512': snmp.AuthProtocols.sha512,
} as const satisfies Record<AuthProtocol, number>;

export const privNames = {
  'AES-128': snmp.PrivProtocols.aes,
  'AES-256': snmp.PrivProtocols.aes256b,
  'AES-256-C': snmp.PrivProtocols.aes256r,
} as const satisfies Record<PrivProtocol, number>;

function listOf(value: unknown): Varbind[] {
  if (!Array.isArray(value)) return [];
  return value.map(varbindOf).filter((varbind) => varbind !== null);
}

function listsOf(value: unknown): Varbind[][] {
  return Array.isArray(value) ? value.map(listOf) : [];
}
