'use client';

import { timeSpan } from '../show/relative.ts';
import { useNow } from '../show/relative-time.tsx';
import { StateShape } from '../show/state-badge.tsx';
import type { Window } from './scales.ts';

/** Three steps without a sample: what is shown last is no longer how things are. A range that ends before is history. */
export function useStale(lastAt: string | null, everySeconds: number, window: Window): boolean {
  const now = useNow();
  if (lastAt === null) return false;
  const last = Date.parse(lastAt);
  return now - last > 3 * everySeconds * 1000 && window.to * 1000 > last;
}

export function LastSample({ lastAt, stale }: { lastAt: string | null; stale: boolean }) {
  const now = useNow();
  const text =
    lastAt === null ? 'No sample yet' : `Last sample ${timeSpan(Math.max(0, now - Date.parse(lastAt)) / 1000)} ago`;
  return (
    <span
      data-figures
      suppressHydrationWarning
      className={`inline-flex min-h-6 items-center gap-1.5 text-xs ${stale ? 'text-warning' : 'text-faint'}`}
    >
      {stale && <StateShape state="warning" size={9} />}
      {text}
      {stale && ', stale'}
    </span>
  );
}
