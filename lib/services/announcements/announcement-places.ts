import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { readServers } from '../../store/managed-servers.ts';
import type { Ability } from '../../xmpp/servers/port.ts';
import { domainsServed } from '../servers/server-at.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

export type AnnouncementPlace = {
  id: string;
  name: string;
  domains: string[];
  online: Ability;
  everybody: Ability;
  motd: Ability;
};

/** Servers with their domains, and whether each can announce or keep a message of the day, or why not. */
export const announcementPlaces = defineUseCase({
  permission: 'servers.read',
  noun: 'list',
  what: 'The servers were not asked.',
  input: z.object({}),
  find: wholeSystem,
  async act(context): Promise<Result<{ rows: AnnouncementPlace[]; total: number }>> {
    const kept = await readServers(context.db);
    const rows = await Promise.all(
      kept.map(async (one): Promise<AnnouncementPlace> => {
        const { id, name, domain } = one;
        const at = context.xmpp.connections.at(one);
        if (!at.ok) {
          const denied = { can: false as const, why: at.failure.why, todo: at.failure.todo };
          return { id, name, domains: [domain], online: denied, everybody: denied, motd: denied };
        }
        const server = at.value;
        const [domains, able] = await Promise.all([domainsServed({ kept: one, server }), server.abilities()]);
        return { id, name, domains, online: able.announceOnline, everybody: able.announceAll, motd: able.motd };
      }),
    );
    return ok({ rows, total: rows.length });
  },
});
