import { failed, ok, type Result } from '../../../domain/failure.ts';
import type { NodeFacts, XmppServer } from '../../../xmpp/servers/port.ts';
import { auditedChange, auditedEvent, type Change, type Image } from '../../audited-change.ts';
import type { Context } from '../../context.ts';
import type { Step } from '../../jobs/step.ts';
import { serverAt } from '../server-at.ts';
import type { NodePlan } from './plan.ts';

/** A change of a cluster under way: as whom, and what. `pauseMs` between two looks. */
export type NodeRun = { context: Context; plan: NodePlan; pauseMs: number; patienceMs: number };
export type NodeStep = Step<NodeRun>;

export const leaveAsIs: NodeStep['back'] = async () => ok({ note: '' });

export async function clusterOf({ context, plan }: NodeRun): Promise<Result<XmppServer>> {
  const at = await serverAt(context, plan.server);
  return at.ok ? ok(at.value.server) : at;
}

export async function nodeFacts(run: NodeRun): Promise<Result<NodeFacts>> {
  const server = await clusterOf(run);
  return server.ok ? server.value.nodeFacts(run.plan.node) : server;
}

/** A node that starts tells little, and may be a member a moment later: its facts when it has told, or after a minute those that came. */
export async function toldFacts(run: NodeRun): Promise<Result<NodeFacts>> {
  const told = await untilNode(
    run,
    ({ state, answers, version }) => state === 'changing' || !answers || version !== null,
    60_000,
  );
  return told.ok ? ok(told.value.facts) : told;
}

/** Asks again and again until `wanted` says so: the facts then, or after the run's patience those that came last. */
export async function untilNode(
  run: NodeRun,
  wanted: (facts: NodeFacts) => boolean,
  patienceMs = run.patienceMs,
): Promise<Result<{ facts: NodeFacts; came: boolean }>> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const facts = await nodeFacts(run);
    if (facts.ok && wanted(facts.value)) return ok({ facts: facts.value, came: true });
    // The connection may go by the node that changes, and come back by another.
    if (performance.now() > deadline) return facts.ok ? ok({ facts: facts.value, came: false }) : facts;
    await new Promise((resolve) => setTimeout(resolve, run.pauseMs));
  }
}

export function auditedNode<T>(
  { context, plan }: NodeRun,
  what: { action: string; before?: Image; after?: Image },
  carryOut: () => Promise<Result<T>>,
): Promise<Result<T>> {
  return auditedChange(context, changeOf(plan, what), carryOut);
}

export function nodeEvent({ context, plan }: Pick<NodeRun, 'context' | 'plan'>, action: string, after: Image = {}) {
  return auditedEvent(context, changeOf(plan, { action, after }));
}

export function changeOf(
  { server, serverName, node }: NodePlan,
  { action, before, after }: { action: string; before?: Image; after?: Image },
): Change {
  const name = `${node} on ${serverName}`;
  return {
    action,
    kind: 'server',
    id: server,
    dn: null,
    name,
    realm: null,
    before: before ?? null,
    after: after ?? null,
  };
}

/** The server's own words are sentences without an end. */
export function hindered(why: readonly string[], todo = 'Change that, and look again.'): Result<never> {
  return failed({ kind: 'conflict', why: sentencesOf(why), todo });
}

export function sentencesOf(why: readonly string[]): string {
  return why.map((one) => (/[.!?]$/.test(one) ? one : `${one}.`)).join(' ');
}
