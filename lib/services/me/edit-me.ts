import { failed } from '../../domain/failure.ts';
import { personAttribute } from '../../domain/person-attribute.ts';
import { defineUseCase } from '../use-case.ts';
import { editUserInput, saveEdit } from '../users/edit-user.ts';
import { findUser } from '../users/find-user.ts';
import { mayEdit } from './oneself.ts';

/** Changes what people may change of themselves. Answers what was changed, for Undo. */
export const editMe = defineUseCase({
  permission: 'me.edit',
  noun: 'profile',
  what: 'The change was not saved.',
  input: editUserInput.omit({ id: true }),
  find: (context) => findUser(context, context.actor.id),
  async act(context, input, found) {
    const allowed = new Set(mayEdit(context).map((name) => name.toLowerCase()));
    const foreign = Object.keys(input.after).find((name) => !allowed.has(name.toLowerCase()));
    if (foreign) {
      const label = personAttribute(foreign)?.label ?? foreign;
      return failed({ kind: 'refused', why: `You can’t change “${label}” yourself.`, todo: 'Ask your administrator to change it.', field: foreign });
    }
    return saveEdit(context, { ...input, id: context.actor.id }, found, 'me.edit');
  },
});
