import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import type { Claim, ClusterMember, XmppServer } from '../../xmpp/servers/port.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { answeringServer } from './answering-server.ts';

export const nodeInput = z.object({
  id: z.uuid(),
  node: z.string().min(1).max(200),
  confirm: z.string().max(200),
  /** What people on that node are told before, in the server's own way. */
  notice: z.string().trim().max(500).default(''),
});
export type NodeInput = z.output<typeof nodeInput>;

/** `askedAt`: by the portal's clock, to tell a start after it from one before. */
export type NodeChanged = Claim<{ node: string; askedAt: string }>;

/**
 * Restart and shutdown of a node: the same in everything but the verb. The name must be that of a member that runs, as the
 * cluster says now, so that a page that is old stops nothing else; and it must have been typed.
 */
export async function changeNode(
  context: Context,
  verb: 'restart' | 'shutdown',
  input: NodeInput,
): Promise<Result<NodeChanged>> {
  const { id, node, confirm, notice } = input;
  const found = await answeringServer(context, id);
  if (!found.ok) return found;
  const { kept, server } = found.value;
  const able = (await server.abilities())[verb];
  if (!able.can) return failed({ kind: 'unavailable', why: able.why, todo: able.todo });
  const member = await runningMember(server, node);
  if (!member.ok) return member;
  if (confirm.trim() !== node)
    return failed({
      kind: 'invalid',
      why: 'What was typed is not the name of the node.',
      todo: `Type ${node}.`,
      field: 'confirm',
    });
  const askedAt = new Date().toISOString();
  const change = {
    action: `servers.${verb}`,
    kind: 'server' as const,
    id,
    dn: null,
    name: `${node} on ${kept.name}`,
    realm: null,
    before: imageOf(member.value),
    after: notice ? { notice: [notice] } : null,
  };
  const done = await auditedChange(context, change, () => server[verb](node, notice));
  return done.ok ? ok({ ...done.value, node, askedAt }) : done;
}

async function runningMember(server: XmppServer, node: string): Promise<Result<ClusterMember>> {
  const members = await server.cluster();
  if (!members.ok) return members;
  const member = members.value.find((one) => one.node === node);
  if (member?.state === 'running') return ok(member);
  return failed({
    kind: 'conflict',
    why: member ? `${node} doesn’t run.` : `The server has no node ${node}.`,
    todo: 'Look at the members of the cluster again.',
  });
}

function imageOf({ state, since, version, sessions }: ClusterMember): Image {
  return {
    state: [state],
    ...(since && { since: [since.toISOString()] }),
    ...(version && { version: [version] }),
    ...(sessions !== null && { sessions: [String(sessions)] }),
  };
}
