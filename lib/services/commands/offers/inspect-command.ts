import type { FormField } from '../../../domain/data-form.ts';
import { ok, type Result } from '../../../domain/failure.ts';
import { connectionTo } from '../../servers/find-server.ts';
import { defineUseCase, wholeSystem } from '../../use-case.ts';
import { commandInput } from '../begin-command.ts';
import { sendCommand } from '../send-command.ts';

/** `ran`: the command has no form, so that asking for it was running it. `several`: there are steps after this one. */
export type Inspected = { ran: boolean; several: boolean; title: string; instructions: string[]; fields: FormField[] };

/** The first form of a command, which is begun for it and given up. It is on the record like every beginning. */
export const inspectCommand = defineUseCase({
  permission: 'commands.offer',
  noun: 'command',
  what: 'The form of the command was not read.',
  input: commandInput,
  find: wholeSystem,
  async act(context, { server: id, jid, node }): Promise<Result<Inspected>> {
    const found = await connectionTo(context, id);
    if (!found.ok) return found;
    const { connection, server } = found.value;
    const { sessions } = context.xmpp;
    const target = { serverId: id, serverName: server.name, jid, node, name: node };
    const session = sessions.open({ actorId: context.actor.id, ...target });
    try {
      const begun = await sendCommand(context, session, connection, { action: 'execute' });
      if (!begun.ok) return begun;
      const { status, actions, title, instructions, fields } = begun.value;
      const ran = status !== 'executing';
      // Not every server answers to it; one that doesn't forgets the form with time.
      if (!ran) await sendCommand(context, session, connection, { action: 'cancel', to: session.stage });
      return ok({ ran, several: actions.includes('next'), title, instructions, fields: ran ? [] : fields });
    } finally {
      sessions.drop(session.token);
    }
  },
});
