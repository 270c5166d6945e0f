import type { FormAnswer } from '../../domain/data-form.ts';
import { Dn } from '../../domain/dn.ts';
import { type Failure, failed, ok, type Result } from '../../domain/failure.ts';
import type { CommandAction, CommandStage, XmppConnection } from '../../xmpp/port.ts';
import { auditedChange } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { outcomeOf, recordOf } from './command-record.ts';
import type { CommandSession } from './command-sessions.ts';
import { siftStage } from './offers/sift-stage.ts';
import { type CommandStep, stepView } from './step-view.ts';

/** Going back and giving up change nothing on a server. */
const harmless: ReadonlySet<CommandAction> = new Set(['prev', 'cancel']);

/**
 * Sends one action of a command and keeps what came back. Even the first one can run something (a command without a form
 * is done with it), so everything but going back and giving up is on the record before it is sent. `to`: the stage that was
 * judged; while that was done, the same form may have been sent by another window.
 */
export async function sendCommand(
  context: Context,
  session: CommandSession,
  connection: XmppConnection,
  { action, answer, to = null }: { action: CommandAction; answer?: FormAnswer; to?: CommandStage | null },
): Promise<Result<CommandStep>> {
  if (session.busy)
    return failed({ kind: 'conflict', why: 'The last step of this command is still under way.', todo: 'Wait for it.' });
  if (session.over !== null || session.stage !== to) return wentOn();
  session.busy = true;
  try {
    const sent = await sendOnRecord(context, session, connection, action, answer);
    if (!sent.ok) {
      if (sent.failure.kind === 'timeout' && !harmless.has(action)) session.over = 'unanswered';
      return sent;
    }
    const kept = await keep(context, session, sent.value, connection);
    return kept.ok ? ok(stepView(session)) : kept;
  } finally {
    session.busy = false;
  }
}

async function sendOnRecord(
  context: Context,
  session: CommandSession,
  connection: XmppConnection,
  action: CommandAction,
  answer: FormAnswer | undefined,
): Promise<Result<CommandStage>> {
  const { jid, node, stage } = session;
  const send = async () => {
    const sessionId = stage ? { sessionId: stage.sessionId } : {};
    const result = await connection.run({ jid, node, action, ...sessionId, ...(answer && { answer }) });
    return result.ok ? result : { ok: false as const, failure: unanswered(result.failure, action) };
  };
  if (harmless.has(action)) return send();
  let came: Result<CommandStage> | undefined;
  const recorded = await auditedChange(context, recordOf(session, action, answer), async () => {
    came = await send();
    return outcomeOf(came);
  });
  return came ?? recorded;
}

/** Of an offered command nothing is kept, and so nothing shown, before it is known what of it is the realm's. */
async function keep(
  context: Context,
  session: CommandSession,
  stage: CommandStage,
  connection: XmppConnection,
): Promise<Result<void>> {
  session.step += 1;
  session.connectedSince = onlineSince(connection);
  session.over = stage.status === 'executing' ? null : stage.status;
  const sifted = session.offer
    ? await siftStage(context, Dn.of(session.offer.realmDn), stage)
    : ok({ stage, leftOut: 0 });
  if (!sifted.ok) {
    session.over = 'unanswered';
    return { ok: false, failure: unshown(sifted.failure) };
  }
  session.stage = sifted.value.stage;
  session.leftOut = sifted.value.leftOut;
  return ok(undefined);
}

function wentOn(): Result<never> {
  return failed({
    kind: 'conflict',
    why: 'This form was sent already, in the same moment. Nothing was sent twice.',
    todo: 'Look at what the command did before you begin it again.',
  });
}

function unshown(failure: Failure): Failure {
  return {
    ...failure,
    uncertain: true,
    what: 'The server answered, and its answer can’t be shown.',
    why: `What of it is of your realm could not be found out: ${failure.why}`,
    todo: 'Look at what the command was to change before you run it again.',
  };
}

export function onlineSince(connection: XmppConnection): string | null {
  const state = connection.state();
  return state.is === 'online' ? state.since.toISOString() : null;
}

function unanswered(failure: Failure, action: CommandAction): Failure {
  if (failure.kind !== 'timeout') return failure;
  if (harmless.has(action))
    return {
      ...failure,
      what: 'The server gave no answer.',
      why: 'Not every server answers when somebody goes back or gives up.',
      todo: 'What you typed is kept: go on from here, or begin again.',
    };
  return {
    ...failure,
    uncertain: true,
    what: 'The command was sent, and no answer came.',
    why: 'It may have run.',
    todo: 'Look at what it was to change before you run it again.',
  };
}
