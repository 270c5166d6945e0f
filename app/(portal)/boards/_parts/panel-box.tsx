import { type ReactNode, useId } from 'react';

/** The frame of a panel that isn't a chart, as charts have theirs. */
export function PanelBox({ title, children }: { title: ReactNode; children: ReactNode }) {
  const headingId = useId();
  return (
    <section
      aria-labelledby={headingId}
      className="flex h-full min-w-0 flex-col rounded-md border border-line bg-surface px-3 pt-2 pb-3"
    >
      <h3 id={headingId} className="flex min-h-8 items-center font-medium text-sm [overflow-wrap:anywhere]">
        {title}
      </h3>
      <div className="min-h-0 min-w-0 flex-1">{children}</div>
    </section>
  );
}
