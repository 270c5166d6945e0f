import { z } from 'zod';
import { failed, ok, type Result } from '../../../domain/failure.ts';
import { addJob, type Direction, openJobOf, takeJob } from '../../../store/jobs.ts';
import { auditedEvent, type Image } from '../../audited-change.ts';
import type { Context } from '../../context.ts';
import { freshSteps, type StepRecord } from '../../jobs/step.ts';
import { nameOf } from '../../load-actor.ts';
import { defineUseCase } from '../../use-case.ts';
import { type FoundUser, findUser } from '../find-user.ts';
import { driveInBackground, type RenameJob } from './drive.ts';
import { claimsOf, type RenamePlan, renameKind } from './plan.ts';
import { prepareRename } from './prepare.ts';
import { renameInput } from './preview-rename.ts';
import { changeOf } from './run.ts';
import { stepsOf } from './steps.ts';

/** Begins a rename as a job, which goes on when the request is over. */
export const startRename = defineUseCase({
  permission: 'users.rename',
  noun: 'user',
  what: 'The rename was not begun.',
  input: renameInput,
  find: (context, { id }) => findUser(context, id, ['mail']),
  async act(context, input, found): Promise<Result<{ id: string }>> {
    const job = await newRename(context, input, found);
    if (!job.ok) return job;
    driveInBackground(context, job.value);
    return ok({ id: job.value.id });
  },
});

/** Taken by this process, and on the record; runs nothing yet. */
export async function newRename(
  context: Context,
  input: z.infer<typeof renameInput>,
  found: FoundUser,
): Promise<Result<RenameJob>> {
  const prepared = await prepareRename(context, input, found);
  if (!prepared.ok) return prepared;
  const { plan, occupied } = prepared.value;
  if (occupied.length > 0 && !input.merge)
    return failed({
      kind: 'taken',
      why: `The server already holds data under ${plan.to.jid}: ${occupied.map(({ store }) => store.toLowerCase()).join(', ')}.`,
      todo: 'Choose another name, or have the data added to what is there.',
      field: 'merge',
    });
  const { actor, db } = context;
  const job = await addJob(db, {
    kind: renameKind,
    actorId: actor.id,
    actorName: actor.name,
    targetId: plan.id,
    targetName: nameOf(found.entry),
    realmKey: found.realm?.key ?? null,
    claims: [...claimsOf(plan.from), ...claimsOf(plan.to)],
    plan,
    steps: freshSteps(stepsOf(plan)),
  });
  if (!job) return failed(busy);
  const merged: Image = occupied.length > 0 ? { 'put together with': occupied.map(({ store }) => store) } : {};
  await record(context, found, plan, 'users.rename-start', merged);
  return ok(job as RenameJob);
}

const again = z.object({ id: z.uuid() });

export const continueRename = defineUseCase({
  permission: 'users.rename',
  noun: 'user',
  what: 'The rename was not continued.',
  input: again,
  find: (context, { id }) => findUser(context, id),
  act: (context, _input, found) => goOn(context, found, null),
});

export const takeBackRename = defineUseCase({
  permission: 'users.rename',
  noun: 'user',
  what: 'The rename was not taken back.',
  input: again,
  find: (context, { id }) => findUser(context, id),
  act: (context, _input, found) => goOn(context, found, 'back'),
});

async function goOn(context: Context, found: FoundUser, direction: Direction | null): Promise<Result<{ id: string }>> {
  const job = await retakenRename(context, found, direction);
  if (!job.ok) return job;
  driveInBackground(context, job.value);
  return ok({ id: job.value.id });
}

/** `direction` null: as before; what is being taken back is taken back to its end. */
export async function retakenRename(
  context: Context,
  found: FoundUser,
  direction: Direction | null,
): Promise<Result<RenameJob>> {
  const { db, actor } = context;
  const open = (await openJobOf(db, found.entry.id)) as RenameJob | null;
  if (open?.kind !== renameKind)
    return failed({ kind: 'conflict', why: 'No rename of this person is under way.', todo: 'Load the page again.' });
  if (direction === 'back' && isFinal(open))
    return failed({
      kind: 'conflict',
      why: 'What the server held under the old name is being deleted already.',
      todo: 'Continue it to its end, and rename back if you want the old name again.',
    });
  const taken = await takeJob(db, {
    id: open.id,
    version: open.version,
    direction: direction ?? open.direction,
    actorId: actor.id,
    actorName: actor.name,
  });
  if (!taken) return failed(busy);
  const action = taken.direction === 'back' ? 'users.rename-take-back' : 'users.rename-continue';
  await record(context, found, open.plan, action);
  return ok(taken as RenameJob);
}

/** True once a step has begun that can't be taken back. */
export function isFinal({ plan, steps }: { plan: RenamePlan; steps: readonly StepRecord[] }): boolean {
  const final = stepsOf(plan).filter((step) => step.final);
  return final.some(({ name }) => steps.some((record) => record.name === name && record.state !== 'todo'));
}

const busy = {
  kind: 'conflict' as const,
  why: 'A rename of this person, or to this name, is under way already.',
  todo: 'Look at it first.',
};

function record(
  context: Context,
  found: FoundUser,
  { from, to }: RenamePlan,
  action: string,
  more: Image = {},
): Promise<void> {
  const names = (of: typeof from) => ({ jid: [of.jid], uid: [of.uid] });
  return auditedEvent(
    context,
    changeOf(found, { action, kind: 'account', before: names(from), after: { ...names(to), ...more } }),
  );
}
