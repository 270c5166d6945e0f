import type { Config } from '../config/config.ts';
import { Dn } from '../domain/dn.ts';
import { Connection, type Exchange, type Request } from './connection.ts';
import { dial } from './dial.ts';
import { lost, type Outcome } from './loss.ts';
import { Pool } from './pool.ts';

export type Settings = Config['directory'];
export type Log = { warn(details: object, message: string): void };
export type Ask = { build: () => Request; tag: number; maxEntries?: number; writes?: boolean };

/** The portal's own connections, and what is known of the directory's state from using them. */
export class Session {
  readonly settings: Settings;
  /** Separate, because a paged search holds its connection between pages (RFC 2696 cookies belong to a connection). */
  private readonly paging: Pool;
  private readonly pool: Pool;
  private readonly log: Log | undefined;
  lostSince: Date | undefined;
  lastError: string | undefined;

  constructor(settings: Settings, log?: Log) {
    this.settings = settings;
    this.log = log;
    this.pool = new Pool((deadline) => this.open(deadline), settings.connections);
    this.paging = new Pool((deadline) => this.open(deadline), settings.connections);
  }

  /** Waiting, connecting, binding and the answer itself: all of it within `timeoutMs`. */
  deadline(): number {
    return Date.now() + this.settings.timeoutMs;
  }

  async ask({ build, tag, maxEntries = 0, writes = false }: Ask): Promise<Outcome<Exchange>> {
    const deadline = this.deadline();
    const first = await this.askOnce(build(), tag, maxEntries, deadline, false);
    if (first.outcome.ok || first.fresh || first.outcome.loss.is !== 'away') return first.outcome;
    // A kept connection may have died while idle. Asking again is harmless unless a change may have gone through.
    if (writes && first.outcome.loss.sent) return first.outcome;
    return (await this.askOnce(build(), tag, maxEntries, deadline, true)).outcome;
  }

  private async askOnce(
    request: Request,
    tag: number,
    maxEntries: number,
    deadline: number,
    wantFresh: boolean,
  ): Promise<{ outcome: Outcome<Exchange>; fresh: boolean }> {
    const borrowed = await this.pool.borrow(deadline, wantFresh);
    if (!borrowed.ok) return { outcome: this.noted(borrowed), fresh: true };
    const { connection, fresh } = borrowed.value;
    try {
      const outcome: Outcome<Exchange> = connection.usable
        ? await connection.request(request, tag, maxEntries, deadline)
        : lost('away', 'the connection was closed');
      return { outcome: this.noted(outcome), fresh };
    } finally {
      this.pool.giveBack(connection);
    }
  }

  /** A connection of one's own until `giveBack`; for paging. */
  async borrowForPaging(): Promise<Outcome<{ connection: Connection; giveBack: () => void }>> {
    const borrowed = await this.paging.borrow(this.deadline());
    if (!borrowed.ok) return this.noted(borrowed);
    const { connection } = borrowed.value;
    return { ok: true, value: { connection, giveBack: () => this.paging.giveBack(connection) } };
  }

  close(): void {
    this.pool.close();
    this.paging.close();
  }

  /** Remembers when the directory went and when it came back. */
  noted<T>(outcome: Outcome<T>): Outcome<T> {
    if (outcome.ok) {
      if (this.lostSince) this.log?.warn({ lostSince: this.lostSince }, 'the directory answers again');
      this.lostSince = undefined;
    } else if (outcome.loss.is !== 'busy' && outcome.loss.is !== 'unsendable') {
      if (!this.lostSince)
        this.log?.warn({ loss: outcome.loss, url: this.settings.url }, 'the directory does not answer');
      this.lostSince ??= new Date();
      this.lastError = outcome.loss.cause;
    }
    return outcome;
  }

  warn(details: object, message: string): void {
    this.log?.warn(details, message);
  }

  /** Bound as the service account and verified to be, or not at all. */
  private async open(deadline: number): Promise<Outcome<Connection>> {
    const { settings } = this;
    if (settings.bindPassword === '') return lost('account', 'LDAP_BIND_PASSWORD is not set');
    const socket = await dial(settings, deadline);
    if (!socket.ok) return socket;
    const connection = new Connection(socket.value);
    const bound = await connection.bind(settings.bindDn.toString(), settings.bindPassword, undefined, deadline);
    const failed = !bound.ok
      ? bound
      : bound.value.result.code !== 0
        ? refusedBind(bound.value)
        : await connection.verify((identity) => isIdentity(identity, settings.bindDn), deadline);
    if (failed.ok) return { ok: true, value: connection };
    connection.close();
    // Whatever was lost up to here was no request of anyone.
    return { ok: false, loss: { ...failed.loss, sent: false } };
  }
}

function refusedBind({ result }: Exchange): Outcome<never> {
  return lost(result.code === 49 ? 'account' : 'away', `bind answered ${result.code}: ${result.diagnostic}`);
}

function isIdentity(authorizationId: string, expected: Dn): boolean {
  const identity = authorizationId.startsWith('dn:') ? Dn.parse(authorizationId.slice(3)) : null;
  return identity?.equals(expected) === true;
}
