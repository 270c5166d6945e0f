import type { Sample } from '../../metrics/port.ts';
import type { Connections } from '../../services/servers/connections.ts';
import type { Database } from '../../store/database.ts';
import { type KeptServer, readServers } from '../../store/managed-servers.ts';
import type { Added, Job, Schedule } from '../schedule.ts';
import { Readings } from '../series.ts';
import type { Sink } from '../sink.ts';
import { lookFast, newFastMemory } from './fast.ts';
import { tellAway } from './reach.ts';
import { xmppSeries } from './series.ts';
import { lookSlow, newSlowMemory } from './slow.ts';
import type { Watched } from './watched.ts';

export type SampledServers = {
  db: Database;
  connections: Connections;
  schedule: Pick<Schedule, 'add'>;
  sink: Sink & { forget(target: string): void };
  /** Shorter in tests. */
  periods?: Partial<Periods>;
};
type Periods = { followMs: number; fastMs: number; slowMs: number };
const usual: Periods = { followMs: 3_000, fastMs: 10_000, slowMs: 60_000 };

type Held = { kept: KeptServer; jobs: Added[]; removed: boolean; series: Set<string> };

export const targetOf = (id: string) => `server:${id}`;

/** Follows the table of managed servers: each of them has jobs of its own, so that none waits for another. */
export function sampleServers(parts: SampledServers): Job {
  const held = new Map<string, Held>();
  return {
    name: 'follow the managed servers',
    everyMs: { ...usual, ...parts.periods }.followMs,
    longestRetryMs: 5_000,
    deadlineMs: 30_000,
    async run() {
      const rows = await readServers(parts.db);
      const there = new Set(rows.map(({ id }) => id));
      for (const row of rows) {
        const before = held.get(row.id);
        if (before) before.kept = row;
        else held.set(row.id, begin(parts, row));
      }
      const gone = [...held].filter(([id]) => !there.has(id));
      for (const [id, one] of gone) {
        held.delete(id);
        one.removed = true;
        // Not waited for: a look that is under way ends by its deadlines, and what it finds is dropped.
        for (const job of one.jobs) void job.remove();
        parts.connections.leave(id);
        parts.sink.forget(targetOf(id));
      }
    },
  };
}

function begin(parts: SampledServers, kept: KeptServer): Held {
  const held: Held = { kept, jobs: [], removed: false, series: new Set() };
  const [fast, slow] = [newFastMemory(), newSlowMemory()];
  const { fastMs, slowMs } = { ...usual, ...parts.periods };
  const add = (everyMs: number, afterMs: number, what: string, look: (watched: Watched) => Promise<void>) =>
    parts.schedule.add({
      name: `${what} ${kept.id}`,
      everyMs,
      // Not all servers at once after a start.
      firstAfterMs: afterMs + Math.random() * 1_500,
      deadlineMs: Math.max(20_000, 2 * everyMs),
      run: () => lookAt(parts, held, look),
    });
  held.jobs = [
    add(fastMs, 300, 'sample server', (watched) => lookFast(watched, fast)),
    add(slowMs, Math.min(slowMs, 8_000), 'sample lists of server', (watched) => lookSlow(watched, slow, parts.db)),
  ];
  return held;
}

async function lookAt(
  { connections, sink }: SampledServers,
  held: Held,
  look: (watched: Watched) => Promise<void>,
): Promise<void> {
  const { kept } = held;
  const target = targetOf(kept.id);
  // A connection that is asked for again would be made again.
  if (held.removed) return;
  const at = connections.at(kept);
  if (!at.ok) return tellAway({ sink, target, name: kept.name }, at.failure.why);
  const guarded: Sink = {
    push: (samples) => void (held.removed || sink.push(samples.filter((one) => isBounded(held, one)))),
    note: (thing, observed) => void (held.removed || sink.note(thing, observed)),
  };
  const readings = new Readings(target, xmppSeries);
  try {
    await look({ target, name: kept.name, server: at.value, readings, sink: guarded });
  } finally {
    guarded.push(readings.samples);
  }
}

/** A server that gives its members ever new names doesn't fill the database. */
const mostSeries = 1_000;

function isBounded({ series }: Held, { series: { name, labels } }: Sample): boolean {
  const key = JSON.stringify([name, labels]);
  if (!series.has(key) && series.size >= mostSeries) return false;
  series.add(key);
  return true;
}
