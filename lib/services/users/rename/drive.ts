import { failed, ok, type Result } from '../../../domain/failure.ts';
import type { Job } from '../../../store/jobs.ts';
import { auditedChange } from '../../audited-change.ts';
import type { Context } from '../../context.ts';
import { Lost, runJob, type Watch } from '../../jobs/run-job.ts';
import type { StepRecord } from '../../jobs/step.ts';
import { stillMay } from '../../jobs/still-may.ts';
import { isHeld } from './hold.ts';
import type { RenamePlan } from './plan.ts';
import { changeOf, person, type RenameRun } from './run.ts';
import { stepsOf } from './steps.ts';

export type RenameJob = Job<RenamePlan, StepRecord[]>;

/** Runs on after the request that began it. A run that breaks leaves a job that can be continued. */
export function driveInBackground(context: Context, job: RenameJob): void {
  driveRename(context, job).catch((error: unknown) => {
    if (!(error instanceof Lost)) context.log.error({ err: error, job: job.id }, 'a rename broke off');
  });
}

/** Runs a job that was taken to its end, or to where it fails; the end is on the record. */
export async function driveRename(context: Context, job: RenameJob, watch?: Watch): Promise<void> {
  const run: RenameRun = { context, plan: job.plan };
  const steps = stepsOf(job.plan);
  const ended = await runJob<RenameRun>(context, { job, run, steps, mayGoOn: () => mayGoOn(run, job), watch });
  const found = await person(run);
  if (!found.ok) return;
  const { from, to } = job.plan;
  const names = (of: typeof from) => ({ jid: [of.jid], uid: [of.uid] });
  const change = changeOf(found.value, {
    action: job.direction === 'back' ? 'users.rename-back' : 'users.rename-end',
    kind: 'account',
    before: names(from),
    after: names(to),
  });
  await auditedChange(context, change, async () =>
    ended.failure ? { ok: false as const, failure: ended.failure } : ok(undefined),
  );
}

/** Before each step: the right of whoever started it may have gone, and somebody may have lifted the hold. */
async function mayGoOn(run: RenameRun, job: RenameJob): Promise<Result<void>> {
  const may = await personStillMay(run);
  if (!may.ok) return may;
  const again = needsHold(job);
  if (again.length === 0) return ok(undefined);
  const held = await isHeld(run);
  if (!held.ok || held.value) return held.ok ? ok(undefined) : held;
  // What was done under the hold is done again.
  for (const record of again) record.state = 'failed';
  return failed({
    kind: 'conflict',
    why: 'Somebody enabled the account in the middle of the rename, so what was copied may be old by now.',
    todo: 'Continue: the account is held again, and everything is looked at once more.',
  });
}

/** The steps that were done because the account was held; none when it doesn't have to be held now. */
function needsHold({ steps, direction }: RenameJob): StepRecord[] {
  const at = (name: string) => steps.findIndex((step) => step.name === name);
  const [hold, release] = [steps[at('hold')], steps[at('release')]];
  if (hold?.state !== 'done' || !release) return [];
  if (direction === 'back') return release.state === 'todo' || release.state === 'taken-back' ? [release] : [];
  return release.state === 'todo' ? steps.slice(at('hold'), at('release')).filter(({ state }) => state === 'done') : [];
}

async function personStillMay(run: RenameRun): Promise<Result<void>> {
  const found = await person(run);
  return found.ok ? stillMay(run.context, 'users.rename', found.value.resource, 'rename this person') : found;
}
