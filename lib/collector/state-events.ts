import type { Database } from '../store/database.ts';
import { appendEvents, latestEvents, type NewEvent } from '../store/events.ts';
import type { Job } from './schedule.ts';

/**
 * | kind            | of               | states                             | what it is about              |
 * |-----------------|------------------|------------------------------------|-------------------------------|
 * | server.state    |                  | online, away                       | a managed XMPP server         |
 * | cluster.member  | the node         | running, stopped, gone, unread     | a member of an XMPP cluster   |
 * | certificate     | own, or a domain | good, under-30, under-7, expired   | of a server, or of a peer     |
 * | device.state    |                  | up, away                           | a device that SNMP polls      |
 * | directory.state |                  | up, away                           | the directory                 |
 * | catalog.state   |                  | fresh, stale                       | what lists are ordered by     |
 */
export const stateKinds = [
  'server.state',
  'cluster.member',
  'certificate',
  'device.state',
  'directory.state',
  'catalog.state',
] as const;
export type StateKind = (typeof stateKinds)[number];

export type Thing = { target: string; kind: StateKind; of?: string };
/** `normal`: what nobody needs to be told of when nothing else was ever told of the thing. */
export type Observed = Pick<NewEvent, 'severity' | 'text' | 'details'> & { state: string; normal: boolean };

/** `tried`: no answer came when it was appended, so that it may be there. */
type Pending = { key: string; event: NewEvent & { at: Date }; state: string; normal: boolean; tried: boolean };
type Told = { state: string; at: Date };

const mostPending = 1_000;
const mostSeen = 20_000;

/**
 * Makes one event of each change of state, however often the state is seen: what was told last is known from the events
 * themselves, so also after a restart. While the database is away, changes wait, the last 1,000.
 */
export class StateEvents {
  private readonly db: Database;
  private readonly seen = new Map<string, string>();
  private pending: Pending[] = [];
  private told: Map<string, Told> | null = null;
  private lastMs = 0;

  constructor(db: Database) {
    this.db = db;
  }

  /** The state that something was just found in. */
  note(thing: Thing, { state, normal, severity, text, details }: Observed): void {
    const key = keyOf(thing);
    if (this.seen.get(key) === state) return;
    this.seen.set(key, state);
    // What is forgotten is compared with the events themselves.
    if (this.seen.size > mostSeen) this.seen.delete(this.seen.keys().next().value as string);
    const { target, kind, of } = thing;
    const said = { ...(of === undefined ? {} : { of }), ...details, state };
    this.pending.push({
      key,
      state,
      normal,
      tried: false,
      event: { at: this.moment(), target, kind, severity, text, details: said },
    });
    if (this.pending.length > mostPending) this.pending.shift();
  }

  /** Nothing is watched there any more. */
  forget(target: string): void {
    const isOf = (key: string) => JSON.parse(key)[0] === target;
    for (const key of [...this.seen.keys()].filter(isOf)) this.seen.delete(key);
  }

  async flush(): Promise<void> {
    if (this.pending.length === 0) return;
    this.told ??= await this.load();
    const now = [...this.pending];
    const told = new Map(this.told);
    const news = now.filter(({ key, state, normal, event, tried }) => {
      const before = told.get(key);
      if (before && (before.state === state || (tried && event.at <= before.at))) return false;
      if (!before && normal) return false;
      told.set(key, { state, at: event.at });
      return true;
    });
    try {
      await appendEvents(
        this.db,
        news.map(({ event }) => event),
      );
    } catch (cause) {
      this.told = null;
      for (const one of news) one.tried = true;
      throw cause;
    }
    this.told = told;
    this.pending = this.pending.filter((one) => !now.includes(one));
  }

  job(): Job {
    return {
      name: 'tell of changes',
      everyMs: 1_000,
      longestRetryMs: 5_000,
      deadlineMs: 60_000,
      run: () => this.flush(),
    };
  }

  /** Never the same one twice: by its moment an event is known again. */
  private moment(): Date {
    this.lastMs = Math.max(Date.now(), this.lastMs + 1);
    return new Date(this.lastMs);
  }

  private async load(): Promise<Map<string, Told>> {
    const latest = await latestEvents(this.db, stateKinds);
    return new Map(
      latest.flatMap(({ target, kind, at, details: { of, state } }) =>
        typeof state === 'string' ? [[JSON.stringify([target, kind, of ?? null]), { state, at }] as const] : [],
      ),
    );
  }
}

function keyOf({ target, kind, of }: Thing): string {
  return JSON.stringify([target, kind, of ?? null]);
}
