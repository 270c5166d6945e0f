export type Job = {
  name: string;
  everyMs: number;
  /** Before the first run; at once when missing. */
  firstAfterMs?: number;
  /** After failures in a row the pause grows from a quarter second, doubling, up to this; `everyMs` when missing. */
  longestRetryMs?: number;
  /** After this, `signal` is aborted and the overrun is told. The next run still waits for the end of this one. */
  deadlineMs: number;
  /** Throws or rejects when it failed. */
  run: (signal: AbortSignal) => Promise<void>;
};

export type ScheduleEvents = {
  failed(job: string, cause: unknown, failuresInARow: number): void;
  recovered(job: string, failuresInARow: number): void;
  overran(job: string, deadlineMs: number): void;
  /** After each run: how much later than planned it began. */
  ran?(job: string, run: { lateMs: number; tookMs: number; failed: boolean }): void;
};

/** A job that was added. */
export type Added = {
  /** Never runs it again, aborts it if it runs, and waits for its end. */
  remove(): Promise<void>;
};

export type Schedule = {
  add(job: Job): Added;
  /** Jobs that were added and not removed. */
  count(): number;
  /** Starts nothing more, aborts what runs, and waits for its end. */
  stop(): Promise<void>;
};

/** Runs jobs again and again, each never beside itself, with pauses that differ by a tenth so that jobs don't march in step. */
export function startSchedule(events: ScheduleEvents): Schedule {
  const stopping = new AbortController();
  const loops = new Set<Promise<void>>();
  return {
    add(job) {
      const removing = new AbortController();
      const running = loop(job, AbortSignal.any([stopping.signal, removing.signal]), events);
      loops.add(running);
      void running.finally(() => loops.delete(running));
      return {
        remove() {
          removing.abort();
          return running;
        },
      };
    },
    count: () => loops.size,
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function loop(job: Job, stopping: AbortSignal, events: ScheduleEvents): Promise<void> {
  let failures = 0;
  let planned = performance.now() + (job.firstAfterMs ?? 0);
  await pause(job.firstAfterMs ?? 0, stopping);
  while (!stopping.aborted) {
    const begun = performance.now();
    const ran = (failed: boolean) =>
      events.ran?.(job.name, { lateMs: Math.max(0, begun - planned), tookMs: performance.now() - begun, failed });
    try {
      await runOnce(job, stopping, events);
      if (failures > 0) events.recovered(job.name, failures);
      failures = 0;
      ran(false);
    } catch (cause) {
      if (stopping.aborted) return;
      failures += 1;
      events.failed(job.name, cause, failures);
      ran(true);
    }
    const wait = pauseMs(job, failures);
    planned = performance.now() + wait;
    await pause(wait, stopping);
  }
}

async function runOnce(job: Job, stopping: AbortSignal, events: ScheduleEvents): Promise<void> {
  const overrun = new AbortController();
  const timer = setTimeout(() => {
    overrun.abort();
    events.overran(job.name, job.deadlineMs);
  }, job.deadlineMs);
  try {
    await job.run(AbortSignal.any([stopping, overrun.signal]));
  } finally {
    clearTimeout(timer);
  }
}

const firstRetryMs = 250;

/** `random` is between 0 and 1. */
export function pauseMs(
  job: Pick<Job, 'everyMs' | 'longestRetryMs'>,
  failures: number,
  random = Math.random(),
): number {
  const longest = job.longestRetryMs ?? job.everyMs;
  const wanted = failures === 0 ? job.everyMs : Math.min(firstRetryMs * 2 ** Math.min(failures, 20), longest);
  return Math.round(wanted * (0.9 + random * 0.2));
}

function pause(ms: number, stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stopping.addEventListener('abort', done);
  });
}
