import type { Dn } from '../domain/dn.ts';
import type { Grant } from '../domain/permission.ts';
import type { Person } from './actor.ts';

/** Grants that carry `commands.runOffered` (table.ts): an offer names those of them that may run it. */
export const offerAudiences = ['runCommands', 'manageUsers', 'resetPasswords'] as const satisfies readonly Grant[];
export type OfferAudience = (typeof offerAudiences)[number];

/** The realm of an offer, and which grants over it may run it. */
export type OfferScope = { realm: Dn; audience: readonly OfferAudience[] };

/** True for who holds one of the named grants over the offer's realm or above it, and for system administrators. */
export function isOfferedTo({ holdings }: Pick<Person, 'holdings'>, { realm, audience }: OfferScope): boolean {
  return holdings.some((holding) => {
    if (holding.kind === 'tier') return holding.tier === 'systemAdministrator';
    return (audience as readonly Grant[]).includes(holding.grant) && realm.isWithin(holding.realm);
  });
}
