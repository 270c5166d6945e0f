import { z } from 'zod';
import { failed, ok, type Result } from '../../../domain/failure.ts';
import type { NodeFacts } from '../../../xmpp/servers/port.ts';
import type { Context } from '../../context.ts';
import { answeringServer } from '../answering-server.ts';
import { type NodePlan, nodeName, nodeVerbs } from './plan.ts';
import { sentencesOf } from './run.ts';

export const nodeJobInput = z.object({
  id: z.uuid(),
  verb: z.enum(nodeVerbs),
  node: nodeName,
  /** What people on a node that leaves are told before. */
  notice: z.string().trim().max(500).default(''),
});

export type Prepared = { plan: NodePlan; facts: NodeFacts };

/** What a change would be, or why it can't be; the same for the preview and for the start. */
export async function prepareNodeJob(
  context: Context,
  { id, verb, node, notice }: z.output<typeof nodeJobInput>,
): Promise<Result<Prepared>> {
  const found = await answeringServer(context, id);
  if (!found.ok) return found;
  const { kept, server } = found.value;
  const { changeCluster } = await server.abilities();
  if (!changeCluster.can) return failed({ kind: 'unavailable', why: changeCluster.why, todo: changeCluster.todo });
  const facts = await server.nodeFacts(node);
  if (!facts.ok) return facts;
  const why = obstacles(verb, facts.value);
  if (why.length > 0)
    return failed({ kind: 'conflict', why: sentencesOf(why), todo: 'Change that, and look again.', field: 'node' });
  if (verb === 'leave' && facts.value.self && kept.host !== '')
    return failed({
      kind: 'conflict',
      why: `The portal’s own connection goes to this node (${kept.host}), and would be gone with it.`,
      todo: 'Edit the server so that it names another node, or no host at all, and try again.',
      field: 'node',
    });
  const plan = {
    server: id,
    serverName: kept.name,
    verb,
    node,
    notice: verb === 'leave' ? notice : '',
    keptBefore: null,
    folder: null,
  };
  return ok({ plan: { ...plan, putAside: null, self: facts.value.self }, facts: facts.value });
}

function obstacles(verb: NodePlan['verb'], { state, node, joinWhy, leaveWhy, forgetWhy }: NodeFacts): string[] {
  if (state === 'changing') return [`${node} is joining or leaving at this moment`];
  if (verb === 'join') return joinWhy;
  return verb === 'leave' ? leaveWhy : forgetWhy;
}
