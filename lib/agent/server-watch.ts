import { ok, type Result } from '../domain/failure.ts';
import type { ClusterMember, Counting, Host, S2sSession, XmppServer, XmppSession } from '../xmpp/servers/port.ts';
import type { Application, StanzaKind } from './application.ts';
import { Kept } from './kept.ts';
import { Numbering } from './numbering.ts';
import { Rates } from './rates.ts';
import { applicationOf, associated, type Named, type Told } from './server-report.ts';

/** What is asked each time counts for 45 s, what is asked each minute for 3. */
const fastMs = 45_000;
const slowMs = 180_000;
const slowEveryMs = 60_000;
/** Sessions are listed each time up to the first, each minute up to the second, and beyond that only counted. */
const listedEachTime = 1_000;
const mostListed = 20_000;
const mostHosts = 100;

/** One XMPP server, looked at again and again. Nobody waits for it: what it told last is kept, with its age. */
export class ServerWatch {
  private readonly server: XmppServer;
  private status: 'up' | 'down' | null = null;
  private statusSince: Date | null = null;
  private lastInbound: Date | null = null;
  private lastOutbound: Date | null = null;
  private slowAt = 0;
  private readonly numbering = new Numbering();
  private readonly rates = new Rates<StanzaKind>();
  private readonly kept = {
    s2s: new Kept<S2sSession[]>(fastMs),
    cluster: new Kept<ClusterMember[]>(fastMs),
    counters: new Kept<Counting>(fastMs),
    sessions: new Kept<number | null>(fastMs),
    listed: new Kept<XmppSession[] | null>(slowMs),
    hosts: new Kept<Host[]>(slowMs),
    registered: new Kept<number>(slowMs),
    rooms: new Kept<number>(slowMs),
    version: new Kept<string>(slowMs),
    uptime: new Kept<Date>(slowMs),
  };

  constructor(server: XmppServer) {
    this.server = server;
  }

  /** Every question has a deadline, so that this ends in some seconds whatever the server does. */
  async look(): Promise<void> {
    const state = this.server.connection.state();
    if (state.is !== 'connecting') this.becomes(state.is === 'online' ? 'up' : 'down', state.since);
    if (this.status !== 'up') return;
    const { kept, server } = this;
    const slow = Date.now() - this.slowAt >= slowEveryMs;
    if (slow) this.slowAt = Date.now();
    await Promise.all([
      kept.s2s.ask(server.s2sSessions()),
      kept.cluster.ask(server.cluster()),
      this.askCounters(),
      this.askSessions(slow),
      slow ? this.askSlowly() : null,
    ]);
    const { inbound, outbound } = associated({ s2s: kept.s2s.get(), sessions: kept.sessions.get() });
    if (inbound) this.lastInbound = new Date();
    if (outbound) this.lastOutbound = new Date();
  }

  application(named: Named): Application {
    const { kept, status, statusSince, lastInbound, lastOutbound } = this;
    const told: Told = {
      s2s: kept.s2s.get(),
      cluster: kept.cluster.get(),
      counters: kept.counters.get(),
      sessions: kept.sessions.get(),
      listed: kept.listed.get(),
      hosts: kept.hosts.get(),
      registered: kept.registered.get(),
      rooms: kept.rooms.get(),
      version: kept.version.get(),
      uptime: kept.uptime.get(),
    };
    return {
      ...applicationOf(named, told, { rates: this.rates, numbering: this.numbering }),
      status,
      statusSince,
      lastInbound,
      lastOutbound,
    };
  }

  private becomes(status: 'up' | 'down', since: Date): void {
    // A server that is tried again and again is down since it was lost; one that is up in a new connection came back.
    if (this.status === status && (status === 'down' || this.statusSince?.getTime() === since.getTime())) return;
    this.status = status;
    this.statusSince = since;
    if (status === 'up') this.slowAt = 0;
    for (const one of Object.values(this.kept)) one.forget();
    this.rates.forget();
  }

  private async askCounters(): Promise<void> {
    const asked = await this.kept.counters.ask(this.server.counters());
    if (!asked) return;
    const counts = new Map<StanzaKind, bigint>();
    for (const { direction, kind, count } of asked.counters)
      if (direction === 'in') counts.set(kind, (counts.get(kind) ?? 0n) + count);
    this.rates.read(Date.now(), `${asked.since?.getTime()} ${asked.node}`, counts);
  }

  private async askSessions(slow: boolean): Promise<void> {
    const { kept, server } = this;
    const first = await kept.sessions.ask(mapped(server.onlineSessions({ limit: 1 }), ({ total }) => total));
    if (!slow && (first === null || first > listedEachTime)) return;
    if (first !== null && first > mostListed) return kept.listed.forget();
    // A list that was cut says nothing of the whole.
    const whole = server.onlineSessions({ limit: mostListed });
    await kept.listed.ask(mapped(whole, ({ sessions, next }) => (next === null ? sessions : null)));
  }

  private async askSlowly(): Promise<void> {
    const { kept, server } = this;
    const { connection, domain } = server;
    const [hosts] = await Promise.all([
      kept.hosts.ask(server.hosts()),
      kept.version.ask(mapped(connection.version(domain), ({ name, version }) => `${name} ${version}`.trim())),
      kept.uptime.ask(mapped(connection.uptime(domain), (seconds) => new Date(Date.now() - seconds * 1000))),
    ]);
    if (!hosts || hosts.length > mostHosts) return;
    const of = (kind: Host['kind']) => hosts.filter((host) => host.kind === kind).map(({ host }) => host);
    await Promise.all([
      kept.registered.ask(sum(of('users').map((host) => server.registeredCount(host)))),
      kept.rooms.ask(sum(of('rooms').map((host) => mapped(connection.items(host), (rooms) => rooms.length)))),
    ]);
  }
}

async function mapped<T, U>(asked: Promise<Result<T>>, take: (value: T) => U): Promise<Result<U>> {
  const answer = await asked;
  return answer.ok ? ok(take(answer.value)) : answer;
}

/** What one of them doesn't know, the sum isn't. */
async function sum(asked: readonly Promise<Result<number>>[]): Promise<Result<number>> {
  let total = 0;
  for (const answer of await Promise.all(asked)) {
    if (!answer.ok) return answer;
    total += answer.value;
  }
  return ok(total);
}
