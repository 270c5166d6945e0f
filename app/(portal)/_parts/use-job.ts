'use client';

import { useEffect, useState } from 'react';
import type { JobView } from '#lib/services/jobs/job-view.ts';

const runningEveryMs = 700;
const elseEveryMs = 5_000;

/** A job as it stands, asked at `url` again and again until it is over. `stale`: the portal didn't answer the last time. */
export function useJob<View extends Pick<JobView, 'state'>>(
  url: string,
  first: View,
): { view: View; stale: boolean; again: () => void } {
  const [view, setView] = useState(first);
  const [stale, setStale] = useState(false);
  const [asked, setAsked] = useState(0);
  const over = view.state === 'done' || view.state === 'taken-back';
  const everyMs = view.state === 'running' ? runningEveryMs : elseEveryMs;
  useEffect(() => {
    if (over) return;
    let left = false;
    const ask = async () => {
      const next = await read<View>(url);
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
  }, [url, everyMs, over, asked]);
  return { view, stale, again: () => setAsked((count) => count + 1) };
}

async function read<View>(url: string): Promise<View | null> {
  try {
    const answer = (await (await fetch(url)).json()) as View | null | { failure: unknown };
    return answer && !(typeof answer === 'object' && 'failure' in answer) ? (answer as View) : null;
  } catch {
    return null;
  }
}
