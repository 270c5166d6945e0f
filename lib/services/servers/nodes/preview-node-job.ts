import { ok, type Result } from '../../../domain/failure.ts';
import type { NodeFacts } from '../../../xmpp/servers/port.ts';
import { defineUseCase, wholeSystem } from '../../use-case.ts';
import { nodeJobInput, prepareNodeJob } from './prepare.ts';
import { stepLabel, stepsOf } from './steps.ts';

export type NodeJobPreview = { node: NodeFacts; steps: string[] };

/** What would happen, or why it can't; nothing is changed. */
export const previewNodeJob = defineUseCase({
  permission: 'servers.operate',
  noun: 'server',
  what: 'The cluster can’t be changed so.',
  input: nodeJobInput,
  find: wholeSystem,
  async act(context, input): Promise<Result<NodeJobPreview>> {
    const prepared = await prepareNodeJob(context, input);
    if (!prepared.ok) return prepared;
    const { facts, plan } = prepared.value;
    return ok({ node: facts, steps: stepsOf(plan).map(({ name }) => stepLabel(name)) });
  },
});
