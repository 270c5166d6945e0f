import type { Direction, Job, JobState } from '../../store/jobs.ts';
import type { StepRecord } from './step.ts';

/** A job as a page shows it. Times are ISO 8601. */
export type JobView = {
  id: string;
  state: JobState;
  direction: Direction;
  actor: string;
  startedAt: string;
  changedAt: string;
  steps: (StepRecord & { label: string })[];
  /** Sentences that say why not, for a button; null when it can be done now. */
  may: { continue: string | null; takeBack: string | null };
};

type Words = {
  label(step: string): string;
  /** Why this person may do nothing about it; null when they may. */
  no: string | null;
  /** Why the job as it stands can't be taken back; null when it can. */
  noWayBack: string | null;
};

export function jobView(job: Job & { steps: readonly StepRecord[] }, { label, no, noWayBack }: Words): JobView {
  const { id, state, direction, actorName, createdAt, changedAt, steps } = job;
  const stopped = state === 'interrupted' || state === 'failed';
  const idle = stopped ? null : state === 'running' ? 'It is running.' : 'It is over.';
  const back = direction === 'back' ? 'It is being taken back already: continue that.' : noWayBack;
  return {
    ...{ id, state, direction, actor: actorName },
    startedAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
    steps: steps.map((step) => ({ ...step, label: label(step.name) })),
    may: { continue: no ?? idle, takeBack: no ?? idle ?? back },
  };
}
