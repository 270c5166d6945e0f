'use client';

import { useEffect, useState } from 'react';
import type { RenameView } from '#lib/services/users/rename/view-rename.ts';

const runningEveryMs = 700;
const elseEveryMs = 5_000;

/** A rename as it stands, asked again and again until it is over. `stale`: the portal didn't answer the last time. */
export function useRename(id: string, first: RenameView): { view: RenameView; stale: boolean; again: () => void } {
  const [view, setView] = useState(first);
  const [stale, setStale] = useState(false);
  const [asked, setAsked] = useState(0);
  const over = view.state === 'done' || view.state === 'taken-back';
  const everyMs = view.state === 'running' ? runningEveryMs : elseEveryMs;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` begins anew after something was pressed.
  useEffect(() => {
    if (over) return;
    let left = false;
    const ask = async () => {
      const next = await read(id);
      if (left) return;
      setStale(next === null);
      if (next) setView(next);
    };
    const timer = setInterval(ask, everyMs);
    return () => {
      left = true;
      clearInterval(timer);
    };
  }, [id, everyMs, over, asked]);
  const again = () => {
    void read(id).then((next) => next && setView(next));
    setAsked((count) => count + 1);
  };
  return { view, stale, again };
}

async function read(id: string): Promise<RenameView | null> {
  try {
    const answer = (await (await fetch(`/api/users/rename?${new URLSearchParams({ id })}`)).json()) as
      | RenameView
      | null
      | { failure: unknown };
    return answer && !('failure' in answer) ? answer : null;
  } catch {
    return null;
  }
}
