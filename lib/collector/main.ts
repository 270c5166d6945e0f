/**
 * The collector, a process of its own: `node lib/collector/main.ts`. Keeps the catalog fresh and deletes what is too old.
 * Tells its parent `{ ready: true }` once its jobs run, which needs neither the directory nor the database to be there.
 * Ends on SIGTERM, SIGINT and when its parent is gone.
 */
import pino, { type Logger } from 'pino';
import { ConfigError, config } from '../config.ts';
import { connectDirectory } from '../directory/ldap.ts';
import { openDatabase } from '../store/database.ts';
import { runningUrl } from '../store/embedded/address.ts';
import { followDirectory, purge, StepFailed } from './jobs.ts';
import { type Schedule, type ScheduleEvents, startSchedule } from './schedule.ts';

const longestGoodbyeMs = 8000;

try {
  start();
} catch (cause) {
  if (!(cause instanceof ConfigError)) throw cause;
  console.error(cause.message);
  process.send?.({ ready: false, error: cause.message });
  process.exit(1);
}

function start(): void {
  const settings = config();
  const url = settings.databaseUrl ?? runningUrl(settings.home);
  if (!url)
    throw new ConfigError(
      'The collector was not started: DATABASE_URL is not set, and no embedded database runs. Use npm start, which brings its own.',
    );
  const log = pino({ level: settings.logLevel, base: { process: 'collector' } });
  const directory = connectDirectory(settings.directory, log);
  const db = openDatabase(url, { connections: 2 });
  const schedule = startSchedule(tell(log));
  schedule.add(followDirectory({ reader: directory.asService(), db, tree: settings.directory }, log));
  schedule.add(purge(db, settings.signIn, log));
  endInOrder(schedule, async () => {
    await directory.close();
    await db.close();
  });
  process.send?.({ ready: true });
}

function tell(log: Logger): ScheduleEvents {
  return {
    failed(job, cause, failuresInARow) {
      const details = { job, failuresInARow, why: cause instanceof StepFailed ? cause.failure : cause };
      // Once is news; each further time is not.
      if (failuresInARow === 1) log.warn({ ...details, err: cause }, 'a job failed and is tried again');
      else log.debug(details, 'a job failed again');
    },
    recovered: (job, failuresInARow) => log.info({ job, failuresInARow }, 'a job works again'),
    overran: (job, deadlineMs) => log.error({ job, deadlineMs }, 'a job takes too long'),
  };
}

function endInOrder(schedule: Schedule, close: () => Promise<void>): void {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), longestGoodbyeMs).unref();
    await schedule.stop();
    await close().catch(() => {});
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, end);
}
