import { z } from 'zod';
import { Dn } from '../../../domain/dn.ts';
import { ok, type Result } from '../../../domain/failure.ts';
import { can, canSomewhere, realmsWhere } from '../../../policy/can.ts';
import { readOffers } from '../../../store/command-offers.ts';
import type { Context } from '../../context.ts';
import { readRealms } from '../../realms/read-realms.ts';
import { realmPath } from '../../realms/realm-facts.ts';
import { defineUseCase } from '../../use-case.ts';
import { isOffered } from './standing-offer.ts';

export type OfferedRow = { id: string; name: string; description: string; realmKey: string; realmPath: string };

/** What is offered to oneself, in `realm` and below it or everywhere: names and descriptions, and nothing of what they set. */
export const listOffered = defineUseCase({
  permission: 'commands.runOffered',
  noun: 'list',
  what: 'The commands could not be listed.',
  /** DN or Dn.key. */
  input: z.object({ realm: z.string().min(1).max(2000).optional() }),
  async find({ actor }, { realm }) {
    const scope = realm === undefined ? (realmsWhere(actor, 'commands.runOffered')?.[0] ?? null) : Dn.parse(realm);
    return ok({ resource: { realm: scope } });
  },
  async act(context, { realm: scopeText }): Promise<Result<OfferedRow[]>> {
    const scope = scopeText === undefined ? null : Dn.parse(scopeText);
    const offers = (await readOffers(context.db)).filter((offer) => isOffered(context, offer));
    const realms = await readRealms(context, [...new Set(offers.map(({ realmId }) => realmId))]);
    if (!realms.ok) return realms;
    const realmOf = new Map(realms.value.map((entry) => [entry.id, entry.dn]));
    return ok(
      offers.flatMap(({ id, name, description, realmId, realmKey }) => {
        const dn = realmOf.get(realmId);
        if (!dn || dn.key !== realmKey || (scope && !dn.isWithin(scope))) return [];
        return [{ id, name, description, realmKey, realmPath: realmPath(dn, context.tree) }];
      }),
    );
  },
});

/** For the navigation: whether there is anything for who may not run all of it anyway. A database that is away offers nothing. */
export async function isOfferedAnything(context: Context): Promise<boolean> {
  const { actor } = context;
  if (!canSomewhere(actor, 'commands.runOffered') || can(actor, 'commands.run', { realm: null }).allowed) return false;
  try {
    return (await readOffers(context.db)).some((offer) => isOffered(context, offer));
  } catch (error) {
    context.log.warn({ err: error }, 'offered commands could not be looked for');
    return false;
  }
}
