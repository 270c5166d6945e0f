import { failed, ok, type Result } from '../../../domain/failure.ts';
import type { NodeFacts } from '../../../xmpp/servers/port.ts';
import type { Outcome, OwnRecord } from '../../jobs/step.ts';
import {
  auditedNode,
  clusterOf,
  hindered,
  leaveAsIs,
  type NodeRun,
  type NodeStep,
  toldFacts,
  untilNode,
} from './run.ts';
import { takeJoinBack } from './take-join-back.ts';

const isWhole = ({ state, missing }: NodeFacts) => state === 'member' && missing.length === 0;

/** Looked at when it is planned, and once more: between the two the node may have become another. */
export const checkJoin: NodeStep = {
  name: 'check',
  what: 'The node can’t join.',
  async act(run) {
    const facts = await toldFacts(run);
    if (!facts.ok) return facts;
    if (isWhole(facts.value)) return ok({ note: 'it is a member already' });
    if (facts.value.state === 'changing' || facts.value.state === 'member') return ok({ note: 'it has begun to join' });
    return facts.value.joinWhy.length > 0 ? hindered(facts.value.joinWhy) : ok({ note: 'nothing stands in the way' });
  },
  back: leaveAsIs,
};

/**
 * The node stops serving, puts its own tables aside, copies the cluster's and starts. It goes on without us; when it was cut off, it
 * begins anew, or copies what it lacks. On the way back it leaves again and takes up its own.
 */
export const join: NodeStep = {
  name: 'join',
  what: 'The node did not join.',
  act: joinNow,
  back: takeJoinBack,
};

async function joinNow(run: NodeRun, own: OwnRecord): Promise<Result<Outcome>> {
  const { plan } = run;
  const facts = await toldFacts(run);
  if (!facts.ok) return facts;
  if (plan.keptBefore === null) {
    Object.assign(plan, { keptBefore: facts.value.kept, folder: facts.value.folder });
    await own.keep();
  }
  if (isWhole(facts.value)) return joined(run, own, facts.value, 'it is a member already');
  const { state, version } = facts.value;
  const before = { state: [state], ...(version && { version: [version] }) };
  const done = await auditedNode(run, { action: 'servers.cluster-join', before, after: { state: ['member'] } }, () =>
    begin(run),
  );
  return done.ok ? joined(run, own, done.value, '') : done;
}

/** Where its own tables are, is known only by now. */
async function joined(
  run: NodeRun,
  own: OwnRecord,
  { kept, folder }: NodeFacts,
  note: string,
): Promise<Result<Outcome>> {
  const { plan } = run;
  plan.folder = folder ?? plan.folder;
  plan.putAside ??= kept.find((name) => !plan.keptBefore?.includes(name)) ?? null;
  await own.keep();
  return ok({ note: note || 'it has the tables of the cluster' });
}

async function begin(run: NodeRun): Promise<Result<NodeFacts>> {
  const server = await clusterOf(run);
  if (!server.ok) return server;
  const ready = await untilNode(
    run,
    ({ state, joinWhy }) => state === 'changing' || state === 'member' || joinWhy.length === 0,
    15_000,
  );
  if (!ready.ok) return ready;
  if (!ready.value.came) return hindered(ready.value.facts.joinWhy, 'Change that, and continue; or take it back.');
  if (ready.value.facts.state !== 'changing') {
    const asked = await server.value.joinNode(run.plan.node);
    // Sent without an answer: whether it began is seen.
    if (!asked.ok && !asked.failure.uncertain) return asked;
  }
  return followed(run);
}

async function followed(run: NodeRun): Promise<Result<NodeFacts>> {
  let missed = 0;
  const over = (facts: NodeFacts) => {
    missed = facts.state === 'changing' || facts.state === 'member' ? 0 : missed + 1;
    return isWhole(facts) || missed > 10;
  };
  const seen = await untilNode(run, over);
  if (!seen.ok) return seen;
  const { facts, came } = seen.value;
  if (isWhole(facts)) return ok(facts);
  if (facts.failed)
    return failed({
      kind: 'unavailable',
      why: facts.failed,
      todo: 'Look at the log of the node; then continue, or take it back.',
    });
  if (!came)
    return failed({
      kind: 'timeout',
      why: 'It is still copying.',
      todo: 'Continue to go on waiting.',
      uncertain: true,
    });
  return failed({
    kind: 'unavailable',
    why: `${run.plan.node} ended in the middle of it.`,
    todo: 'Start its process again on its machine; then continue, or take it back.',
  });
}
