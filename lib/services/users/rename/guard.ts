import { failed, ok, type Result } from '../../../domain/failure.ts';
import { isClaimed, openJobOf } from '../../../store/jobs.ts';
import type { Portal } from '../../context.ts';
import type { StepRecord } from '../../jobs/step.ts';
import { renameKind } from './plan.ts';

/** While somebody's rename is unfinished, their names are changed by nothing else. */
export async function noRenameUnderWay({ db }: Pick<Portal, 'db'>, id: string): Promise<Result<void>> {
  const job = await openJobOf(db, id);
  return job?.kind === renameKind ? underWay('A rename of this person is not finished.') : ok(undefined);
}

/** Enabling would let somebody in between two names; disabling would be undone by the end of the rename. */
export async function notHeldByRename({ db }: Pick<Portal, 'db'>, id: string): Promise<Result<void>> {
  const job = await openJobOf(db, id);
  if (job?.kind !== renameKind) return ok(undefined);
  const stateOf = (name: string) => (job.steps as StepRecord[]).find((step) => step.name === name)?.state ?? 'todo';
  const free = stateOf('hold') === 'todo' || stateOf('hold') === 'taken-back' || stateOf('release') === 'done';
  return free ? ok(undefined) : underWay('A rename of this person is not finished, and nobody can sign in meanwhile.');
}

/** The old and the new name of an unfinished rename are nobody else's. */
export async function notClaimedByRename(
  { db }: Pick<Portal, 'db'>,
  { uids = [], jids = [] }: { uids?: readonly string[]; jids?: readonly string[] },
  exceptTarget?: string,
): Promise<Result<void>> {
  const claims = [...uids.map((uid) => `uid ${uid.toLowerCase()}`), ...jids.map((jid) => `jid ${jid.toLowerCase()}`)];
  if (claims.length === 0 || !(await isClaimed(db, claims, exceptTarget))) return ok(undefined);
  return failed({
    kind: 'taken',
    why: 'The name belongs to a rename that is not finished.',
    todo: 'Choose another one, or wait until the rename is finished or taken back.',
    field: uids.length ? 'uid' : 'mail',
  });
}

function underWay(why: string): Result<never> {
  return failed({ kind: 'conflict', why, todo: 'Continue it to its end, or take it back, on the person’s page.' });
}
