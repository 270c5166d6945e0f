import { z } from 'zod';
import type { Result } from '../../../domain/failure.ts';
import { connectionTo } from '../../servers/find-server.ts';
import { defineUseCase } from '../../use-case.ts';
import { sendCommand } from '../send-command.ts';
import type { CommandStep } from '../step-view.ts';
import { findOffer, standingOffer } from './standing-offer.ts';

/** Begins a command that is offered to oneself. The browser names the offer; where it leads is known here alone. */
export const beginOffered = defineUseCase({
  permission: 'commands.runOffered',
  noun: 'command',
  what: 'The command was not begun.',
  input: z.object({ offer: z.uuid() }),
  find: (context, input) => findOffer(context, input.offer),
  async act(context, _, found): Promise<Result<CommandStep>> {
    const standing = await standingOffer(context, found.offer);
    if (!standing.ok) return standing;
    const { offer } = standing.value;
    const reached = await connectionTo(context, offer.serverId);
    if (!reached.ok) return reached;
    const { sessions } = context.xmpp;
    const { serverId, serverName, jid, node, name } = offer;
    const session = sessions.open({ actorId: context.actor.id, serverId, serverName, jid, node, name, offer });
    const begun = await sendCommand(context, session, reached.value.connection, { action: 'execute' });
    if (!begun.ok) sessions.drop(session.token);
    return begun;
  },
});
