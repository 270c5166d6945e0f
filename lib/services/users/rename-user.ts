import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import { nameOf } from '../load-actor.ts';
import { defineUseCase } from '../use-case.ts';
import { createUserInput } from './create-user.ts';
import { findUser } from './find-user.ts';
import { nameTaken } from './name-taken.ts';
import { noRenameUnderWay } from './rename/guard.ts';

/** Gives a person another username: the RDN changes, groups and roles follow by refint, sessions by entryUUID. */
export const renameUser = defineUseCase({
  permission: 'users.rename',
  noun: 'user',
  what: 'The user was not renamed.',
  input: z.object({ id: z.uuid(), uid: createUserInput.shape.uid }),
  find: (context, { id }) => findUser(context, id),
  async act(context, { uid }, { entry, realm }): Promise<Result<{ from: string; to: string }>> {
    const { tree, directory, actor } = context;
    const from = entry.first('uid');
    if (uid === from) return ok({ from, to: uid });
    if (tree.personRdn !== 'uid')
      return failed({
        kind: 'constraint',
        why: `Entries here are named by ${tree.personRdn}, not by username.`,
        todo: 'Rename the entry with a directory tool.',
      });
    const open = await noRenameUnderWay(context, entry.id);
    if (!open.ok) return open;
    const sameName = uid.toLowerCase() === from.toLowerCase();
    const taken = sameName ? ok(undefined) : await nameTaken(context, { uid });
    if (!taken.ok) return taken;
    const change = {
      action: 'users.rename',
      kind: 'user' as const,
      id: entry.id,
      dn: entry.dn,
      name: nameOf(entry),
      realm,
      before: { uid: [from] },
      after: { uid: [uid] },
    };
    const renamed = await auditedChange(context, change, () =>
      directory.as(actor.dn).rename(entry.dn, { attribute: 'uid', value: uid }),
    );
    if (!renamed.ok) return renamed;
    await catalogRefresh(context, { ids: [entry.id] });
    return ok({ from, to: uid });
  },
});
