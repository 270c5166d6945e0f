'use client';

import { useCallback, useEffect, useState } from 'react';
import type { FailureView } from '../feedback/error-note.tsx';

/** What a rows endpoint answers. A failure answers `{ failure: { what, why, todo, reference } }` with a status of 400 or more. */
export type RowsAnswer<Row> = {
  rows: Row[];
  /** Matching rows on all pages. */
  total: number;
  /** When it was true; ISO 8601. */
  asOf?: string;
  /** Which part is missing, as a sentence. */
  partial?: string;
};

export type Rows<Row> = {
  /** null until the first answer. */
  answer: RowsAnswer<Row> | null;
  /** On its way; `answer` still is that of the previous question. */
  loading: boolean;
  failure: FailureView | null;
  /** Asks again; the rows stay meanwhile. */
  refresh: () => void;
};

/** Last answers by address, so that coming back to a list shows it at once. A new document (signing out) drops it. */
const kept = new Map<string, RowsAnswer<unknown>>();
const keptMost = 20;
const timeoutMs = 20_000;

/** Fetches rows as JSON. A newer question aborts the older one. `refreshSeconds` asks again while the page is in view. */
export function useRows<Row>(
  url: string,
  options: { initial?: RowsAnswer<Row>; refreshSeconds?: number } = {},
): Rows<Row> {
  const { initial, refreshSeconds } = options;
  const [shown, setShown] = useState<{ url: string; answer: RowsAnswer<Row> | null }>(() => ({
    url,
    answer: initial ?? null,
  }));
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [loading, setLoading] = useState(!initial);
  const [round, setRound] = useState(0);
  const refresh = useCallback(() => setRound((now) => now + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same question again.
  useEffect(() => {
    const leave = new AbortController();
    const before = kept.get(url) as RowsAnswer<Row> | undefined;
    if (before) setShown({ url, answer: before });
    setLoading(true);
    ask<Row>(url, leave.signal).then((result) => {
      if (leave.signal.aborted) return;
      setLoading(false);
      setFailure('failure' in result ? result.failure : null);
      if ('failure' in result) return;
      keep(url, result.answer);
      setShown({ url, answer: result.answer });
    });
    return () => leave.abort();
  }, [url, round]);

  useEffect(() => {
    if (!refreshSeconds) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && refresh(), refreshSeconds * 1000);
    return () => clearInterval(timer);
  }, [refreshSeconds, refresh]);

  return { answer: shown.answer, loading, failure, refresh };
}

async function ask<Row>(
  url: string,
  signal: AbortSignal,
): Promise<{ answer: RowsAnswer<Row> } | { failure: FailureView }> {
  try {
    const response = await fetch(url, {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    if (response.redirected || response.status === 401) return { failure: signedOut };
    const body = (await response.json()) as RowsAnswer<Row> & { failure?: FailureView };
    if (!response.ok || body.failure) return { failure: body.failure ?? unreadable };
    return { answer: body };
  } catch {
    return { failure: unreachable };
  }
}

function keep(url: string, answer: RowsAnswer<unknown>): void {
  kept.delete(url);
  kept.set(url, answer);
  for (const oldest of kept.keys()) {
    if (kept.size <= keptMost) break;
    kept.delete(oldest);
  }
}

const what = 'The list was not loaded.';
const signedOut = { what, why: 'You are no longer signed in.', todo: 'Reload the page to sign in again.' };
const unreachable = { what, why: 'The portal did not answer in time.', todo: 'Try again in a moment.' };
const unreadable = { what, why: 'The portal gave an answer that could not be read.', todo: 'Try again in a moment.' };
