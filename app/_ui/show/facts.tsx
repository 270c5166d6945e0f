import type { ReactNode } from 'react';

/** Label and value pairs, read like a table without lines. Children: Fact. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid gap-x-4 gap-y-0.5">{children}</dl>;
}

export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="grid min-h-7 items-start gap-x-4 py-1 text-sm sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="leading-5 text-faint">{label}</dt>
      <dd className="min-h-5 min-w-0 leading-5 text-text [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
