import { ok } from '../../../domain/failure.ts';
import type { Job } from '../../../store/jobs.ts';
import { auditedChange } from '../../audited-change.ts';
import type { Context } from '../../context.ts';
import { Lost, runJob, type Watch } from '../../jobs/run-job.ts';
import type { StepRecord } from '../../jobs/step.ts';
import { stillMay } from '../../jobs/still-may.ts';
import type { NodePlan } from './plan.ts';
import { changeOf, type NodeRun } from './run.ts';
import { stepsOf } from './steps.ts';

export type NodeJob = Job<NodePlan, StepRecord[]>;

const pauseMs = 500;
/** Tables of a large cluster take their time to be copied. */
const patienceMs = 10 * 60_000;

/** Runs on after the request that began it. A run that breaks leaves a job that can be continued. */
export function driveInBackground(context: Context, job: NodeJob): void {
  driveNodeJob(context, job).catch((error: unknown) => {
    if (!(error instanceof Lost)) context.log.error({ err: error, job: job.id }, 'a change of a cluster broke off');
  });
}

/** Runs a job that was taken to its end, or to where it fails; the end is on the record. */
export async function driveNodeJob(context: Context, job: NodeJob, watch?: Watch): Promise<void> {
  const run: NodeRun = { context, plan: job.plan, pauseMs, patienceMs };
  const mayGoOn = () => stillMay(context, 'servers.operate', { realm: null }, 'change this cluster');
  const ended = await runJob<NodeRun>(context, { job, run, steps: stepsOf(job.plan), mayGoOn, watch });
  const action = job.direction === 'back' ? 'servers.cluster-back' : 'servers.cluster-end';
  const change = changeOf(job.plan, { action, after: { change: [job.plan.verb] } });
  await auditedChange(context, change, async () =>
    ended.failure ? { ok: false as const, failure: ended.failure } : ok(undefined),
  );
}
