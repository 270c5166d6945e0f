import type { Config } from '../../config.ts';
import type { Database } from '../../store/database.ts';
import { portalFigures } from '../../store/portal-figures.ts';
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
  ];
}
