import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { endSessionsOf, updatePasswordChangedAt } from '../../store/sessions.ts';
import { signInLimits } from '../../store/sign-in-limits.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Context } from '../context.ts';
import { spanText } from '../password-policy.ts';
import { defineUseCase } from '../use-case.ts';
import { oneself } from './oneself.ts';

/**
 * The old password is checked by the directory, and so is the new one against its policy. All other sessions of the
 * person end; this one learns the new pwdChangedTime and stays. Wrong old passwords count like failed sign-ins: an
 * open session is not a way to guess the password behind it.
 */
export const changeMyPassword = defineUseCase({
  permission: 'me.password',
  noun: 'profile',
  what: 'The password was not changed.',
  input: z.object({
    old: z.string().min(1, 'The current password is needed as well.').max(1000),
    new: z.string().min(1, 'The new password is empty.').max(1000, 'The new password has more than 1000 characters.'),
  }),
  find: oneself,
  async act(context, input): Promise<Result<{ endedSessions: number }>> {
    if (input.old === input.new)
      return failed({
        kind: 'policy',
        why: 'The new password is the current one.',
        todo: 'Choose another one.',
        field: 'new',
      });
    const slot = await signInLimits(context.db, context.config.signIn).take(context.actor.id, context.actor.address);
    if (!slot.allowed)
      return failed({
        kind: 'too-many',
        why: 'There were too many failed tries.',
        todo: `Try again in ${spanText(Math.ceil(slot.retryAfterMs / 1000))}.`,
      });
    const changed = await change(context, input);
    if (changed.ok || changed.failure.field !== 'old') await slot.release();
    return changed.ok ? ok({ endedSessions: await keepOnlyThisSession(context) }) : changed;
  },
});

async function change(context: Context, input: { old: string; new: string }): Promise<Result<void>> {
  const { actor, directory } = context;
  const hidden = { userPassword: ['(hidden)'] };
  const record = {
    action: 'me.password',
    kind: 'user' as const,
    id: actor.id,
    dn: actor.dn,
    name: actor.name,
    realm: actor.realm,
    before: hidden,
    after: hidden,
  };
  const changed = await auditedChange(context, record, () =>
    directory.as(actor.dn).changeOwnPassword(actor.dn, input.old, input.new),
  );
  if (changed.ok) return changed;
  const field = changed.failure.field === 'oldPassword' ? 'old' : 'new';
  return { ok: false, failure: { ...changed.failure, field } };
}

/** First the session that stays, or a request of its own that comes in between would end it. */
async function keepOnlyThisSession(context: Context): Promise<number> {
  const { actor, db, directory } = context;
  const read = await directory.asService().read(actor.dn, ['pwdChangedTime']);
  if (read.ok && read.value) await updatePasswordChangedAt(db, actor.sessionId, read.value.first('pwdChangedTime'));
  const ended = await endSessionsOf(db, actor.id, { except: actor.sessionId, reason: 'password changed' });
  await catalogRefresh(context, { ids: [actor.id] });
  return ended;
}
