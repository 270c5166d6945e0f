import { countPersons } from '../../catalog/lookup.ts';
import type { Dn } from '../../domain/dn.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import type { Portal } from '../context.ts';

/** The directory's rules say the same: bwMaximumUsers is written by system administrators. */
export function maximumRefused(): Result<never> {
  return failed({
    kind: 'refused',
    why: 'Only system administrators set the maximum number of users.',
    todo: 'Leave it as it is, or ask one of them.',
    field: 'maximumUsers',
  });
}

/** The maximum counts everybody in the realm and below it, and is never below that count. */
export async function checkMaximum(portal: Portal, realm: Dn, maximum: number): Promise<Result<void>> {
  const count = await countPersons(portal.db.prisma, realm.key);
  if (count <= maximum) return ok(undefined);
  return failed({
    kind: 'constraint',
    why: `The realm ${realm.name} has ${count.toLocaleString('en')} users already, so its maximum can’t be ${maximum.toLocaleString('en')}.`,
    todo: `Choose ${count.toLocaleString('en')} or more, or delete users that are not needed first.`,
    field: 'maximumUsers',
  });
}
