import { z } from 'zod';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import { endSessionOf, endSessionsOf, listSessions } from '../../store/sessions.ts';
import { auditedChange, type Change } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { defineUseCase } from '../use-case.ts';
import { browserName } from './browser-name.ts';
import { oneself } from './oneself.ts';

/** Times are ISO 8601. */
export type MySession = {
  id: string;
  address: string;
  browser: string;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  /** The one that asks. */
  current: boolean;
};

/** Where one is signed in, this session first. */
export const listMySessions = defineUseCase({
  permission: 'me.sessions',
  noun: 'session',
  what: 'Your sessions could not be read.',
  input: z.object({}),
  find: oneself,
  act: async (context): Promise<Result<MySession[]>> => ok(await openSessions(context)),
});

/** Another person's session is one that isn't there. */
export const endMySession = defineUseCase({
  permission: 'me.sessions',
  noun: 'session',
  what: 'The session was not ended.',
  input: z.object({ id: z.string().regex(/^[0-9a-f]{64}$/, 'This is not the name of a session.') }),
  find: oneself,
  async act(context, { id }): Promise<Result<{ current: boolean }>> {
    const session = (await openSessions(context)).find((candidate) => candidate.id === id);
    if (!session) return notFound('session');
    return auditedChange(context, recordOf(context, 'me.end-session', [session]), async () => {
      const ended = await endSessionOf(context.db, context.actor.id, id, 'signed out');
      return ended ? ok({ current: session.current }) : notFound('session');
    });
  },
});

/** "Sign out everywhere": all others, or this one as well. */
export const endMySessions = defineUseCase({
  permission: 'me.sessions',
  noun: 'session',
  what: 'The sessions were not ended.',
  input: z.object({ which: z.enum(['others', 'all']) }),
  find: oneself,
  async act(context, { which }): Promise<Result<{ ended: number; current: boolean }>> {
    const { actor, db } = context;
    const ending = (await openSessions(context)).filter(({ current }) => which === 'all' || !current);
    if (ending.length === 0) return ok({ ended: 0, current: false });
    const except = which === 'others' ? actor.sessionId : undefined;
    return auditedChange(context, recordOf(context, 'me.end-sessions', ending), async () =>
      ok({ ended: await endSessionsOf(db, actor.id, { reason: 'signed out', except }), current: which === 'all' }),
    );
  },
});

async function openSessions({ db, actor, config }: Context): Promise<MySession[]> {
  const rows = await listSessions(db, actor.id, { idleMs: config.session.idleMs });
  const sessions = rows.map((row) => ({
    id: row.id,
    address: row.address,
    browser: browserName(row.userAgent),
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    current: row.id === actor.sessionId,
  }));
  return [...sessions.filter(({ current }) => current), ...sessions.filter(({ current }) => !current)];
}

function recordOf({ actor }: Context, action: string, sessions: readonly MySession[]): Change {
  const before = { session: sessions.map(({ browser, address }) => `${browser}, ${address}`) };
  return {
    action,
    kind: 'session',
    id: actor.id,
    dn: actor.dn,
    name: actor.name,
    realm: actor.realm,
    before,
    after: { session: [] },
  };
}
