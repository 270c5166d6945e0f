import { ok, type Result } from '../../domain/failure.ts';
import type { Image } from '../audited-change.ts';
import { planEdit } from '../plan-edit.ts';
import { defineUseCase } from '../use-case.ts';
import { checkValues, editUserInput } from '../users/edit-user.ts';
import { findUser } from '../users/find-user.ts';
import { notMine } from './oneself.ts';

/** What saving would do, checked as saving would check it. No LDIF: it would name a DN. */
export const previewMyEdit = defineUseCase({
  permission: 'me.edit',
  noun: 'profile',
  what: 'The change can’t be saved.',
  input: editUserInput.omit({ id: true }),
  find: (context) => findUser(context, context.actor.id),
  async act(context, input, { realm }): Promise<Result<{ before: Image; after: Image }>> {
    const refused = notMine(context, Object.keys(input.after));
    if (refused) return refused;
    const { before, after, modifications } = planEdit(input.before, input.after);
    const checked = await checkValues(context, { before, after, modifications }, realm);
    return checked.ok ? ok({ before, after }) : checked;
  },
});
