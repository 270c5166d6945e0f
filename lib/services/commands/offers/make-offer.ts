import { failed, notFound, ok, type Result } from '../../../domain/failure.ts';
import { insertOffer, mostOffers, newOfferId, readOffers } from '../../../store/command-offers.ts';
import { auditedChange } from '../../audited-change.ts';
import { findServer } from '../../servers/find-server.ts';
import { defineUseCase, wholeSystem } from '../../use-case.ts';
import { checkedOffer, offerImages, offerInput } from './offer-settings.ts';

/** Offers a command of a managed server to those who hold certain grants over one realm. */
export const makeOffer = defineUseCase({
  permission: 'commands.offer',
  noun: 'offer',
  what: 'The command was not offered.',
  input: offerInput,
  find: wholeSystem,
  async act(context, input): Promise<Result<{ id: string; version: number; name: string }>> {
    const { db } = context;
    const server = await findServer(context, input.server);
    if (!server.ok) return server;
    if ((await readOffers(db)).length >= mostOffers)
      return failed({ kind: 'too-many', why: `At most ${mostOffers} offers are kept.`, todo: 'Withdraw some first.' });
    const settings = await checkedOffer(context, input);
    if (!settings.ok) return settings;
    const id = newOfferId();
    const { name } = settings.value;
    // The history of the server has it: an offer is something that is done with a server.
    const change = { action: 'commands.offer', kind: 'server' as const, id: input.server, dn: null, name, realm: null };
    return auditedChange(context, { ...change, ...offerImages(context, null, settings.value) }, async () =>
      (await insertOffer(db, id, settings.value)) ? ok({ id, version: 1, name }) : notFound('server'),
    );
  },
});
