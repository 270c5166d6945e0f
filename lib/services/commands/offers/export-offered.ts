import { z } from 'zod';
import { notFound, ok, type Result } from '../../../domain/failure.ts';
import { defineUseCase } from '../../use-case.ts';
import { type ExportedResult, exported } from '../export-result.ts';
import { findOffer, standingOffer } from './standing-offer.ts';

/** The table that an offered command came back with, without what is not shown of it, as CSV (RFC 4180). */
export const exportOffered = defineUseCase({
  permission: 'commands.runOffered',
  noun: 'result',
  what: 'The result was not exported.',
  input: z.object({ token: z.uuid() }),
  async find(context, { token }) {
    const session = context.xmpp.sessions.find(context.actor.id, token);
    const found = await findOffer(context, session?.offer?.id ?? null);
    return ok({ ...found.value, session });
  },
  async act(context, _, { session, offer }): Promise<Result<ExportedResult>> {
    const standing = await standingOffer(context, offer);
    return session?.offer && standing.ok ? exported(session) : notFound('result');
  },
});
