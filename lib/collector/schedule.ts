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
};

export type Schedule = {
  add(job: Job): void;
  /** Starts nothing more, aborts what runs, and waits for its end. */
  stop(): Promise<void>;
};

/** Runs jobs again and again, each never beside itself, with pauses that differ by a tenth so that jobs don't march in step. */
export function startSchedule(events: ScheduleEvents): Schedule {
  const stopping = new AbortController();
  const loops: Promise<void>[] = [];
  return {
    add: (job) => void loops.push(loop(job, stopping.signal, events)),
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function loop(job: Job, stopping: AbortSignal, events: ScheduleEvents): Promise<void> {
  let failures = 0;
  await pause(job.firstAfterMs ?? 0, stopping);
  while (!stopping.aborted) {
    try {
      await runOnce(job, stopping, events);
      if (failures > 0) events.recovered(job.name, failures);
      failures = 0;
    } catch (cause) {
      if (stopping.aborted) return;
      failures += 1;
      events.failed(job.name, cause, failures);
    }
    await pause(pauseMs(job, failures), stopping);
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
