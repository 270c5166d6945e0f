import { z } from 'zod';
import { isAnyJid } from '../../domain/data-form-value.ts';
import type { Result } from '../../domain/failure.ts';
import { connectionTo } from '../servers/find-server.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { sendCommand } from './send-command.ts';
import type { CommandStep } from './step-view.ts';

const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

export const commandInput = z.object({
  server: z.uuid(),
  jid: z.string().max(3071).refine(isAnyJid, 'This is no JID.'),
  node: z
    .string()
    .min(1)
    .max(1024)
    .refine((node) => !notInXml.test(node) && node.isWellFormed(), 'This is no command.'),
});

/** Asks a server for a command: its form, or, of a command without one, what it did. */
export const beginCommand = defineUseCase({
  permission: 'commands.run',
  noun: 'command',
  what: 'The command was not begun.',
  input: commandInput,
  find: wholeSystem,
  async act(context, { server: id, jid, node }): Promise<Result<CommandStep>> {
    const found = await connectionTo(context, id);
    if (!found.ok) return found;
    const { connection, server } = found.value;
    const { sessions, catalogs } = context.xmpp;
    const known = catalogs.known(id)?.commands.find((command) => command.jid === jid && command.node === node);
    const name = known?.name || node;
    const session = sessions.open({
      actorId: context.actor.id,
      serverId: id,
      serverName: server.name,
      jid,
      node,
      name,
    });
    const begun = await sendCommand(context, session, connection, { action: 'execute' });
    if (!begun.ok) sessions.drop(session.token);
    return begun;
  },
});
