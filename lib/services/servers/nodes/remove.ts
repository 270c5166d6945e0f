import { ok } from '../../../domain/failure.ts';
import { auditedNode, clusterOf, hindered, leaveAsIs, type NodeStep, nodeFacts } from './run.ts';

export const checkRemove: NodeStep = {
  name: 'check',
  what: 'The node can’t be removed.',
  async act(run) {
    const facts = await nodeFacts(run);
    if (!facts.ok) return facts;
    const { state, forgetWhy } = facts.value;
    if (state === 'outside' || state === 'unreachable') return ok({ note: 'the cluster has it no more' });
    return forgetWhy.length > 0 ? hindered(forgetWhy) : ok({ note: 'it is away, and every member says so' });
  },
  back: leaveAsIs,
};

export const remove: NodeStep = {
  name: 'remove',
  what: 'The node was not removed.',
  final: true,
  async act(run) {
    const facts = await nodeFacts(run);
    if (!facts.ok) return facts;
    const { state, forgetWhy } = facts.value;
    if (state === 'outside' || state === 'unreachable') return ok({ note: 'the cluster has it no more' });
    if (forgetWhy.length > 0) return hindered(forgetWhy);
    const server = await clusterOf(run);
    if (!server.ok) return server;
    const forgotten = await auditedNode(
      run,
      { action: 'servers.cluster-forget', before: { state: [state] }, after: { state: ['outside'] } },
      () => server.value.forgetNode(run.plan.node),
    );
    if (!forgotten.ok) return forgotten;
    return ok({
      note: 'the cluster has it no more',
      left: [
        `If the machine comes back, ${run.plan.node} must not start with its old tables: delete the folder of its Mnesia first, then start it and have it join.`,
      ],
    });
  },
  back: leaveAsIs,
};
