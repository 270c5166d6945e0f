import { z } from 'zod';
import { ok, type Result } from '../../../domain/failure.ts';
import { lastJobOf } from '../../../store/jobs.ts';
import { type JobView, jobView } from '../../jobs/job-view.ts';
import { defineUseCase, wholeSystem } from '../../use-case.ts';
import type { NodeJob } from './drive.ts';
import { type NodeVerb, nodeJobKind } from './plan.ts';
import { isFinal, noWayBack } from './start-node-job.ts';
import { stepLabel } from './steps.ts';

export type NodeJobView = JobView & { verb: NodeVerb; node: string };

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
    const { verb, node } = job.plan;
    const back = isFinal(job) ? noWayBack(job.plan) : null;
    return ok({ ...jobView(job, { label: stepLabel, no, noWayBack: back }), verb, node });
  },
});
