import { z } from 'zod';
import { notFound, ok, type Result } from '../../../domain/failure.ts';
import { deleteOffer, readOffer } from '../../../store/command-offers.ts';
import { auditedChange } from '../../audited-change.ts';
import { defineUseCase, wholeSystem } from '../../use-case.ts';
import { inputOf, type OfferInput, offerImages } from './offer-settings.ts';

/** `settings`: to make the same offer again. */
export type WithdrawnOffer = { name: string; settings: OfferInput };

/** From then on the command isn't there for anybody; who is in the middle of it gets no further. */
export const withdrawOffer = defineUseCase({
  permission: 'commands.offer',
  noun: 'offer',
  what: 'The offer was not withdrawn.',
  input: z.object({ id: z.uuid() }),
  find: wholeSystem,
  async act(context, { id }): Promise<Result<WithdrawnOffer>> {
    const offer = await readOffer(context.db, id);
    if (!offer) return notFound('offer');
    const { name, serverId } = offer;
    const target = { kind: 'server' as const, id: serverId, dn: null, name, realm: null };
    const images = offerImages(context, offer, null);
    return auditedChange(context, { action: 'commands.withdraw-offer', ...target, ...images }, async () =>
      (await deleteOffer(context.db, id)) ? ok({ name, settings: inputOf(offer) }) : notFound('offer'),
    );
  },
});
