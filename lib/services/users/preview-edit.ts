import { ok, type Result } from '../../domain/failure.ts';
import { ldifOf } from '../../domain/ldif.ts';
import type { Image } from '../audited-change.ts';
import { planEdit } from '../plan-edit.ts';
import { defineUseCase } from '../use-case.ts';
import { checkValues, editUserInput } from './edit-user.ts';
import { findUser } from './find-user.ts';

export type EditPreview = { before: Image; after: Image; ldif: string };

/** What saving would do, checked as saving would check it, and as the LDIF that goes to the directory. */
export const previewEdit = defineUseCase({
  permission: 'users.edit',
  noun: 'user',
  what: 'The change can’t be saved.',
  input: editUserInput,
  find: (context, { id }) => findUser(context, id),
  async act(context, input, { entry, realm }): Promise<Result<EditPreview>> {
    const { before, after, modifications } = planEdit(input.before, input.after);
    const checked = await checkValues(context, { before, after, modifications }, realm);
    if (!checked.ok) return checked;
    return ok({
      before,
      after,
      ldif: modifications.length ? ldifOf({ change: 'modify', dn: entry.dn, modifications }) : '',
    });
  },
});
