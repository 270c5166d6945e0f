'use client';

import { useCallback, useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import type { CommandStep } from '#lib/services/commands/step-view.ts';
import type { Answer, PublicFailure } from '#lib/web/answer.ts';
import type { CommandAddress, OfferAddress } from '../../_parts/pressed-command.ts';
import { beginCommand, beginOffered, continueCommand, continueOffered } from '../../actions.ts';

export type Values = Record<string, string[]>;
export type Sending = 'begin' | 'prev' | 'next' | 'complete' | 'cancel';

export type RunningCommand = {
  step: CommandStep | null;
  /** What was typed in all steps so far, by field; it outlives failures and beginning again. */
  values: Values;
  setValue: (field: string, values: string[]) => void;
  /** By field: what can't be sent. */
  problems: Record<string, string>;
  failure: FailureView | null;
  /** Why this form can't be sent any more; null while it can. */
  ended: 'unanswered' | 'forgotten' | null;
  sending: Sending | null;
  begin: () => Promise<void>;
  send: (action: Exclude<Sending, 'begin'>) => Promise<void>;
};

export function useCommand(command: CommandAddress | OfferAddress): RunningCommand {
  const offered = 'offer' in command;
  const [step, setStep] = useState<CommandStep | null>(null);
  const [typed, setTyped] = useState<Values>({});
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<PublicFailure | null>(null);
  const [sending, setSending] = useState<Sending | null>(null);

  const begin = useCallback(async () => {
    setSending('begin');
    setProblems({});
    const answer = await answered('offer' in command ? beginOffered(command) : beginCommand(command));
    setSending(null);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setStep(answer.value);
  }, [command]);

  const send = async (action: Exclude<Sending, 'begin'>) => {
    if (!step) return;
    setSending(action);
    const input = { token: step.token, action, answer: answerTo(step, typed) };
    const answer = await answered(offered ? continueOffered(input) : continueCommand(input));
    setSending(null);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    if ('problems' in answer.value) {
      setProblems(Object.fromEntries(answer.value.problems.map(({ field, why }) => [field, why])));
      return;
    }
    setProblems({});
    setStep(answer.value.step);
  };

  const setValue = (field: string, values: string[]) => setTyped((before) => ({ ...before, [field]: values }));
  return {
    step,
    values: valuesOf(step, typed),
    setValue,
    problems,
    failure,
    ended: endedBy(failure),
    sending,
    begin,
    send,
  };
}

/** What a failure leaves of the form: the portal would refuse to send it once more. */
function endedBy(failure: PublicFailure | null): RunningCommand['ended'] {
  if (failure?.uncertain) return 'unanswered';
  return failure?.kind === 'conflict' || failure?.kind === 'not-found' ? 'forgotten' : null;
}

/** What was typed, else what the server proposes. */
function valuesOf(step: CommandStep | null, typed: Values): Values {
  return Object.fromEntries((step?.fields ?? []).map(({ name, values }) => [name, typed[name] ?? values]));
}

/** Only what this step asks for; fields that nobody touched keep what the server proposed. */
function answerTo({ fields }: CommandStep, typed: Values): Values {
  const asked = fields.filter(({ type, name }) => type !== 'fixed' && name !== '');
  return Object.fromEntries(asked.flatMap(({ name }) => (typed[name] ? [[name, typed[name]]] : [])));
}

/** The connection of the browser may break too: then nobody knows what became of it. */
async function answered<T>(answer: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await answer;
  } catch {
    const what = 'No answer came from the portal.';
    const todo = 'What you typed is kept. Look at what the command was to change before you run it again.';
    const why = 'It may have run.';
    return { ok: false, failure: { kind: 'unavailable', what, why, todo, reference: '', uncertain: true } };
  }
}
