'use client';

import { useRef, useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import type { BrowsedRow, BrowsePage } from '#lib/services/devices/browse-device.ts';

export type Browsed = Pick<BrowsePage, 'root' | 'is' | 'index' | 'columns'> & { rows: BrowsedRow[]; more: boolean };

export const mostRows = 500;

/** Reads page after page, up to 500 rows; what has come is shown meanwhile. Another question ends the one before. */
export function useBrowse(id: string) {
  const [shown, setShown] = useState<Browsed | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [reading, setReading] = useState(false);
  const asking = useRef<AbortController | null>(null);
  const read = async (what: string) => {
    asking.current?.abort();
    const mine = new AbortController();
    asking.current = mine;
    setReading(true);
    setFailure(null);
    setShown(null);
    const rows: BrowsedRow[] = [];
    let after: string | null = '';
    while (after !== null && rows.length < mostRows && !mine.signal.aborted) {
      const page: BrowsePage | FailureView | null = await ask({ id, what, after }, mine.signal);
      if (page === null) return;
      if (!('rows' in page)) {
        setFailure(page);
        break;
      }
      const { root, is, index, columns } = page;
      rows.push(...page.rows);
      after = page.after;
      setShown({ root, is, index, columns, rows: [...rows], more: after !== null });
    }
    if (asking.current === mine) setReading(false);
  };
  return {
    shown,
    failure,
    reading,
    read: (what: string) => void read(what),
    stop() {
      asking.current?.abort();
      setReading(false);
    },
  };
}

/** null: nobody waits for it any more. */
async function ask(question: Record<string, string>, signal: AbortSignal): Promise<BrowsePage | FailureView | null> {
  try {
    const response = await fetch(`/api/devices/browse?${new URLSearchParams(question)}`, { signal });
    const answer = (await response.json()) as BrowsePage | { failure: FailureView };
    return 'failure' in answer ? answer.failure : answer;
  } catch {
    if (signal.aborted) return null;
    return { what: 'The device was not read.', why: 'The portal did not answer.', todo: 'Try again in a moment.' };
  }
}
