import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { type State, StateShape } from '../show/state-badge.tsx';

/** A line across the page: a server is away, a part is missing, something needs attention. Not for errors of an action. */
export function Notice({ state, children, action }: { state: State; children: ReactNode; action?: ReactNode }) {
  return (
    <div role="status" className={cx('flex items-center gap-2.5 rounded-md px-3 py-2 text-sm', grounds[state])}>
      <StateShape state={state} />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}

const grounds: Record<State, string> = {
  ok: 'bg-ok-soft',
  warning: 'bg-warning-soft',
  failing: 'bg-failing-soft',
  unknown: 'bg-unknown-soft',
};
