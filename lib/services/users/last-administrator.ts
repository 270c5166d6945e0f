import type { Failure } from '../../domain/failure.ts';
import type { Person } from '../../policy/actor.ts';
import type { Portal } from '../context.ts';
import { administratorsLeft } from '../roles/administrators-left.ts';

/** The refusal for what would take the last system administrator away; null when somebody else has the role as well. */
export async function lastAdministrator(
  portal: Portal,
  person: Person,
): Promise<{ ok: false; failure: Failure } | null> {
  const isOne = person.holdings.some((holding) => holding.kind === 'tier' && holding.tier === 'systemAdministrator');
  return isOne ? administratorsLeft(portal, { person: person.dn }) : null;
}
