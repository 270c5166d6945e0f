import type { Logger } from 'pino';
import { Follower, type FollowerSettings } from '../catalog/follow.ts';
import type { Source } from '../catalog/source.ts';
import type { Config } from '../config/config.ts';
import type { Failure } from '../domain/failure.ts';
import { purgeMetrics } from '../metrics/purge.ts';
import type { Database } from '../store/database.ts';
import { purgeEvents } from '../store/events.ts';
import { purgeJobs } from '../store/jobs.ts';
import { purgeNews } from '../store/news.ts';
import { purgeSessions } from '../store/sessions.ts';
import { signInLimits } from '../store/sign-in-limits.ts';
import type { Job } from './schedule.ts';

/** The directory said no, or nothing: expected, and told by `failure`. */
export class StepFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.why);
    this.failure = failure;
  }
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Looks for changes each second; back within five seconds of a directory or database that is back. */
export function followDirectory(source: Source, log: Logger, settings?: FollowerSettings): Job {
  const follower = new Follower(source, settings);
  return {
    name: 'follow the directory',
    everyMs: 1000,
    longestRetryMs: 4000,
    deadlineMs: 30 * minuteMs,
    async run(signal) {
      const begun = Date.now();
      const step = await follower.step(signal);
      if (!step.ok) throw new StepFailed(step.failure);
      const { did, changed } = step.value;
      if (did === 'looked') log.debug({ changed }, 'looked for changes');
      else
        log.info(
          { changed, ms: Date.now() - begun },
          did === 'filled' ? 'the catalog was filled' : 'the catalog was compared',
        );
    },
  };
}

/** Rows that nobody needs any more. */
export function purge(db: Database, settings: Config['signIn'], log: Logger): Job {
  return {
    name: 'purge',
    everyMs: hourMs,
    firstAfterMs: minuteMs,
    longestRetryMs: 10 * minuteMs,
    deadlineMs: 5 * minuteMs,
    async run() {
      const sessions = await purgeSessions(db);
      await signInLimits(db, settings).purge();
      await purgeJobs(db);
      await purgeEvents(db);
      await purgeMetrics(db);
      await purgeNews(db);
      if (sessions > 0) log.info({ sessions }, 'old sessions were deleted');
    },
  };
}
