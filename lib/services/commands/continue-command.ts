import type { FormAnswer } from '../../domain/data-form.ts';
import { answerProblems, checkAnswer } from '../../domain/data-form-check.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { connectionTo } from '../servers/find-server.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { type Continued, continueInput, forgotten, mayContinue } from './continue-step.ts';
import { sendCommand } from './send-command.ts';

/** The next action of a command that one began oneself, among those that the server offers now. */
export const continueCommand = defineUseCase({
  permission: 'commands.run',
  noun: 'command',
  what: 'The command was not continued.',
  input: continueInput,
  find: wholeSystem,
  async act(context, { token, action, answer: typed }): Promise<Result<Continued>> {
    const session = context.xmpp.sessions.find(context.actor.id, token);
    // What was begun as an offer goes on as one.
    if (!session?.stage || session.offer) return forgotten();
    const found = await connectionTo(context, session.serverId);
    if (!found.ok) return found;
    const { connection } = found.value;
    const may = mayContinue(session, connection, action);
    if (!may.ok) return may;
    const { stage } = session;
    const { form } = stage;
    const sendsForm = action !== 'cancel' && action !== 'prev' && form !== null;
    if (sendsForm) {
      const problems = answerProblems(form, typed);
      if (problems.length > 0) return ok({ problems });
    }
    const checked: Result<FormAnswer | undefined> = sendsForm ? checkAnswer(form, typed) : ok(undefined);
    if (!checked.ok) return checked;
    const sent = await sendCommand(context, session, connection, {
      action,
      to: stage,
      ...(checked.value && { answer: checked.value }),
    });
    return sent.ok ? ok({ step: sent.value }) : sent;
  },
});
