import { z } from 'zod';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { readOffers } from '../../store/command-offers.ts';
import { deleteServer } from '../../store/managed-servers.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { findServer } from './find-server.ts';
import { settingsImages } from './server-settings.ts';

/** The portal forgets the server, its password included. On the server itself nothing happens. */
export const removeServer = defineUseCase({
  permission: 'servers.edit',
  noun: 'server',
  what: 'The server was not removed.',
  input: z.object({ id: z.uuid(), confirm: z.string().max(200) }),
  find: wholeSystem,
  async act(context, { id, confirm }): Promise<Result<{ name: string }>> {
    const found = await findServer(context, id);
    if (!found.ok) return found;
    const { name } = found.value;
    if (confirm.trim() !== name)
      return failed({
        kind: 'invalid',
        why: 'What was typed is not the name of the server.',
        todo: `Type ${name} to remove it.`,
        field: 'confirm',
      });
    const change = { action: 'servers.remove', kind: 'server' as const, id, dn: null, name, realm: null };
    const { before } = settingsImages(found.value, null, { password: true, clientKey: found.value.sealedKey !== null });
    // What was offered of it goes with it.
    const offers = (await readOffers(context.db)).filter(({ serverId }) => serverId === id).map((offer) => offer.name);
    const all = { ...before, ...(offers.length > 0 && { offers }) };
    const removed = await auditedChange(context, { ...change, before: all, after: null }, async () =>
      (await deleteServer(context.db, id)) ? ok({ name }) : notFound('server'),
    );
    if (removed.ok) {
      context.xmpp.connections.leave(id);
      context.xmpp.sessions.dropServer(id);
      context.xmpp.catalogs.drop(id);
    }
    return removed;
  },
});
