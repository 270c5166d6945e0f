import { z } from 'zod';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import { defineUseCase } from '../use-case.ts';
import { accountJids, noAccount } from './account-jids.ts';
import type { PresenceState } from './ask-presence.ts';
import { findUser } from './find-user.ts';
import { presenceOf } from './presence.ts';
import { type SessionView, sessionView } from './xmpp-session-view.ts';

/** One person on their XMPP server. Times are ISO 8601. */
export type XmppView = {
  jid: string;
  state: PresenceState;
  /** Why presence is not known; empty otherwise. */
  why: string;
  sessions: SessionView[];
  /** False: online, but the server can't list sessions. */
  listed: boolean;
  lastSeenAt: string | null;
  lastSeenWhy: string;
  asOf: string;
};

export const viewXmpp = defineUseCase({
  permission: 'users.presence',
  noun: 'user',
  what: 'The XMPP server was not asked.',
  input: z.object({ id: z.uuid() }),
  find: (context, { id }) => findUser(context, id),
  async act(context, _input, { entry, realm }): Promise<Result<XmppView>> {
    const { directory, actor, tree } = context;
    const read = await directory.as(actor.dn).read(entry.dn, [tree.jidAttribute]);
    if (!read.ok) return read;
    if (!read.value) return notFound('user');
    const jids = await accountJids(context, realm, [read.value.first(tree.jidAttribute)]);
    return jids.ok ? ok(await xmppViewOf(context, jids.value[0] ?? '')) : jids;
  },
});

/** Shared with Me. */
export async function xmppViewOf(context: Parameters<typeof presenceOf>[0], jid: string): Promise<XmppView> {
  const known = jid ? (await presenceOf(context, [jid])).get(jid) : undefined;
  const asOf = new Date().toISOString();
  if (!known) {
    return {
      jid,
      state: 'unknown',
      why: noAccount,
      sessions: [],
      listed: true,
      lastSeenAt: null,
      lastSeenWhy: '',
      asOf,
    };
  }
  const { state, why, listed, lastSeenAt, lastSeenWhy } = known;
  const sessions = known.sessions.map(sessionView);
  return { jid, state, why, sessions, listed, lastSeenAt: lastSeenAt?.toISOString() ?? null, lastSeenWhy, asOf };
}
