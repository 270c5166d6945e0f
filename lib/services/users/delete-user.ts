import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { personAttributes } from '../../domain/person-attribute.ts';
import { endSessionsOf } from '../../store/sessions.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import { nameOf } from '../load-actor.ts';
import { keepingAnAdministrator } from '../roles/administrators-left.ts';
import { defineUseCase } from '../use-case.ts';
import { type Ending, endAfterChange, endingInput } from './ending.ts';
import { findUser } from './find-user.ts';
import { lossOf } from './loss-of.ts';
import { noRenameUnderWay } from './rename/guard.ts';

const names = personAttributes.map(({ name }) => name);

/** Deletes a person; `confirm` is their username as typed. What the entry said stays in the audit log. */
export const deleteUser = defineUseCase({
  permission: 'users.delete',
  noun: 'user',
  what: 'The user was not deleted.',
  input: z.object({ id: z.uuid(), confirm: z.string().max(200), xmpp: endingInput }),
  find: (context, { id }) => findUser(context, id, names),
  async act(context, { confirm, xmpp: when }, found): Promise<Result<{ name: string; xmpp: Ending | null }>> {
    const { directory, actor, tree } = context;
    const { entry, realm, resource } = found;
    if (confirm !== entry.first('uid'))
      return failed({
        kind: 'invalid',
        why: 'What was typed is not this person’s username.',
        todo: `Type ${entry.first('uid')}.`,
        field: 'confirm',
      });
    const open = await noRenameUnderWay(context, entry.id);
    if (!open.ok) return open;
    const before: Image = Object.fromEntries(
      names.filter((name) => entry.has(name)).map((name) => [name, entry.all(name)]),
    );
    const change = {
      action: 'users.delete',
      kind: 'user' as const,
      id: entry.id,
      dn: entry.dn,
      name: nameOf(entry),
      realm,
      before: { uid: entry.all('uid'), ...before },
      after: null,
    };
    const deleted = await keepingAnAdministrator(context, lossOf(resource.person), () =>
      auditedChange(context, change, () => directory.as(actor.dn).delete(entry.dn)),
    );
    if (!deleted.ok) return deleted;
    await endSessionsOf(context.db, entry.id, { reason: 'gone' });
    await catalogRefresh(context, { ids: [entry.id] });
    const ending = { when, reason: 'This account was deleted.' };
    const xmpp = await endAfterChange(context, found, entry.all(tree.jidAttribute), ending);
    return ok({ name: change.name, xmpp });
  },
});
