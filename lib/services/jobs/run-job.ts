import { type Failure, failure, type Result } from '../../domain/failure.ts';
import { type Job, type JobState, saveJob } from '../../store/jobs.ts';
import type { Portal } from '../context.ts';
import { mostLeft, type Outcome, type OwnRecord, type Step, type StepRecord } from './step.ts';

const beatEveryMs = 3_000;
/** Sooner than anybody else may take the job (diedAfterSeconds): a run that can't beat does nothing more. */
const ownWithoutBeatMs = 10_000;

/** For tests alone: throws where a process is to die. `acted`: what the step did is done, and not yet written down. */
export type Watch = (moment: 'before' | 'acted' | 'after', step: string) => void | Promise<void>;

type Doing<Run> = {
  job: Job<unknown, StepRecord[]>;
  run: Run;
  steps: readonly Step<Run>[];
  /** Asked before each step: may whoever started it still? Its failure interrupts the job. */
  mayGoOn(): Promise<Result<void>>;
  watch?: Watch;
};

/** The run was another's by then, or could not write: whoever takes the job next goes on from what is kept. */
export class Lost extends Error {}

/**
 * Runs a job that was taken (takeJob, addJob) from what is kept of it: forward through the steps that are not done, or back
 * through those that were begun, the last first. Every change of state is on disk before the next one. Answers how it ended;
 * throws Lost when somebody else may have it by now.
 */
export async function runJob<Run>(
  portal: Pick<Portal, 'db' | 'log'>,
  doing: Doing<Run>,
): Promise<{ state: JobState; failure: Failure | null }> {
  const held = new Held(portal, doing.job);
  try {
    const back = doing.job.direction === 'back';
    const order = back ? doing.steps.toReversed() : doing.steps;
    for (const step of order) {
      const record = doing.job.steps.find(({ name }) => name === step.name);
      if (!record || !isDue(record, back)) continue;
      const stopped = await oneStep(held, doing, step, record);
      if (stopped) return stopped;
    }
    const state = back ? 'taken-back' : 'done';
    await held.save(state);
    return { state, failure: null };
  } finally {
    held.release();
  }
}

function isDue({ state }: StepRecord, back: boolean): boolean {
  return back ? state !== 'todo' && state !== 'taken-back' : state !== 'done';
}

async function oneStep<Run>(held: Held, { run, job, mayGoOn, watch }: Doing<Run>, step: Step<Run>, record: StepRecord) {
  await watch?.('before', step.name);
  const may = await mayGoOn();
  if (!may.ok) {
    record.failure = publicOf(may.failure, step);
    await held.save('interrupted');
    return { state: 'interrupted' as const, failure: may.failure };
  }
  begin(record);
  await held.save('running');
  const result = await acted(held, step, job.direction, run, record);
  await watch?.('acted', step.name);
  record.endedAt = new Date().toISOString();
  if (!result.ok) {
    record.state = 'failed';
    record.failure = publicOf(result.failure, step);
    await held.save('failed');
    return { state: 'failed' as const, failure: result.failure };
  }
  const { note, done = null, total = done, left = [] } = result.value;
  const cut = left.length > mostLeft ? [`… and ${left.length - mostLeft} more`] : [];
  Object.assign(record, { note, done, total, left: [...left.slice(0, mostLeft), ...cut] });
  record.state = job.direction === 'back' ? 'taken-back' : 'done';
  await held.save('running');
  await watch?.('after', step.name);
  return null;
}

function begin(record: StepRecord): void {
  record.state = 'running';
  record.startedAt = new Date().toISOString();
  record.endedAt = null;
  record.failure = null;
}

async function acted<Run>(
  held: Held,
  step: Step<Run>,
  direction: Job['direction'],
  run: Run,
  record: StepRecord,
): Promise<Result<Outcome>> {
  const own: OwnRecord = {
    keep: () => held.save('running'),
    progress(done, total) {
      Object.assign(record, { done, total });
    },
  };
  try {
    return await (direction === 'back' ? step.back(run, own) : step.act(run, own));
  } catch (error) {
    if (error instanceof Lost) throw error;
    const cause = failure({
      kind: 'unexpected',
      why: 'The portal met an error of its own, or its database did not answer.',
      todo: 'Continue in a moment: what was begun is looked at first.',
      uncertain: true,
      cause: error,
    });
    held.log(cause);
    return { ok: false, failure: cause };
  }
}

function publicOf(failure: Failure, { what }: { what: string }): StepRecord['failure'] {
  const { cause: _, ...shown } = failure;
  return { ...shown, what: shown.what || what };
}

/** A job while a run holds it: beats, and writes only while it is this run's. */
class Held {
  private readonly portal: Pick<Portal, 'db' | 'log'>;
  private readonly job: Job<unknown, StepRecord[]>;
  private readonly timer: NodeJS.Timeout;
  private beatenAt = performance.now();
  private lost = false;
  /** One write after another: an older state must not land on a newer one. */
  private writing: Promise<unknown> = Promise.resolve();

  constructor(portal: Pick<Portal, 'db' | 'log'>, job: Job<unknown, StepRecord[]>) {
    this.portal = portal;
    this.job = job;
    this.timer = setInterval(() => void this.beat(), beatEveryMs);
  }

  save(state: JobState): Promise<void> {
    const mine = this.writing.then(() => this.write(state));
    this.writing = mine.catch(() => {});
    return mine;
  }

  log(cause: Failure): void {
    this.portal.log.error({ err: cause.cause, job: this.job.id, reference: cause.reference }, 'a step of a job broke');
  }

  release(): void {
    clearInterval(this.timer);
  }

  private async write(state: JobState): Promise<void> {
    const at = performance.now();
    const ours = !this.lost && at - this.beatenAt < ownWithoutBeatMs;
    if (!ours || !(await saveJob(this.portal.db, { ...this.job, state }))) {
      this.lost = true;
      throw new Lost('the job is not ours any more');
    }
    this.beatenAt = at;
  }

  private async beat(): Promise<void> {
    await this.save('running').catch((error: unknown) => {
      this.portal.log.warn({ err: error, job: this.job.id }, 'a job could not beat');
    });
  }
}
