'use client';

import { useCallback } from 'react';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import type { AlertView } from '#lib/services/alerts/alert-row.ts';
import { acknowledgeAlert, endAlertSilence, unacknowledgeAlert } from '../actions.ts';

type Answer = { ok: true } | { ok: false; failure: { what: string; why: string } };

/** What is done to an alert of the list; each with its way back. */
export function useAlertChanges(refresh: () => void) {
  const toast = useToast();
  const carryOut = useCallback(
    async (ask: () => Promise<Answer>, done: { title: string; undo?: () => void | Promise<void> } | null) => {
      const answer = await ask();
      if (!answer.ok) toast({ title: answer.failure.what, description: answer.failure.why, tone: 'problem' });
      else if (done) toast(done);
      refresh();
    },
    [toast, refresh],
  );
  const release = useCallback(
    ({ id, name }: AlertView) =>
      carryOut(() => unacknowledgeAlert({ id }), { title: `The acknowledgement of “${name}” was taken back` }),
    [carryOut],
  );
  const acknowledge = useCallback(
    ({ id, name }: AlertView) =>
      carryOut(() => acknowledgeAlert({ id }), {
        title: `“${name}” was acknowledged`,
        undo: () => carryOut(() => unacknowledgeAlert({ id }), null),
      }),
    [carryOut],
  );
  const silenced = useCallback(
    ({ id, what }: { id: string; what: string }) => {
      toast({
        title: `${what} was silenced`,
        undo: () => carryOut(() => endAlertSilence({ id }), null),
      });
      refresh();
    },
    [toast, refresh, carryOut],
  );
  return { acknowledge, release, silenced };
}
