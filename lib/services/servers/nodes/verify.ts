import { failed, ok, type Result } from '../../../domain/failure.ts';
import type { ClusterMember } from '../../../xmpp/servers/port.ts';
import type { Outcome } from '../../jobs/step.ts';
import { disagreements } from '../cluster-views.ts';
import { clusterOf, leaveAsIs, type NodeRun, type NodeStep, nodeFacts } from './run.ts';

const patienceMs = 20_000;

/** Every member is asked what it believes: all of them have the node, or none has. */
export const verify: NodeStep = {
  name: 'verify',
  what: 'The members of the cluster don’t agree yet.',
  async act(run) {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const agreed = await agreement(run);
      if (agreed.ok || performance.now() > deadline) return agreed;
      await new Promise((resolve) => setTimeout(resolve, run.pauseMs));
    }
  },
  back: leaveAsIs,
};

async function agreement(run: NodeRun): Promise<Result<Outcome>> {
  const server = await clusterOf(run);
  if (!server.ok) return server;
  const [members, facts] = await Promise.all([server.value.cluster(), nodeFacts(run)]);
  if (!members.ok) return members;
  if (!facts.ok) return facts;
  const running = members.value.filter(({ state }) => state === 'running');
  const why = [
    ...unasked(running),
    ...disagreements(members.value).map(({ about }) => `The members disagree on ${about}.`),
    ...(run.plan.verb === 'join'
      ? absent(run.plan.node, members.value)
      : present(run.plan.node, members.value, facts.value.knownBy)),
  ];
  if (why.length > 0)
    return failed({ kind: 'conflict', why: why.join(' '), todo: 'Look at the cluster, and continue.' });
  return ok({ note: running.length === 1 ? 'one member' : `${running.length} members agree` });
}

function unasked(running: readonly ClusterMember[]): string[] {
  return running.filter(({ sees }) => sees === null).map(({ node }) => `${node} could not be asked.`);
}

function absent(node: string, members: readonly ClusterMember[]): string[] {
  return members.some((one) => one.node === node && one.state === 'running')
    ? []
    : [`${node} doesn’t run as a member.`];
}

function present(node: string, members: readonly ClusterMember[], knownBy: readonly string[]): string[] {
  if (knownBy.length > 0) return [`${knownBy.join(', ')} still knows ${node}.`];
  return members.some((one) => one.node === node) ? [`The cluster still names ${node}.`] : [];
}
