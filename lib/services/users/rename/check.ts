import { failed, ok, type Result } from '../../../domain/failure.ts';
import { nameTaken } from '../name-taken.ts';
import type { RenamePlan } from './plan.ts';
import { isAway, leaveAsIs, type RenameRun, type RenameStep, servingOf } from './run.ts';

/** Looked at when the rename is planned and once more as its first step: between the two somebody may have taken the name. */
export const check: RenameStep = {
  name: 'check',
  what: 'The new name can’t be given.',
  async act(run) {
    const free = await namesFree(run);
    if (!free.ok) return free;
    if (run.plan.moves === 'directory') return ok({ note: 'the new name is free' });
    const mover = await moverOf(run, run.plan);
    if (!mover.ok) return mover;
    return mover.value.can ? ok({ note: 'the new name is free' }) : failed({ kind: 'unavailable', ...mover.value });
  },
  back: leaveAsIs,
};

export async function namesFree({ context, plan: { id, from, to } }: RenameRun): Promise<Result<void>> {
  const jid = to.jid === from.jid ? undefined : to.jid;
  const uid = to.uid.toLowerCase() === from.uid.toLowerCase() ? undefined : to.uid;
  return nameTaken(context, { uid, mail: jid }, id);
}

export type Mover = { can: true } | { can: false; why: string; todo: string };

/**
 * Whether one managed server holds both names and can move what it holds. Fails when it is away: then nobody knows, and a rename
 * that leaves everything behind is not what was asked for.
 */
export async function moverOf(run: RenameRun, { from, to }: Pick<RenamePlan, 'from' | 'to'>): Promise<Result<Mover>> {
  const [old, next] = [await servingOf(run, from.jid), await servingOf(run, to.jid)];
  if (old.kept === null) return ok(unmanaged(from.jid));
  const { moveData, roster } = await old.server.abilities();
  if (isAway(old))
    return failed({
      kind: 'unavailable',
      why: `${old.kept.name} is away, so what it holds can’t be moved now.`,
      todo: 'Try again when it is back.',
    });
  if (next.kept?.id !== old.kept.id)
    return ok({
      can: false,
      why: `The two names are on different servers, and data moves only within one.`,
      todo: 'Choose a domain of the same server to keep the data.',
    });
  if (!moveData.can) return ok(moveData);
  return ok(roster.can ? { can: true } : roster);
}

function unmanaged(jid: string): Mover {
  const domain = jid.slice(jid.lastIndexOf('@') + 1);
  return {
    can: false,
    why: `No managed server serves ${domain}.`,
    todo: 'A system administrator can add one under Servers.',
  };
}
