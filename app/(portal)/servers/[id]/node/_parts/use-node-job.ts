'use client';

import { useEffect, useState } from 'react';
import type { NodeJobView } from '#lib/services/servers/nodes/view-node-job.ts';

const runningEveryMs = 700;
const elseEveryMs = 5_000;

/** The change of a cluster as it stands, asked again and again until it is over. `stale`: the portal didn't answer the last time. */
export function useNodeJob(id: string, first: NodeJobView): { view: NodeJobView; stale: boolean; again: () => void } {
  const [view, setView] = useState(first);
  const [stale, setStale] = useState(false);
  const [asked, setAsked] = useState(0);
  const over = view.state === 'done' || view.state === 'taken-back';
  const everyMs = view.state === 'running' ? runningEveryMs : elseEveryMs;
  useEffect(() => {
    if (over) return;
    let left = false;
    const ask = async () => {
      const next = await read(id);
      if (left) return;
      setStale(next === null);
      if (next) setView(next);
    };
    if (asked > 0) void ask();
    const timer = setInterval(ask, everyMs);
    return () => {
      left = true;
      clearInterval(timer);
    };
  }, [id, everyMs, over, asked]);
  return { view, stale, again: () => setAsked((count) => count + 1) };
}

async function read(id: string): Promise<NodeJobView | null> {
  try {
    const answer = (await (await fetch(`/api/servers/node-job?${new URLSearchParams({ id })}`)).json()) as
      | NodeJobView
      | null
      | { failure: unknown };
    return answer && !('failure' in answer) ? answer : null;
  } catch {
    return null;
  }
}
