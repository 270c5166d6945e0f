'use client';

import { useEffect, useState } from 'react';
import type { RealmChoices } from '#lib/services/realms/list-choices.ts';
import type { PublicFailure } from '#lib/web/answer.ts';

export type ChoicesState = { choices: RealmChoices | null; problem: string | null };

const nothingYet: ChoicesState = { choices: null, problem: null };

/** The realms where the person may do `permission` ("users.create"); asked for when `wanted` becomes true, and again with each `round`. */
export function useRealmChoices(permission: string, wanted: boolean, round = 0): ChoicesState {
  const [state, setState] = useState<ChoicesState>(nothingYet);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same question again.
  useEffect(() => {
    if (!wanted) return;
    const leave = new AbortController();
    askFor(permission, leave.signal).then((answer) => {
      if (leave.signal.aborted) return;
      // What is known stays when a later answer fails.
      setState((before) => (answer.choices ? answer : { choices: before.choices, problem: answer.problem }));
    });
    return () => leave.abort();
  }, [permission, wanted, round]);
  return state;
}

async function askFor(permission: string, signal: AbortSignal): Promise<ChoicesState> {
  try {
    const response = await fetch(`/api/realms/choices?${new URLSearchParams({ for: permission })}`, { signal });
    const answer = (await response.json()) as RealmChoices | { failure: PublicFailure };
    if ('failure' in answer) return { choices: null, problem: `${answer.failure.why} ${answer.failure.todo}`.trim() };
    return { choices: answer, problem: null };
  } catch {
    return { choices: null, problem: 'The portal did not answer. Open this again in a moment.' };
  }
}
