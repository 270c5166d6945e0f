import { defineUseCase } from '../use-case.ts';
import { editUserInput, saveEdit } from '../users/edit-user.ts';
import { findUser } from '../users/find-user.ts';
import { notMine } from './oneself.ts';

/** Changes what people may change of themselves. Answers what was changed, for Undo. */
export const editMe = defineUseCase({
  permission: 'me.edit',
  noun: 'profile',
  what: 'The change was not saved.',
  input: editUserInput.omit({ id: true }),
  find: (context) => findUser(context, context.actor.id),
  act: async (context, input, found) =>
    notMine(context, Object.keys(input.after)) ??
    saveEdit(context, { ...input, id: context.actor.id }, found, 'me.edit'),
});
