'use client';

import { useEffect, useRef, useState } from 'react';
import type { PaletteGroup } from './command-palette.tsx';

const waitMs = 150;

/** Asks 150 ms after the last key, drops answers to older questions, keeps the last groups while waiting. */
export function usePaletteSearch(text: string, search: (text: string, signal: AbortSignal) => Promise<PaletteGroup[]>) {
  const [groups, setGroups] = useState<PaletteGroup[]>([]);
  const [busy, setBusy] = useState(false);
  const [away, setAway] = useState(false);
  const ask = useRef(search);
  ask.current = search;
  const wanted = text.trim();

  useEffect(() => {
    setAway(false);
    if (wanted === '') {
      setGroups([]);
      setBusy(false);
      return;
    }
    setBusy(true);
    const leave = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await ask.current(wanted, leave.signal);
        if (!leave.signal.aborted) setGroups(answer.filter((group) => group.items.length > 0));
      } catch {
        if (!leave.signal.aborted) setAway(true);
      } finally {
        if (!leave.signal.aborted) setBusy(false);
      }
    }, waitMs);
    return () => {
      clearTimeout(timer);
      leave.abort();
    };
  }, [wanted]);

  return { groups, busy, away };
}
