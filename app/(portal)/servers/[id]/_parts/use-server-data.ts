'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useLive, type Watch } from '../../../_parts/live/use-live.ts';

/** `unavailable` is not a fault: the server is away, or can't do it. */
export type DataFailure = FailureView & { kind?: string };

export type ServerData<T> = {
  /** The last answer; it stays when a later one doesn't come. */
  value: T | null;
  /** Why `value` is old, or not there. */
  failure: DataFailure | null;
  /** The first answer is on its way, or one that somebody asked for; those by the clock come unseen. */
  loading: boolean;
  refresh: () => void;
};

/** Last answers by address, so that coming back to a tab shows it at once. A new document (signing out) drops it. */
const kept = new Map<string, unknown>();
const keptMost = 20;
const timeoutMs = 20_000;
const nothing: readonly Watch[] = [];

/** After a change of ours: what the last answer names may be there no more. */
export function forgetServerData(url: string): void {
  kept.delete(url);
}

/**
 * What a server says, as JSON: asked when the page is there, and again every `seconds` while somebody looks at it; where
 * `watches` are given, when something of them is new instead, as long as that is pushed.
 */
export function useServerData<T>(url: string, seconds = 10, watches = nothing, ask: Ask<T> = askPortal): ServerData<T> {
  const [shown, setShown] = useState<{ url: string; value: T | null }>({ url, value: null });
  const [failure, setFailure] = useState<DataFailure | null>(null);
  const [loading, setLoading] = useState(true);
  const [round, setRound] = useState(0);
  const asking = useRef(false);
  /** Something was new while an answer was on its way. */
  const missed = useRef(false);
  const again = useCallback(() => setRound((now) => now + 1), []);
  const refresh = useCallback(() => {
    setLoading(true);
    again();
  }, [again]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same question again.
  useEffect(() => {
    const leave = new AbortController();
    if (kept.has(url)) setShown({ url, value: kept.get(url) as T });
    asking.current = true;
    missed.current = false;
    void ask(url, leave.signal).then((answer) => {
      if (leave.signal.aborted) return;
      asking.current = false;
      setLoading(false);
      setFailure('failure' in answer ? answer.failure : null);
      if (missed.current) again();
      if ('failure' in answer) return;
      keep(url, answer.value);
      setShown({ url, value: answer.value });
    });
    return () => leave.abort();
  }, [url, round]);

  const onNews = useCallback(() => {
    missed.current = asking.current;
    if (!asking.current) again();
  }, [again]);
  const everySeconds = useLive(watches, onNews, seconds);

  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && !asking.current && again();
    const timer = setInterval(look, everySeconds * 1000);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [everySeconds, again]);

  return { value: shown.url === url ? shown.value : null, failure, loading, refresh };
}

export type Ask<T> = (url: string, signal: AbortSignal) => Promise<{ value: T } | { failure: DataFailure }>;

export async function askPortal<T>(url: string, signal: AbortSignal): ReturnType<Ask<T>> {
  try {
    const response = await fetch(url, {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    if (response.redirected || response.status === 401) return { failure: signedOut };
    const body = (await response.json()) as T & { failure?: DataFailure };
    return response.ok && !body.failure ? { value: body } : { failure: body.failure ?? unreadable };
  } catch {
    return { failure: unreachable };
  }
}

function keep(url: string, value: unknown): void {
  kept.delete(url);
  kept.set(url, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= keptMost) break;
    kept.delete(oldest);
  }
}

const what = 'The server was not asked.';
const signedOut = { what, why: 'You are no longer signed in.', todo: 'Reload the page to sign in again.' };
const unreachable = { what, why: 'The portal did not answer in time.', todo: 'It is asked again in a moment.' };
const unreadable = { what, why: 'The portal gave an answer that could not be read.', todo: 'Try again in a moment.' };
