import type { Config } from '../../config/config.ts';
import type { Database } from '../../store/database.ts';
import { portalFigures } from '../../store/portal-figures.ts';
import { readWebFigures, type WebFigures } from '../../store/process-figures.ts';
import type { Job } from '../schedule.ts';
import { Readings } from '../series.ts';
import type { Sink } from '../sink.ts';
import { portalSeries } from './series.ts';

export const portalTarget = 'portal';

export function samplePortal(db: Database, limits: Config['session'], sink: Pick<Sink, 'push'>): Job[] {
  return [
    {
      name: 'sample the database',
      everyMs: 10_000,
      deadlineMs: 10_000,
      async run() {
        const readings = new Readings(portalTarget, portalSeries);
        const begun = performance.now();
        await db.query('SELECT 1');
        readings.add('portal.database.answer', performance.now() - begun);
        sink.push(readings.samples);
      },
    },
    {
      name: 'sample the portal',
      everyMs: 60_000,
      firstAfterMs: 1_000,
      deadlineMs: 60_000,
      async run() {
        const readings = new Readings(portalTarget, portalSeries);
        const { sessions, jobs, databaseBytes } = await portalFigures(db, limits);
        readings.add('portal.sessions', sessions);
        for (const [state, count] of Object.entries(jobs)) readings.add('portal.jobs', count, { state });
        readings.add('portal.database.size', databaseBytes);
        sink.push(readings.samples);
      },
    },
    sampleWeb(db, sink),
  ];
}

function sampleWeb(db: Database, sink: Pick<Sink, 'push'>): Job {
  let last = 0;
  return {
    name: 'sample the web process',
    everyMs: 10_000,
    firstAfterMs: 2_000,
    deadlineMs: 10_000,
    async run() {
      const told = await readWebFigures(db);
      // Nothing new: unknown, as long as it lasts.
      if (!told || told.at.getTime() === last) return;
      last = told.at.getTime();
      // Of when it was counted: rates would jump with when it is read.
      sink.push(readingsOf(told.figures).samples.map((sample) => ({ ...sample, at: told.at })));
    },
  };
}

function readingsOf(figures: WebFigures): Readings<typeof portalSeries> {
  const readings = new Readings(portalTarget, portalSeries);
  for (const [kind, count] of Object.entries(figures.requests)) readings.add('portal.requests', count, { kind });
  for (const [kind, count] of Object.entries(figures.failed)) readings.add('portal.requests.failed', count, { kind });
  for (const [kind, ms] of Object.entries(figures.p95Ms)) readings.add('portal.requests.p95', ms, { kind });
  for (const [outcome, count] of Object.entries(figures.actions)) readings.add('portal.actions', count, { outcome });
  readings.add('portal.live', figures.live);
  readings.add('portal.memory', figures.rssBytes, { of: 'process' });
  readings.add('portal.memory', figures.heapBytes, { of: 'heap' });
  readings.add('portal.cpu', figures.cpuMs);
  readings.add('portal.loop', figures.loopMs);
  return readings;
}
