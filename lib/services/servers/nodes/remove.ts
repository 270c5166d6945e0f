import { ok, type Result } from '../../../domain/failure.ts';
import type { NodeFacts } from '../../../xmpp/servers/port.ts';
import type { Outcome } from '../../jobs/step.ts';
import { auditedNode, clusterOf, hindered, leaveAsIs, type NodeRun, type NodeStep, nodeFacts } from './run.ts';

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
    const { state } = facts.value;
    if (state === 'outside' || state === 'unreachable') return ok({ note: 'the cluster has it no more' });
    return forget(run, facts.value, '');
  },
  back: leaveAsIs,
};

/** Out of the tables of all members; only for one that is gone. */
export async function forget(run: NodeRun, { state, forgetWhy }: NodeFacts, because: string): Promise<Result<Outcome>> {
  if (forgetWhy.length > 0) return hindered(forgetWhy);
  const server = await clusterOf(run);
  if (!server.ok) return server;
  const { node } = run.plan;
  const change = { action: 'servers.cluster-forget', before: { state: [state] }, after: { state: ['outside'] } };
  const forgotten = await auditedNode(run, change, () => server.value.forgetNode(node));
  if (!forgotten.ok) return forgotten;
  return ok({
    note: `${because} the cluster has it no more`.trim(),
    left: [
      `If the machine comes back, ${node} must not start with its old tables: delete the folder of its Mnesia first, then start it and have it join.`,
    ],
  });
}
