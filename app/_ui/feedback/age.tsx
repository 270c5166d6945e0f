'use client';

import { RotateCw } from 'lucide-react';
import { cx } from '../cx.ts';
import { timeSpan } from '../show/relative.ts';
import { useNow } from '../show/relative-time.tsx';
import { StateShape } from '../show/state-badge.tsx';

type AgeProps = {
  /** Whose age: "Catalog". */
  noun?: string;
  /** When the data was true: ISO 8601, Date or milliseconds. */
  asOf: string | number | Date | null | undefined;
  /** Older than this is said with a warning; seconds. */
  staleAfterSeconds?: number;
  refreshing?: boolean;
  onRefresh?: () => void;
};

/** The line at the foot of data: "Catalog 2 s old". */
export function Age({ noun = 'Data', asOf, staleAfterSeconds = 120, refreshing, onRefresh }: AgeProps) {
  const now = useNow();
  const time = asOf === null || asOf === undefined ? Number.NaN : new Date(asOf).getTime();
  const known = !Number.isNaN(time);
  const seconds = Math.max(0, (now - time) / 1000);
  const stale = known && seconds > staleAfterSeconds;
  return (
    <span className={cx('inline-flex items-center gap-1.5 text-xs', stale ? 'text-warning' : 'text-faint')}>
      {stale && <StateShape state="warning" size={9} />}
      <span data-figures suppressHydrationWarning>
        {known ? `${noun} ${seconds < 1 ? 'up to date' : `${timeSpan(seconds)} old`}` : `${noun} of unknown age`}
      </span>
      {onRefresh && (
        <button
          type="button"
          onClick={onRefresh}
          aria-label="Refresh"
          data-tip="Refresh"
          className="inline-flex size-6 items-center justify-center rounded-sm hover:bg-hover hover:text-text"
        >
          <RotateCw aria-hidden className={cx('[&.lucide]:size-3.5', refreshing && 'animate-spin')} />
        </button>
      )}
    </span>
  );
}
