import type { ReactNode } from 'react';
import { cx } from '../cx.ts';

export type State = 'ok' | 'warning' | 'failing' | 'unknown';

type StateBadgeProps = {
  state: State;
  /** The word: "Active", "Locked", "Expires in 3 days". */
  children: ReactNode;
  /** With a soft ground; without it, only shape and word (tables). */
  ground?: boolean;
};

const colours: Record<State, string> = {
  ok: 'text-ok',
  warning: 'text-warning',
  failing: 'text-failing',
  unknown: 'text-unknown',
};
const grounds: Record<State, string> = {
  ok: 'bg-ok-soft',
  warning: 'bg-warning-soft',
  failing: 'bg-failing-soft',
  unknown: 'bg-unknown-soft',
};

/** A state as shape, word and colour, so that none of the three is needed to read it. */
export function StateBadge({ state, children, ground }: StateBadgeProps) {
  return (
    <span
      className={cx(
        'inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap text-sm',
        colours[state],
        ground && cx('h-6 w-fit rounded-sm px-2 font-medium text-xs', grounds[state]),
      )}
    >
      <StateShape state={state} />
      <span
        className={cx(
          'truncate',
          !ground && state === 'ok' && 'text-soft',
          !ground && state === 'unknown' && 'text-soft',
        )}
      >
        {children}
      </span>
    </span>
  );
}

/** Disc: ok. Triangle: warning. Square on its corner: failing. Dashed ring: unknown. */
export function StateShape({ state, size = 10 }: { state: State; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 10 10" aria-hidden="true" className={cx('flex-none', colours[state])}>
      {state === 'ok' && <circle cx="5" cy="5" r="3.6" fill="currentColor" />}
      {state === 'warning' && (
        <path d="M5 .9 9.6 9H.4Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      )}
      {state === 'failing' && <path d="M5 .3 9.7 5 5 9.7.3 5Z" fill="currentColor" />}
      {state === 'unknown' && (
        <circle cx="5" cy="5" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.4 1.4" />
      )}
    </svg>
  );
}
