import { z } from 'zod';
import type { Dn } from '../../domain/dn.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { parseSessionJid, sessionJidText } from '../../domain/session-jid.ts';
import { auditedChange } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../load-actor.ts';
import { serverOfDomain } from '../servers/server-of-domain.ts';
import { defineUseCase } from '../use-case.ts';
import { within } from '../within.ts';
import { accountJids, noAccount } from './account-jids.ts';
import { domainOf, resourceOf } from './ask-presence.ts';
import { type Leaving, recordOf } from './ending.ts';
import { findUser } from './find-user.ts';

/** `ended` null: the server doesn't say how many. `why`: why nobody looked whether it is so; empty when somebody did. */
export type EndedSessions = { ended: number | null; why: string };

const askMs = 2_000;
const endMs = 10_000;

export const resourceInput = z
  .string()
  .refine((resource) => parseSessionJid(`a@b/${resource}`) !== null, 'This is not the name of a session.');

/** Ends one session of a person, or all of them (`resource` null). The client may sign in again at once. */
export const endXmppSessions = defineUseCase({
  permission: 'users.endSessions',
  noun: 'user',
  what: 'No XMPP session was ended.',
  input: z.object({ id: z.uuid(), resource: resourceInput.nullable() }),
  find: (context, { id }) => findUser(context, id),
  act: (context, { resource }, { entry, realm }) =>
    endOwn(
      context,
      'users.end-xmpp-sessions',
      { id: entry.id, dn: entry.dn, name: nameOf(entry), realm },
      {
        address: entry.first(context.tree.jidAttribute),
        resource,
        reason: 'An administrator ended this session.',
      },
    ),
});

type Whose = { id: string; dn: Dn; name: string; realm: Dn | null };
type What = { address: string; resource: string | null; reason: string };

/** Shared with Me. What was there goes into the record first; a session that isn't there is not found. */
export async function endOwn(
  context: Context,
  action: Parameters<typeof recordOf>[0],
  whose: Whose,
  { address, resource, reason }: What,
): Promise<Result<EndedSessions>> {
  const jids = await accountJids(context, whose.realm, [address]);
  if (!jids.ok) return jids;
  const [jid] = jids.value;
  const account = jid === undefined ? null : parseSessionJid(jid)?.account;
  if (!jid || !account) return failed({ kind: 'constraint', why: noAccount, todo: '' });
  const { server } = await serverOfDomain(context, domainOf(jid));
  const open = await within(askMs, server.sessionsOf([jid]));
  const all = open.ok ? (open.value.get(jid) ?? []) : null;
  const aimed = resource === null ? all : (all?.filter((one) => resourceOf(one.jid) === resource) ?? null);
  if (aimed?.length === 0) {
    context.xmpp.presence.forget([jid]);
    return notFound('session');
  }
  const leaving: Leaving = { ...whose, jids: [sessionJidText({ account, resource })] };
  const ended = await auditedChange(context, recordOf(action, leaving, aimed, reason), () =>
    within(endMs, server.endSessions(leaving.jids, reason)),
  );
  context.xmpp.presence.forget([jid]);
  if (!ended.ok) return ended;
  const { value } = ended;
  return ok({ ended: value.ended ?? aimed?.length ?? null, why: value.seen ? '' : value.why });
}
