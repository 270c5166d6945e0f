import { failed, ok, type Result } from '../../domain/failure.ts';
import type { Permission } from '../../domain/permission.ts';
import type { Resource } from '../../policy/actor.ts';
import type { Context } from '../context.ts';
import { disabledMark } from '../load-actor.ts';
import { readPersonWithHoldings } from '../read-holdings.ts';

/** The right of whoever started a job may have gone since: asked of the directory, as it is now. `what`: "change this cluster". */
export async function stillMay(
  { actor, tree, directory, judge }: Context,
  permission: Permission,
  resource: Resource,
  what: string,
): Promise<Result<void>> {
  const read = await readPersonWithHoldings(directory.asService(), tree, actor, ['entryUUID', 'pwdAccountLockedTime']);
  if (!read.ok) return read;
  const { entry, holdings } = read.value;
  const lock = entry?.first('pwdAccountLockedTime');
  const out = !entry || lock === disabledMark || Boolean(lock);
  if (!out && judge({ ...actor, holdings }, permission, resource).allowed) return ok(undefined);
  return failed({
    kind: 'refused',
    why: `${actor.name}, who started it, may not ${what} any more.`,
    todo: 'Somebody who may can continue it, or take it back.',
  });
}
