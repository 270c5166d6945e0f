import { z } from 'zod';
import { ok, type Result } from '../../../domain/failure.ts';
import { grantLabels } from '../../../policy/table.ts';
import { readOffers } from '../../../store/command-offers.ts';
import { realmPath } from '../../realms/realm-facts.ts';
import { defineUseCase, wholeSystem } from '../../use-case.ts';
import { audienceOf, inputOf, type OfferInput, realmOfOffer } from './offer-settings.ts';

export type OfferRow = {
  id: string;
  version: number;
  settings: OfferInput;
  serverName: string;
  realmKey: string;
  realmPath: string;
  /** Labels of the grants. */
  audience: string[];
  changedAt: string;
};

/** Every offer there is, or the one with that id, with all that it sets. */
export const listOffers = defineUseCase({
  permission: 'commands.offer',
  noun: 'list',
  what: 'The offers could not be listed.',
  input: z.object({ id: z.uuid().optional() }),
  find: wholeSystem,
  async act({ db, tree }, { id }): Promise<Result<OfferRow[]>> {
    const offers = (await readOffers(db)).filter((offer) => id === undefined || offer.id === id);
    return ok(
      offers.map((offer) => ({
        id: offer.id,
        version: offer.version,
        settings: inputOf(offer),
        serverName: offer.serverName,
        realmKey: offer.realmKey,
        realmPath: realmPath(realmOfOffer(offer), tree),
        audience: audienceOf(offer).map((grant) => grantLabels[grant]),
        changedAt: offer.changedAt.toISOString(),
      })),
    );
  },
});
