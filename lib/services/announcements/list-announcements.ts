import { z } from 'zod';
import { notFound, ok, type Result } from '../../domain/failure.ts';
import { realmsWhere } from '../../policy/can.ts';
import type { Context } from '../context.ts';
import { defineUseCase } from '../use-case.ts';
import type { AnnouncementJob } from './announcement-jobs.ts';

export type AnnouncementList = { rows: AnnouncementJob[]; total: number; asOf: string };

/** Everybody who may announce somewhere has a list of their own. */
const somewhere = async (context: Context) =>
  ok({ resource: { realm: realmsWhere(context.actor, 'announcements.send')?.[0] ?? null } });

/** The actor's own announcements, running and of the last day, the newest first. */
export const listAnnouncements = defineUseCase({
  permission: 'realms.read',
  noun: 'list',
  what: 'The announcements were not listed.',
  input: z.object({}),
  find: somewhere,
  act: async ({ xmpp, actor }): Promise<Result<AnnouncementList>> => {
    const rows = xmpp.announcements.of(actor.id);
    return ok({ rows, total: rows.length, asOf: new Date().toISOString() });
  },
});

/** Ends one of the actor's own after the request that is under way. Who has it by then keeps it. */
export const stopAnnouncement = defineUseCase({
  permission: 'announcements.send',
  noun: 'announcement',
  what: 'The announcement was not stopped.',
  input: z.object({ id: z.uuid() }),
  find: somewhere,
  act: async ({ xmpp, actor }, { id }): Promise<Result<void>> =>
    xmpp.announcements.stop(actor.id, id) ? ok(undefined) : notFound('announcement'),
});
