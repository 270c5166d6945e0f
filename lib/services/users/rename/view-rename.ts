import { z } from 'zod';
import { ok, type Result } from '../../../domain/failure.ts';
import { type Direction, type JobState, lastJobOf } from '../../../store/jobs.ts';
import type { StepRecord } from '../../jobs/step.ts';
import { defineUseCase } from '../../use-case.ts';
import { findUser } from '../find-user.ts';
import type { RenameJob } from './drive.ts';
import { renameKind } from './plan.ts';
import { isFinal } from './start-rename.ts';
import { stepLabel } from './step-words.ts';

export type RenameView = {
  id: string;
  state: JobState;
  direction: Direction;
  from: { jid: string; uid: string };
  to: { jid: string; uid: string };
  onlyDirectory: boolean;
  actor: string;
  /** ISO 8601. */
  startedAt: string;
  changedAt: string;
  steps: (Omit<StepRecord, 'name'> & { name: string; label: string })[];
  /** Sentences that say why not, for a button; null when it can be done now. */
  may: { continue: string | null; takeBack: string | null };
};

/** The newest rename of a person, however it stands; null when there was none. */
export const viewRename = defineUseCase({
  permission: 'users.read',
  noun: 'user',
  what: 'The rename could not be read.',
  input: z.object({ id: z.uuid() }),
  find: (context, { id }) => findUser(context, id),
  async act({ db, judge, actor }, { id }, { resource }): Promise<Result<RenameView | null>> {
    const job = (await lastJobOf(db, renameKind, id)) as RenameJob | null;
    if (!job) return ok(null);
    const verdict = judge(actor, 'users.rename', resource);
    const no = verdict.allowed ? null : verdict.reason;
    const stopped = job.state === 'interrupted' || job.state === 'failed';
    const idle = stopped ? null : job.state === 'running' ? 'It is running.' : 'It is over.';
    const { plan, steps } = job;
    return ok({
      id: job.id,
      state: job.state,
      direction: job.direction,
      from: plan.from,
      to: plan.to,
      onlyDirectory: plan.moves === 'directory',
      actor: job.actorName,
      startedAt: job.createdAt.toISOString(),
      changedAt: job.changedAt.toISOString(),
      // Whom somebody talks to is for those alone who may do something about it.
      steps: steps.map((step) => ({ ...step, left: no ? [] : step.left, label: stepLabel(step.name) })),
      may: { continue: no ?? idle, takeBack: no ?? idle ?? wayBack(job) },
    });
  },
});

function wayBack(job: RenameJob): string | null {
  if (job.direction === 'back') return 'It is being taken back already: continue that.';
  return isFinal(job) ? 'Data of the old name is being deleted: continue, and rename back afterwards.' : null;
}
