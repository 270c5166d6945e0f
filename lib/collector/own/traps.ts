import type { Database } from '../../store/database.ts';
import { readReceiver } from '../../store/traps.ts';
import type { Job } from '../schedule.ts';
import { Readings } from '../series.ts';
import type { Sink } from '../sink.ts';
import { collectorTarget } from './collector.ts';
import { trapSeries } from './series.ts';

const beatsWithinMs = 30_000;

/** What the receiver of traps counts: it writes it down itself, and is asked nothing. One that is away has no samples. */
export function sampleTraps(db: Database, sink: Pick<Sink, 'push'>): Job {
  return {
    name: 'sample the receiver of traps',
    everyMs: 10_000,
    deadlineMs: 10_000,
    async run() {
      const receiver = await readReceiver(db);
      const { received, kept, refused } = receiver?.counts ?? {};
      if (!receiver || received === undefined || Date.now() - receiver.beatAt.getTime() > beatsWithinMs) return;
      const readings = new Readings(collectorTarget, trapSeries);
      readings.add('traps.received', received);
      readings.add('traps.kept', kept);
      for (const [reason, count] of Object.entries(refused ?? {})) readings.add('traps.refused', count, { reason });
      sink.push(readings.samples);
    },
  };
}
