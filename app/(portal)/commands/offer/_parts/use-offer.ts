'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import type { FieldRule } from '#lib/domain/command-offer.ts';
import type { OfferAudience } from '#lib/policy/offered.ts';
import type { Inspected } from '#lib/services/commands/offers/inspect-command.ts';
import { editOffer, inspectCommand, makeOffer, withdrawOffer } from '../../actions.ts';
import { type OfferDraft, withRule } from './offer-draft.ts';

export type Typed = { name: string; description: string; realm: string; audience: OfferAudience[] };

/** Rules and the form that they are for, and the ways to keep the offer; each can be undone. */
export function useOffer({ command, offer }: OfferDraft) {
  const [rules, setRules] = useState<FieldRule[]>(offer?.settings.fields ?? []);
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const [reading, setReading] = useState(false);
  const [unread, setUnread] = useState<FailureView | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const router = useRouter();
  const toast = useToast();

  const read = async () => {
    setReading(true);
    const answer = await inspectCommand(command);
    setReading(false);
    setUnread(answer.ok ? null : answer.failure);
    if (answer.ok) setInspected(answer.value);
  };
  const leave = (title: string, undo: () => Promise<{ ok: true } | { ok: false; failure: FailureView }>) => {
    const take = async () => {
      const back = await undo();
      if (!back.ok) toast({ title: 'It was not undone', description: back.failure.why, tone: 'problem' });
      router.refresh();
    };
    toast({ title, undo: take });
    router.push('/commands/offers');
    router.refresh();
  };
  /** Failures name the setting; the inputs are called by its last part. */
  const fail = (problem: FailureView): FailureView => {
    const field = problem.field?.replace(/^settings\./, '').split('.')[0];
    setFailure({ ...problem, field });
    return problem;
  };
  /** The failure, which also stands in the form; null when it is kept. */
  const keep = async (typed: Typed): Promise<FailureView | null> => {
    const settings = { ...command, ...typed, fields: rules };
    if (!offer) {
      const made = await makeOffer(settings);
      if (!made.ok) return fail(made.failure);
      leave(`${made.value.name} is offered now`, () => withdrawOffer({ id: made.value.id }));
      return null;
    }
    const edited = await editOffer({ id: offer.id, version: offer.version, settings });
    if (!edited.ok) return fail(edited.failure);
    const before = { id: offer.id, version: edited.value.version, settings: offer.settings };
    leave(`The offer of ${edited.value.name} was saved`, () => editOffer(before));
    return null;
  };
  const setRule = (rule: FieldRule) => setRules((before) => withRule(before, rule));
  const forget = (name: string) => setRules((before) => before.filter((rule) => rule.name !== name));
  return { rules, setRule, forget, inspected, reading, unread, read, failure, keep };
}
