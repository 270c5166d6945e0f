import { setTimeout as sleep } from 'node:timers/promises';
import { failed, ok, type Result } from '../../domain/failure.ts';
import type { Filling } from './fill-in.ts';
import { epochOf } from './kept.ts';
import type { Claim, ClusterMember } from './port.ts';
import type { Tools } from './tools.ts';

/** Milliseconds. The shortest delay that a server offers may be 5 s. */
const lookEvery = 500;
const goneWithin = 30_000;
const backWithin = 60_000;

/** XEP-0133, 4.29 and 4.30; servers tell everybody who is online why. ejabberd needs the subject's field, with or without words. */
function filling(notice: string): Filling {
  return [
    { names: ['delay'], values: { options: [], else: 'least' }, optional: true },
    { names: ['subject'], values: [''], optional: true },
    { names: ['announcement', 'body'], values: notice === '' ? [] : [notice], optional: notice === '' },
  ];
}

/** Restarts or shuts down one member of the cluster, and watches it go (and come back). */
export function stopping(what: 'restart' | 'shutdown', commandOf: (node: string) => string) {
  return async (tools: Tools, node: string, notice: string): Promise<Result<Claim>> => {
    const known = await isKnown(tools, node);
    if (!known.ok) return known;
    const before = epochOf(tools.connection);
    const command = commandOf(node);
    const sent = await tools.command(tools.domain, command, filling(notice), 'changes');
    if (!sent.ok) return sent;
    const hasGone = () => watch(tools, node, before, (member) => member?.state !== 'running', goneWithin);
    if (!(await hasGone()))
      return ok({ seen: false, why: 'The server said that it would; the portal did not see it go within 30 s.' });
    if (what === 'shutdown') return ok({ seen: true, by: `${node} is not running any more.` });
    if (await watch(tools, node, null, (member) => member?.state === 'running', backWithin))
      return ok({ seen: true, by: `${node} was gone, and runs again.` });
    return ok({ seen: false, why: `${node} has stopped, and was not back within 60 s.` });
  };
}

/** By a name that the server itself gives; where it gives none, the service is called after its domain. */
async function isKnown(tools: Tools, node: string): Promise<Result<true>> {
  const cluster = await tools.server.cluster();
  const named = cluster.ok ? cluster.value.map((member) => member.node) : [];
  if (!cluster.ok && cluster.failure.kind !== 'unavailable') return cluster;
  if (named.includes(node) || (!cluster.ok && node === tools.domain)) return ok(true);
  return failed({ kind: 'not-found', why: `The server has no node ${node}.`, todo: 'Choose one of its nodes.' });
}

/**
 * Looks until the node is as `wanted`. Also a connection that is another one than `before` shows that what answered has gone:
 * `before` null asks for an answer.
 */
async function watch(
  tools: Tools,
  node: string,
  before: string | null,
  wanted: (member: ClusterMember | undefined) => boolean,
  withinMs: number,
): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    if (before !== null && epochOf(tools.connection) !== before) return true;
    if (tools.connection.state().is === 'online') {
      const cluster = await tools.server.cluster();
      if (cluster.ok && wanted(cluster.value.find((member) => member.node === node))) return true;
    }
    await sleep(lookEvery);
  }
  return false;
}
