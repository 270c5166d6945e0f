'use client';

import { useCallback, useEffect, useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';

export type Asked<T> = { value: T | null; failure: FailureView | null; asking: boolean; ask(): void };

const timeoutMs = 20_000;

/** What an address of the portal answers, asked when the page is there and again by `ask`; the last answer stays meanwhile. */
export function useAsked<T extends object>(url: string, what: string): Asked<T> {
  const [value, setValue] = useState<T | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [round, setRound] = useState(0);
  const [asking, setAsking] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same question again.
  useEffect(() => {
    const leave = new AbortController();
    setAsking(true);
    answerOf<T>(url, what, leave.signal).then((answer) => {
      if (leave.signal.aborted) return;
      setAsking(false);
      setFailure('failure' in answer ? answer.failure : null);
      if (!('failure' in answer)) setValue(answer.value);
    });
    return () => leave.abort();
  }, [url, what, round]);
  return { value, failure, asking, ask: useCallback(() => setRound((now) => now + 1), []) };
}

async function answerOf<T extends object>(
  url: string,
  what: string,
  signal: AbortSignal,
): Promise<{ value: T } | { failure: FailureView }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) });
    const body = (await response.json()) as T | { failure: FailureView };
    return 'failure' in body && body.failure ? { failure: body.failure } : { value: body as T };
  } catch {
    return { failure: { what, why: 'The portal did not answer.', todo: 'Ask again.' } };
  }
}
