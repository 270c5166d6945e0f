import { z } from 'zod';
import type { FieldProblem } from '../../domain/data-form-check.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import type { CommandAction, XmppConnection } from '../../xmpp/port.ts';
import type { CommandSession } from './command-sessions.ts';
import { onlineSince } from './send-command.ts';
import { type CommandStep, stepView } from './step-view.ts';

const answer = z.record(z.string().max(1024), z.array(z.string().max(65_536)).max(5_000));

export const continueInput = z.object({
  token: z.uuid(),
  action: z.enum(['prev', 'next', 'complete', 'cancel']),
  answer: answer.default({}),
});

/** `problems`: what was typed can't be sent; nothing was. */
export type Continued = { step: CommandStep } | { problems: FieldProblem[] };

/** Servers take ended, foreign and invented sessions for good, so what is over is refused here. */
export function mayContinue(session: CommandSession, connection: XmppConnection, action: CommandAction): Result<void> {
  if (session.over === 'unanswered')
    return failed({
      kind: 'conflict',
      why: 'The last step was sent and no answer came, so what the server waits for now is not known.',
      todo: 'Look at what the command was to change, then begin it again. What you typed is kept.',
    });
  if (session.over !== null)
    return failed({
      kind: 'conflict',
      why: 'This command is over already.',
      todo: 'Begin it again to run it once more.',
    });
  if (action !== 'cancel' && !stepView(session).actions.includes(action))
    return failed({ kind: 'invalid', why: 'The server does not offer this step now.', todo: 'Choose another one.' });
  const now = onlineSince(connection);
  if (now !== null && session.connectedSince !== null && now !== session.connectedSince)
    return failed({
      kind: 'conflict',
      why: 'The connection to the server broke after this form came, and the server forgets its forms with it. Nothing was sent.',
      todo: 'Begin the command again. What you typed is kept.',
    });
  return ok(undefined);
}

export function forgotten(): Result<never> {
  const gone = notFound('command');
  gone.failure.why =
    'The portal no longer knows this command: half an hour went by, it was restarted, or many others were begun.';
  gone.failure.todo = 'Begin the command again. What you typed is kept.';
  return gone;
}
