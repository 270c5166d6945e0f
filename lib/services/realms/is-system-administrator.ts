import type { Person } from '../../policy/actor.ts';

/** Some rules depend on the tier alone: what is free to system administrators follows the parent realm for everybody else. */
export function isSystemAdministrator(person: Pick<Person, 'holdings'>): boolean {
  return person.holdings.some((holding) => holding.kind === 'tier' && holding.tier === 'systemAdministrator');
}
