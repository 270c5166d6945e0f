import { z } from 'zod';
import { failed, ok, type Result } from '../../../domain/failure.ts';
import { addJob, type Direction, openJobOf, takeJob } from '../../../store/jobs.ts';
import type { Context } from '../../context.ts';
import { freshSteps, type StepRecord } from '../../jobs/step.ts';
import { defineUseCase, wholeSystem } from '../../use-case.ts';
import { driveInBackground, type NodeJob } from './drive.ts';
import { type NodePlan, nodeJobKind } from './plan.ts';
import { nodeJobInput, prepareNodeJob } from './prepare.ts';
import { nodeEvent } from './run.ts';
import { stepsOf } from './steps.ts';

const startInput = nodeJobInput.extend({ confirm: z.string().max(200) });

/** Begins the change as a job, which goes on when the request is over. */
export const startNodeJob = defineUseCase({
  permission: 'servers.operate',
  noun: 'server',
  what: 'The cluster was not changed.',
  input: startInput,
  find: wholeSystem,
  async act(context, input): Promise<Result<{ id: string }>> {
    const job = await newNodeJob(context, input);
    if (!job.ok) return job;
    driveInBackground(context, job.value);
    return ok({ id: job.value.id });
  },
});

/** Taken by this process, and on the record; runs nothing yet. */
export async function newNodeJob(context: Context, input: z.output<typeof startInput>): Promise<Result<NodeJob>> {
  const prepared = await prepareNodeJob(context, input);
  if (!prepared.ok) return prepared;
  const { plan, facts } = prepared.value;
  if (input.confirm.trim() !== plan.node)
    return failed({
      kind: 'invalid',
      why: 'What was typed is not the name of the node.',
      todo: `Type ${plan.node}.`,
      field: 'confirm',
    });
  const { actor, db } = context;
  const job = await addJob(db, {
    kind: nodeJobKind,
    actorId: actor.id,
    actorName: actor.name,
    targetId: plan.server,
    targetName: plan.serverName,
    realmKey: null,
    // One cluster may be kept as several servers.
    claims: [...new Set([plan.node, ...facts.others, ...facts.knownBy])].map((member) => `node ${member}`),
    plan,
    steps: freshSteps(stepsOf(plan)),
  });
  if (!job) return failed(busy);
  await nodeEvent({ context, plan }, 'servers.cluster-start', { change: [plan.verb] });
  return ok(job as NodeJob);
}

const again = z.object({ id: z.uuid() });

export const continueNodeJob = defineUseCase({
  permission: 'servers.operate',
  noun: 'server',
  what: 'The change of the cluster was not continued.',
  input: again,
  find: wholeSystem,
  act: (context, { id }) => goOn(context, id, null),
});

export const takeBackNodeJob = defineUseCase({
  permission: 'servers.operate',
  noun: 'server',
  what: 'The change of the cluster was not taken back.',
  input: again,
  find: wholeSystem,
  act: (context, { id }) => goOn(context, id, 'back'),
});

async function goOn(context: Context, id: string, direction: Direction | null): Promise<Result<{ id: string }>> {
  const job = await retakenNodeJob(context, id, direction);
  if (!job.ok) return job;
  driveInBackground(context, job.value);
  return ok({ id: job.value.id });
}

/** `direction` null: as before; what is being taken back is taken back to its end. */
export async function retakenNodeJob(
  context: Context,
  server: string,
  direction: Direction | null,
): Promise<Result<NodeJob>> {
  const { db, actor } = context;
  const open = (await openJobOf(db, server)) as NodeJob | null;
  if (open?.kind !== nodeJobKind)
    return failed({ kind: 'conflict', why: 'No change of this cluster is under way.', todo: 'Load the page again.' });
  if (direction === 'back' && isFinal(open))
    return failed({ kind: 'conflict', why: noWayBack(open.plan), todo: 'Continue it to its end.' });
  const taken = await takeJob(db, {
    id: open.id,
    version: open.version,
    direction: direction ?? open.direction,
    actorId: actor.id,
    actorName: actor.name,
  });
  if (!taken) return failed(busy);
  const action = taken.direction === 'back' ? 'servers.cluster-take-back' : 'servers.cluster-continue';
  await nodeEvent({ context, plan: open.plan }, action, { change: [open.plan.verb] });
  return ok(taken as NodeJob);
}

/** True once a step has begun that can't be taken back. */
export function isFinal({ plan, steps }: { plan: NodePlan; steps: readonly StepRecord[] }): boolean {
  const final = stepsOf(plan).filter((step) => step.final);
  return final.some(({ name }) => steps.some((record) => record.name === name && record.state !== 'todo'));
}

export function noWayBack({ node, verb }: NodePlan): string {
  return `${node} is ${verb === 'leave' ? 'leaving' : 'being removed'} already: when that is over, it can join again.`;
}

const busy = {
  kind: 'conflict' as const,
  why: 'Another change of this cluster, or of one with nodes of the same names, is not over.',
  todo: 'Look at it first: continue it to its end, or take it back.',
};
