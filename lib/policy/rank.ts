import type { Holding, Person } from './actor.ts';
import { grantLabels, tierLabels } from './table.ts';

/**
 * Nobody rises by acting on somebody who holds more: resetting an administrator's password would be taking over
 * their rights. Answers the sentence that names what is held, or null when `actor` holds at least as much.
 */
export function outranking(actor: Person, target: Person): string | null {
  const more = target.holdings.find((holding) => !covered(actor.holdings, holding));
  if (!more) return null;
  const what =
    more.kind === 'tier' ? `the role ${tierLabels[more.tier]}` : `“${grantLabels[more.grant]}” over ${more.realm.name}`;
  return `This person holds ${what}, which you don’t.`;
}

function covered(held: readonly Holding[], wanted: Holding): boolean {
  return held.some((own) => {
    if (own.kind === 'tier' && own.tier === 'systemAdministrator') return true;
    if (own.kind === 'tier') return wanted.kind === 'tier' && wanted.tier === own.tier;
    return wanted.kind === 'grant' && wanted.grant === own.grant && wanted.realm.isWithin(own.realm);
  });
}
