import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { generalizedTime } from '../../domain/generalized-time.ts';
import type { Permission } from '../../domain/permission.ts';
import { endSessionsOf } from '../../store/sessions.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Context } from '../context.ts';
import { disabledMark, nameOf } from '../load-actor.ts';
import { readPasswordPolicy } from '../password-policy.ts';
import { keepingAnAdministrator } from '../roles/administrators-left.ts';
import { defineUseCase } from '../use-case.ts';
import { type Ending, endAfterChange, endingInput } from './ending.ts';
import { type FoundUser, findUser } from './find-user.ts';
import { lossOf } from './loss-of.ts';
import { notHeldByRename } from './rename/guard.ts';
import { userState } from './user-state.ts';

/**
 * Locking and disabling are one attribute of the password policy (draft-behera-ldap-password-policy-10, 5.3.3):
 * a time of now locks, the year 0 disables, and without it the account is open.
 */
type Switch = {
  permission: Permission;
  what: string;
  action: string;
  to: (now: Date) => string | null;
  /** What clients of the person are told, whose sessions end; null where none do. */
  told: string | null;
};

const lock: Switch = {
  permission: 'users.lock',
  what: 'The user was not locked.',
  action: 'users.lock',
  to: generalizedTime,
  told: 'This account was locked by an administrator.',
};
const unlock: Switch = {
  permission: 'users.unlock',
  what: 'The user was not unlocked.',
  action: 'users.unlock',
  to: () => null,
  told: null,
};
const disable: Switch = {
  permission: 'users.disable',
  what: 'The user was not disabled.',
  action: 'users.disable',
  to: () => disabledMark,
  told: 'This account was disabled by an administrator.',
};
const enable: Switch = {
  permission: 'users.disable',
  what: 'The user was not enabled.',
  action: 'users.enable',
  to: () => null,
  told: null,
};

export const lockUser = switchUseCase(lock);
export const unlockUser = switchUseCase(unlock);
export const disableUser = switchUseCase(disable);
export const enableUser = switchUseCase(enable);

function switchUseCase(kind: Switch) {
  return defineUseCase({
    permission: kind.permission,
    noun: 'user',
    what: kind.what,
    input: z.object({ id: z.uuid(), reason: z.string().trim().max(500).optional(), xmpp: endingInput }),
    find: (context, { id }) => findUser(context, id),
    act: (context, { reason, xmpp }, found) => setLock(context, kind, found, { reason, when: xmpp }),
  });
}

/** `xmpp`: what became of XMPP sessions; null where there was nothing to end, or it is left for later. */
export type LockAnswer = { id: string; name: string; xmpp: Ending | null };

async function setLock(
  context: Context,
  kind: Switch,
  found: FoundUser,
  { reason, when }: { reason?: string; when: 'now' | 'later' },
): Promise<Result<LockAnswer>> {
  const { entry, realm, resource } = found;
  const attribute = 'pwdAccountLockedTime';
  const now = entry.first(attribute);
  const wanted = kind.to(new Date());
  const answer = { id: entry.id, name: nameOf(entry), xmpp: null };
  const problem = obstacle(kind, now);
  if (problem) return problem;
  const free = await notHeldByRename(context, entry.id);
  if (!free.ok) return free;
  const policy = await readPasswordPolicy(context, entry);
  if (!policy.ok) return policy;
  // A lock that has run out stays in the entry until the next sign-in, and locks nobody.
  if (now === (wanted ?? '') || (kind === lock && userState(entry, policy.value).locked)) return ok(answer);
  const change = {
    action: kind.action,
    kind: 'user' as const,
    id: entry.id,
    dn: entry.dn,
    name: answer.name,
    realm,
    reason,
    before: { [attribute]: now ? [now] : [] },
    after: { [attribute]: wanted ? [wanted] : [] },
  };
  const writer = context.directory.as(context.actor.dn);
  const changed = await keepingAnAdministrator(context, wanted ? lossOf(resource.person) : null, () =>
    auditedChange(context, change, () =>
      writer.modify(entry.dn, [
        ...(now ? [{ op: 'delete' as const, attribute, values: [now] }] : []),
        ...(wanted ? [{ op: 'add' as const, attribute, values: [wanted] }] : []),
      ]),
    ),
  );
  if (!changed.ok) return changed;
  if (wanted) await endSessionsOf(context.db, resource.person.id, { reason: kind === lock ? 'locked' : 'disabled' });
  await catalogRefresh(context, { ids: [entry.id] });
  if (!kind.told) return ok(answer);
  const ending = { when, reason: kind.told };
  return ok({ ...answer, xmpp: await endAfterChange(context, found, entry.all(context.tree.jidAttribute), ending) });
}

function obstacle(kind: Switch, now: string) {
  if (kind === unlock && now === disabledMark)
    return failed({ kind: 'constraint', why: 'The account is disabled, not locked.', todo: 'Enable it instead.' });
  if (kind === lock && now === disabledMark)
    return failed({ kind: 'constraint', why: 'The account is disabled, which is more than locked.', todo: '' });
  return null;
}
