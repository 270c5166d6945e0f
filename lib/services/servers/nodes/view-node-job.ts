import { z } from 'zod';
import { ok, type Result } from '../../../domain/failure.ts';
import { type Direction, type JobState, lastJobOf } from '../../../store/jobs.ts';
import type { StepRecord } from '../../jobs/step.ts';
import { defineUseCase, wholeSystem } from '../../use-case.ts';
import type { NodeJob } from './drive.ts';
import { type NodeVerb, nodeJobKind } from './plan.ts';
import { isFinal, noWayBack } from './start-node-job.ts';
import { stepLabel } from './steps.ts';

export type NodeJobView = {
  id: string;
  verb: NodeVerb;
  node: string;
  state: JobState;
  direction: Direction;
  actor: string;
  /** ISO 8601. */
  startedAt: string;
  changedAt: string;
  steps: (StepRecord & { label: string })[];
  /** Sentences that say why not, for a button; null when it can be done now. */
  may: { continue: string | null; takeBack: string | null };
};

/** The newest change of a server's cluster, however it stands; null when there was none. */
export const viewNodeJob = defineUseCase({
  permission: 'servers.read',
  noun: 'server',
  what: 'The change of the cluster could not be read.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act({ db, judge, actor }, { id }): Promise<Result<NodeJobView | null>> {
    const job = (await lastJobOf(db, nodeJobKind, id)) as NodeJob | null;
    if (!job) return ok(null);
    const verdict = judge(actor, 'servers.operate', { realm: null });
    const no = verdict.allowed ? null : 'Only system administrators change clusters.';
    const stopped = job.state === 'interrupted' || job.state === 'failed';
    const idle = stopped ? null : job.state === 'running' ? 'It is running.' : 'It is over.';
    return ok({
      id: job.id,
      verb: job.plan.verb,
      node: job.plan.node,
      state: job.state,
      direction: job.direction,
      actor: job.actorName,
      startedAt: job.createdAt.toISOString(),
      changedAt: job.changedAt.toISOString(),
      steps: job.steps.map((step) => ({ ...step, label: stepLabel(step.name) })),
      may: { continue: no ?? idle, takeBack: no ?? idle ?? wayBack(job) },
    });
  },
});

function wayBack(job: NodeJob): string | null {
  if (job.direction === 'back') return 'It is being taken back already: continue that.';
  return isFinal(job) ? noWayBack(job.plan) : null;
}
