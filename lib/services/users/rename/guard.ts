import { failed, ok, type Result } from '../../../domain/failure.ts';
import { equal, or } from '../../../domain/filter.ts';
import { abandonJob, claimants, openJobOf } from '../../../store/jobs.ts';
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

/**
 * The old and the new name of an unfinished rename are nobody else's. Somebody who was deleted by another tool in the midst of one
 * has no page where it could be ended, and it can go neither on nor back: it claims nothing any more.
 */
export async function notClaimedByRename(
  portal: Pick<Portal, 'db' | 'directory' | 'tree'>,
  { uids = [], jids = [] }: { uids?: readonly string[]; jids?: readonly string[] },
  exceptTarget?: string,
): Promise<Result<void>> {
  const claims = [...uids.map((uid) => `uid ${uid.toLowerCase()}`), ...jids.map((jid) => `jid ${jid.toLowerCase()}`)];
  const found = claims.length === 0 ? [] : await claimants(portal.db, claims, exceptTarget);
  if (found.length === 0) return ok(undefined);
  const there = await targetsThere(portal, found);
  if (!there.ok) return there;
  const held = await Promise.all(
    found.map(async ({ id, targetId }) => there.value.has(targetId) || !(await abandonJob(portal.db, id))),
  );
  if (!held.includes(true)) return ok(undefined);
  return failed({
    kind: 'taken',
    why: 'The name belongs to a rename that is not finished.',
    todo: 'Choose another one, or wait until the rename is finished or taken back.',
    field: uids.length ? 'uid' : 'mail',
  });
}

async function targetsThere(
  { directory, tree }: Pick<Portal, 'directory' | 'tree'>,
  jobs: readonly { targetId: string }[],
): Promise<Result<Set<string>>> {
  const found = await directory.asService().search({
    base: tree.base,
    scope: 'sub',
    filter: or(...jobs.map(({ targetId }) => equal('entryUUID', targetId))),
    attributes: ['entryUUID'],
    limit: jobs.length,
  });
  return found.ok ? ok(new Set(found.value.entries.map(({ id }) => id))) : found;
}

function underWay(why: string): Result<never> {
  return failed({ kind: 'conflict', why, todo: 'Continue it to its end, or take it back, on the person’s page.' });
}
