import type { ReactNode } from 'react';
import { StateShape } from '#app/_ui/show/state-badge.tsx';
import type { Told } from '#lib/services/servers/fact.ts';

/** What a server told, or calmly why it didn't and what helps. */
export function ToldOrWhy<T>({ told, children }: { told: Told<T>; children: (value: T) => ReactNode }) {
  if ('value' in told) return children(told.value);
  return (
    <p className="flex items-baseline gap-2 py-1 text-sm text-soft">
      <StateShape state="unknown" />
      <span className="min-w-0">
        {told.why} {told.todo}
      </span>
    </p>
  );
}
