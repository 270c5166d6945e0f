import { z } from 'zod';
import { ok, type Result } from '../../../domain/failure.ts';
import { lastJobOf } from '../../../store/jobs.ts';
import { type JobView, jobView } from '../../jobs/job-view.ts';
import { defineUseCase } from '../../use-case.ts';
import { findUser } from '../find-user.ts';
import type { RenameJob } from './drive.ts';
import { renameKind } from './plan.ts';
import { isFinal } from './start-rename.ts';
import { stepLabel } from './step-words.ts';

export type RenameView = JobView & {
  from: { jid: string; uid: string };
  to: { jid: string; uid: string };
  onlyDirectory: boolean;
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
    const noWayBack = isFinal(job)
      ? 'Data of the old name is being deleted: continue, and rename back afterwards.'
      : null;
    const { plan } = job;
    const view = jobView(job, { label: stepLabel, no, noWayBack });
    return ok({
      ...view,
      from: plan.from,
      to: plan.to,
      onlyDirectory: plan.moves === 'directory',
      // Whom somebody talks to is for those alone who may do something about it.
      steps: view.steps.map((step) => ({ ...step, left: no ? [] : step.left })),
    });
  },
});
