import { handlingOf, ruledAnswer } from '../../../domain/command-offer.ts';
import type { DataForm, FormAnswer } from '../../../domain/data-form.ts';
import { answerProblems, checkAnswer, type FieldProblem } from '../../../domain/data-form-check.ts';
import type { Dn } from '../../../domain/dn.ts';
import { failed, ok, type Result } from '../../../domain/failure.ts';
import type { KeptOffer } from '../../../store/command-offers.ts';
import type { Context } from '../../context.ts';
import { connectionTo } from '../../servers/find-server.ts';
import { defineUseCase } from '../../use-case.ts';
import { type Continued, continueInput, forgotten, mayContinue } from '../continue-step.ts';
import { sendCommand } from '../send-command.ts';
import { jidProblems } from './jid-problems.ts';
import { findOffer, standingOffer } from './standing-offer.ts';

/** The next step of an offered command. The offer, the grant and every JID are looked at again in each. */
export const continueOffered = defineUseCase({
  permission: 'commands.runOffered',
  noun: 'command',
  what: 'The command was not continued.',
  input: continueInput,
  async find(context, { token }) {
    const session = context.xmpp.sessions.find(context.actor.id, token);
    const found = await findOffer(context, session?.offer?.id ?? null);
    return ok({ ...found.value, session });
  },
  async act(context, { action, answer: typed }, { session, offer: current }): Promise<Result<Continued>> {
    if (!session?.stage || !session.offer) return forgotten();
    const standing = await standingOffer(context, current);
    if (!standing.ok) return standing.failure.kind === 'not-found' ? withdrawn() : standing;
    const { offer, realm } = standing.value;
    if (offer.version !== session.offer.version) return changed();
    const reached = await connectionTo(context, session.serverId);
    if (!reached.ok) return reached;
    const { connection } = reached.value;
    const may = mayContinue(session, connection, action);
    if (!may.ok) return may;
    const { stage } = session;
    const { form } = stage;
    if (action === 'cancel' || action === 'prev' || form === null) {
      const sent = await sendCommand(context, session, connection, { action, to: stage });
      return sent.ok ? ok({ step: sent.value }) : sent;
    }
    const checked = await checkedAnswer(context, { offer, realm }, form, typed);
    if (!checked.ok) return checked;
    if ('problems' in checked.value) return ok(checked.value);
    const sent = await sendCommand(context, session, connection, { action, answer: checked.value.answer, to: stage });
    return sent.ok ? ok({ step: sent.value }) : sent;
  },
});

type Scope = { offer: KeptOffer; realm: Dn };

/** Exactly what will be sent is what is checked: with what the offer sets, defaults, and what the server hides. */
async function checkedAnswer(
  context: Context,
  scope: Scope,
  form: DataForm,
  typed: FormAnswer,
): Promise<Result<{ answer: FormAnswer } | { problems: FieldProblem[] }>> {
  const ruled = ruledAnswer(form, scope.offer.fields, typed);
  const wrong = answerProblems(form, ruled);
  if (wrong.length > 0) return told(form, scope, wrong);
  const checked = checkAnswer(form, ruled);
  if (!checked.ok) return checked;
  const foreign = await jidProblems(context, scope, form, checked.value);
  if (!foreign.ok) return foreign;
  return foreign.value.length > 0 ? told(form, scope, foreign.value) : ok({ answer: checked.value });
}

/** Problems of fields that are asked, at the fields. What is wrong with the others can't be put right here, nor is it told. */
function told(form: DataForm, { offer }: Scope, problems: FieldProblem[]): Result<{ problems: FieldProblem[] }> {
  const shown = new Set(
    form.fields.filter((field) => field.type !== 'hidden' && handlingOf(field, offer.fields) === 'asked').map(nameOf),
  );
  const known = new Set(form.fields.map(nameOf));
  if (problems.every(({ field }) => shown.has(field) || !known.has(field))) return ok({ problems });
  return failed({
    kind: 'constraint',
    why: 'What the offer or the server sets for one of the fields can’t be sent for you.',
    todo: 'Ask a system administrator to look at the offer.',
  });
}

function nameOf({ name }: { name: string }): string {
  return name;
}

function withdrawn(): Result<never> {
  return failed({
    kind: 'not-found',
    why: 'This command is no longer offered to you. Nothing more was sent.',
    todo: 'Go back to the list and choose again.',
  });
}

function changed(): Result<never> {
  return failed({
    kind: 'conflict',
    why: 'The offer of this command was changed in the meantime. Nothing more was sent.',
    todo: 'Begin the command again. What you typed is kept.',
  });
}
