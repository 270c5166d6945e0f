import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { endSession } from '../../store/sessions.ts';
import { auditedEvent } from '../audited-change.ts';
import { defineUseCase } from '../use-case.ts';
import { oneself } from './oneself.ts';

/** Ends the session that asks; its cookie opens nothing from then on. */
export const signOut = defineUseCase({
  permission: 'me.sessions',
  noun: 'session',
  what: 'You are still signed in.',
  input: z.object({}),
  find: oneself,
  async act(context): Promise<Result<void>> {
    const { actor, db } = context;
    await endSession(db, actor.sessionId, 'signed out');
    await auditedEvent(context, {
      action: 'account.sign-out',
      kind: 'account',
      id: actor.id,
      dn: actor.dn,
      name: actor.name,
      realm: actor.realm,
      before: null,
      after: null,
    });
    return ok(undefined);
  },
});
