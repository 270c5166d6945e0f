'use client';

import { useCallback, useEffect, useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';

const pageSize = 10;

/** Rows from the newest on; `more` adds the next ten. Asks again with a newer `asOf`. */
export function useHistory<Row>(url: string, asOf: number) {
  const [limit, setLimit] = useState(pageSize);
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{ rows: Row[]; total: number } | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [loading, setLoading] = useState(true);
  const again = useCallback(() => setRound((now) => now + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round or page asks the same question again.
  useEffect(() => {
    const leave = new AbortController();
    setLoading(true);
    ask<Row>(`${url}${url.includes('?') ? '&' : '?'}offset=0&limit=${limit}`, leave.signal).then((result) => {
      if (leave.signal.aborted) return;
      setLoading(false);
      setFailure('failure' in result ? result.failure : null);
      if ('rows' in result) setAnswer(result);
    });
    return () => leave.abort();
  }, [url, asOf, limit, round]);

  return {
    rows: answer?.rows ?? null,
    total: answer?.total ?? 0,
    failure,
    loading,
    more: () => setLimit((now) => Math.min(now + pageSize, 100)),
    again,
  };
}

async function ask<Row>(
  url: string,
  signal: AbortSignal,
): Promise<{ rows: Row[]; total: number } | { failure: FailureView }> {
  try {
    const response = await fetch(url, { signal });
    return await response.json();
  } catch {
    return {
      failure: {
        what: 'The history was not loaded.',
        why: 'The portal did not answer.',
        todo: 'Try again in a moment.',
      },
    };
  }
}
