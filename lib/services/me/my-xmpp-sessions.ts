import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { defineUseCase } from '../use-case.ts';
import { accountJids } from '../users/account-jids.ts';
import { type EndedSessions, endOwn, resourceInput } from '../users/end-sessions.ts';
import { type XmppView, xmppViewOf } from '../users/view-xmpp.ts';
import { oneself } from './oneself.ts';

/** Where one is signed in with XMPP clients. */
export const listMyXmppSessions = defineUseCase({
  permission: 'me.sessions',
  noun: 'session',
  what: 'Your XMPP sessions could not be read.',
  input: z.object({}),
  find: oneself,
  async act(context): Promise<Result<XmppView>> {
    const { actor } = context;
    const jids = await accountJids(context, actor.realm, [actor.jid]);
    if (!jids.ok) return jids;
    const view = await xmppViewOf(context, jids.value[0] ?? '');
    // The name of a node is its administrators' business.
    return ok({ ...view, sessions: view.sessions.map((session) => ({ ...session, node: null })) });
  },
});

/** Only among one's own: the address is that of the signed-in person's entry. */
export const endMyXmppSession = defineUseCase({
  permission: 'me.sessions',
  noun: 'session',
  what: 'The XMPP session was not ended.',
  input: z.object({ resource: resourceInput }),
  find: oneself,
  act: (context, { resource }): Promise<Result<EndedSessions>> => {
    const { id, dn, name, realm, jid } = context.actor;
    const reason = 'You ended this session in the portal.';
    return endOwn(context, 'me.end-xmpp-session', { id, dn, name, realm }, { address: jid, resource, reason });
  },
});
