import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { endSessionsOf } from '../../store/sessions.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import { nameOf } from '../load-actor.ts';
import { readPasswordPolicy } from '../password-policy.ts';
import { defineUseCase } from '../use-case.ts';
import { type Ending, endAfterChange } from './ending.ts';
import { findUser } from './find-user.ts';
import { newPassword } from './new-password.ts';

export type ResetAnswer = { name: string; password: string | null; xmpp: Ending | null };

/**
 * A new password, made here and shown once, or given; by default to be changed with the next sign-in. `pwdReset` goes in
 * the same modify: with write access the directory checks quality but doesn't set it by itself. Sessions in the portal end;
 * those of XMPP clients when `endXmpp` says so.
 */
export const resetPassword = defineUseCase({
  permission: 'users.resetPassword',
  noun: 'user',
  what: 'The password was not reset.',
  input: z.object({
    id: z.uuid(),
    password: z.string().min(1).max(1000).optional(),
    mustChange: z.boolean().default(true),
    endXmpp: z.boolean().default(false),
  }),
  find: (context, { id }) => findUser(context, id),
  async act(context, input, found): Promise<Result<ResetAnswer>> {
    const { directory, actor, tree } = context;
    const { entry, realm, resource } = found;
    if (resource.person.id === actor.id)
      return failed({
        kind: 'refused',
        why: 'Your own password is changed on Me, with the old one.',
        todo: 'Open Me.',
      });
    const policy = await readPasswordPolicy(context, entry);
    if (!policy.ok) return policy;
    const password = input.password ?? newPassword(policy.value);
    const change = {
      action: 'users.reset-password',
      kind: 'user' as const,
      id: entry.id,
      dn: entry.dn,
      name: nameOf(entry),
      realm,
      before: { userPassword: ['(hidden)'] },
      after: { userPassword: ['(hidden)'], ...(input.mustChange ? { pwdReset: ['TRUE'] } : {}) },
    };
    const changed = await auditedChange(context, change, () =>
      directory.as(actor.dn).modify(entry.dn, [
        { op: 'put', attribute: 'userPassword', values: [password] },
        { op: 'put', attribute: 'pwdReset', values: input.mustChange ? ['TRUE'] : [] },
      ]),
    );
    if (!changed.ok) return changed;
    await endSessionsOf(context.db, resource.person.id, { reason: 'password changed' });
    await catalogRefresh(context, { ids: [entry.id] });
    const ending = { when: 'now' as const, reason: 'The password of this account was reset.' };
    const addresses = entry.all(tree.jidAttribute);
    const xmpp = input.endXmpp ? await endAfterChange(context, found, addresses, ending) : null;
    return ok({ name: change.name, password: input.password === undefined ? password : null, xmpp });
  },
});
