import { failed, ok, type Result } from '../../../domain/failure.ts';
import { endSessionsOf } from '../../../store/sessions.ts';
import { auditedChange } from '../../audited-change.ts';
import { catalogRefresh } from '../../catalog-refresh.ts';
import type { Outcome, OwnRecord } from '../../jobs/step.ts';
import { disabledMark } from '../../load-actor.ts';
import { keepingAnAdministrator } from '../../roles/administrators-left.ts';
import type { FoundUser } from '../find-user.ts';
import { lossOf } from '../loss-of.ts';
import {
  changeOf,
  endAllSessions,
  isAway,
  leaveAsIs,
  person,
  type RenameRun,
  type RenameStep,
  servingOf,
} from './run.ts';

const attribute = 'pwdAccountLockedTime';

/** Nobody signs in by either name while data moves: the account is disabled in the directory. */
export const hold: RenameStep = {
  name: 'hold',
  what: 'The account was not held.',
  act: holdAccount,
  back: restore,
};

/** What the account was before: open, locked, or disabled all along. */
export const release: RenameStep = {
  name: 'release',
  what: 'The account was not released.',
  async act(run, own) {
    run.plan.released = true;
    await own.keep();
    return restore(run);
  },
  async back(run, own) {
    const held = await holdAccount(run, own);
    if (!held.ok) return held;
    const serving = await servingOf(run, run.plan.to.jid);
    if (serving.kept === null) return ok({ note: 'held again' });
    const ended = await endAllSessions(run, serving.server, run.plan.to.jid);
    return ended.ok ? ok({ note: 'held again' }) : ended;
  },
};

export const endSessions: RenameStep = {
  name: 'sessions',
  what: 'The sessions were not ended.',
  async act(run) {
    const serving = await servingOf(run, run.plan.from.jid);
    const { endSessions: ability } = await serving.server.abilities();
    if (!ability.can) {
      if (run.plan.moves === 'directory' && !isAway(serving))
        return ok({ note: '', left: [`Open sessions of ${run.plan.from.jid} go on until they end: ${ability.why}`] });
      return failed({
        kind: 'unavailable',
        why: ability.why,
        todo: ability.todo || 'Continue when the server is back.',
      });
    }
    const ended = await endAllSessions(run, serving.server, run.plan.from.jid);
    if (!ended.ok) return ended;
    return ok({ note: ended.value === 0 ? 'none were open' : '', ...(ended.value ? { done: ended.value } : {}) });
  },
  back: leaveAsIs,
};

/** Somebody may have enabled the account meanwhile: what was copied before is old by then. */
export async function isHeld(run: RenameRun): Promise<Result<boolean>> {
  const found = await person(run);
  return found.ok ? ok(found.value.entry.first(attribute) === disabledMark) : found;
}

async function holdAccount(run: RenameRun, own: OwnRecord): Promise<Result<Outcome>> {
  const found = await person(run);
  if (!found.ok) return found;
  const now = found.value.entry.first(attribute);
  if (now !== disabledMark || run.plan.former === null) {
    run.plan.former = now;
    await own.keep();
  }
  if (now === disabledMark) return ok({ note: 'nobody can sign in' });
  const set = await setLock(run, found.value, { now, wanted: disabledMark, action: 'users.rename-hold' });
  return set.ok ? ok({ note: 'nobody can sign in' }) : set;
}

async function restore(run: RenameRun): Promise<Result<Outcome>> {
  const found = await person(run);
  if (!found.ok) return found;
  const now = found.value.entry.first(attribute);
  const { former } = run.plan;
  if (former === null || now !== disabledMark) return ok({ note: '' });
  if (former === disabledMark) return ok({ note: 'stays disabled, as before' });
  const set = await setLock(run, found.value, { now, wanted: former, action: 'users.rename-release' });
  return set.ok ? ok({ note: former ? 'locked, as before' : 'can sign in' }) : set;
}

async function setLock(
  { context }: RenameRun,
  found: FoundUser,
  { now, wanted, action }: { now: string; wanted: string; action: string },
): Promise<Result<void>> {
  const { entry, resource } = found;
  const change = changeOf(found, {
    action,
    kind: 'user',
    before: { [attribute]: now ? [now] : [] },
    after: { [attribute]: wanted ? [wanted] : [] },
  });
  const changed = await keepingAnAdministrator(context, wanted ? lossOf(resource.person) : null, () =>
    auditedChange(context, change, () =>
      context.directory
        .as(context.actor.dn)
        .modify(entry.dn, [
          ...(now ? [{ op: 'delete' as const, attribute, values: [now] }] : []),
          ...(wanted ? [{ op: 'add' as const, attribute, values: [wanted] }] : []),
        ]),
    ),
  );
  if (!changed.ok) return changed;
  if (wanted) await endSessionsOf(context.db, entry.id, { reason: 'disabled' });
  await catalogRefresh(context, { ids: [entry.id] });
  return ok(undefined);
}
