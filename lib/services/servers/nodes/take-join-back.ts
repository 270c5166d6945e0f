import { failed, ok, type Result } from '../../../domain/failure.ts';
import type { NodeFacts, XmppServer } from '../../../xmpp/servers/port.ts';
import type { Outcome } from '../../jobs/step.ts';
import { auditedNode, clusterOf, hindered, type NodeRun, untilNode } from './run.ts';

/** A node that starts tells little, and may be a member a moment later. */
const startingMs = 60_000;
const isTold = ({ state, answers, version }: NodeFacts) => state !== 'changing' && (!answers || version !== null);

/** The node leaves again, if it came so far, and takes up what it held before. */
export async function takeJoinBack(run: NodeRun): Promise<Result<Outcome>> {
  const { plan } = run;
  const settled = await untilNode(run, isTold, startingMs);
  if (!settled.ok) return settled;
  const { facts, came } = settled.value;
  if (!came) return hindered([unclear(facts)], 'Wait until it has started, or start its process anew; then continue.');
  const own = plan.putAside ?? facts.kept.find((name) => !plan.keptBefore?.includes(name)) ?? null;
  if (!facts.answers) return withoutIt(run, facts, own);
  if (facts.state === 'outside' && own === null) return ok({ note: 'it is no member' });
  const server = await clusterOf(run);
  if (!server.ok) return server;
  const change = { action: 'servers.cluster-leave', before: { state: [facts.state] }, after: { state: ['outside'] } };
  const left = await auditedNode(run, change, () => leaveWith(run, server.value, own));
  if (!left.ok) return left;
  return ok({
    note: own === null ? 'it has left; its ejabberd is stopped' : 'it runs alone, with what it held before',
  });
}

function unclear({ state, node }: NodeFacts): string {
  return state === 'changing' ? `${node} is still joining` : `ejabberd doesn’t run on ${node}, though its process does`;
}

async function leaveWith(run: NodeRun, server: XmppServer, own: string | null): Promise<Result<void>> {
  const asked = await server.leaveNode(run.plan.node, own);
  if (!asked.ok && !asked.failure.uncertain) return asked;
  const gone = await untilNode(run, ({ state, version }) => state === 'outside' && (own === null || version !== null));
  if (!gone.ok) return gone;
  if (gone.value.came) return ok(undefined);
  const why = gone.value.facts.failed ?? 'It has not left yet.';
  return failed({ kind: 'unavailable', why, todo: 'Continue in a moment.' });
}

/** Its process is gone: the others forget it, and what is on its disc is for somebody on its machine. */
async function withoutIt(run: NodeRun, { state, forgetWhy }: NodeFacts, own: string | null): Promise<Result<Outcome>> {
  const { node, folder } = run.plan;
  if (state === 'stopped') {
    if (forgetWhy.length > 0) return hindered(forgetWhy, 'Start its process again on its machine, and continue.');
    const server = await clusterOf(run);
    if (!server.ok) return server;
    const forgotten = await auditedNode(
      run,
      { action: 'servers.cluster-forget', before: { state: [state] }, after: { state: ['outside'] } },
      () => server.value.forgetNode(node),
    );
    if (!forgotten.ok) return forgotten;
  }
  const where = folder ?? 'the folder of its Mnesia';
  const lies = own ?? 'the newest folder before-join-…';
  return ok({
    note: 'the cluster has it no more',
    left: [
      `${node} doesn’t run. Before it is started: delete the files in ${where}, and move those of ${lies} in there back into it. With tables of the cluster it must not start.`,
    ],
  });
}
