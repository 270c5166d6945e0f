import { z } from 'zod';
import { notFound, type Result } from '../../../domain/failure.ts';
import { defineUseCase } from '../../use-case.ts';
import { type FoundJids, jidsOf, pickedIds } from '../find-jids.ts';
import { findOffer, standingOffer } from './standing-offer.ts';

/** JIDs of people of the offer's realm who were picked, read as the signed-in person. */
export const findOfferedJids = defineUseCase({
  permission: 'commands.runOffered',
  noun: 'person',
  what: 'The JID was not found.',
  input: z.object({ token: z.uuid(), ids: pickedIds }),
  async find(context, { token }) {
    const session = context.xmpp.sessions.find(context.actor.id, token);
    return findOffer(context, session?.offer?.id ?? null);
  },
  async act(context, { ids }, { offer }): Promise<Result<FoundJids>> {
    const standing = await standingOffer(context, offer);
    return standing.ok ? jidsOf(context, standing.value.realm, ids) : notFound('person');
  },
});
