'use client';

import { useEffect, useState } from 'react';
import { type FoundEntries, findEntries, type SearchHit } from './find-entries.ts';

const waitMs = 150;
const nothing: FoundEntries = { hits: [], problem: null };

/** Asks 150 ms after the last key, from two letters on; answers to older questions are dropped. */
export function useEntrySearch(text: string, kinds: readonly SearchHit['kind'][], limit: number) {
  const [found, setFound] = useState(nothing);
  const [busy, setBusy] = useState(false);
  const wanted = text.trim();
  const of = kinds.join(',');
  useEffect(() => {
    if (wanted.length < 2) {
      setFound(nothing);
      setBusy(false);
      return;
    }
    setBusy(true);
    const leave = new AbortController();
    const timer = setTimeout(async () => {
      try {
        setFound(await findEntries(wanted, of.split(',') as SearchHit['kind'][], limit, leave.signal));
        setBusy(false);
      } catch {
        // A newer question is on its way.
      }
    }, waitMs);
    return () => {
      clearTimeout(timer);
      leave.abort();
    };
  }, [wanted, of, limit]);
  return { ...found, busy };
}
